//! How deep a value of a recursive type may be: at every end the same, to the level.

use corpus::generated::libero::Wire;
use corpus::recursion::Tree;
use libero_wire::v1::etf;
use parity::cases::case;
use parity::end::Sent;
use parity::ends::ends;
use parity::term;

/// What the limits of every end allow.
const DEPTH: usize = 512;

/// A tree of so many nodes, each to the right of another, with leaves at all other places. What is too
/// deep is told from its first field, which is the left one.
fn tree(depth: usize) -> Tree {
    let node = |right, _| Tree::Node {
        left: Box::new(Tree::Leaf),
        value: 1,
        right: Box::new(right),
    };
    (0..depth).fold(Tree::Leaf, node)
}

/// The bytes of [`tree`], from those of one node: no writer writes one that is too deep.
fn bytes(depth: usize) -> Vec<u8> {
    let leaf = etf::to_vec::<Wire, _>(&Tree::Leaf).expect("a leaf");
    let node = etf::to_vec::<Wire, _>(&tree(1)).expect("a node");
    let without_right = &node[1..=node.len() - leaf.len()];
    term::whole(&[&without_right.repeat(depth), &leaf[1..]].concat())
}

#[test]
fn a_leaf_without_fields_is_no_level_of_its_own() {
    let case = case("recursion.Tree");
    for (depth, fits) in [(1, true), (DEPTH, true), (DEPTH + 1, false)] {
        let input = bytes(depth);
        let rust = (case.term)(&input);
        let sent = ends().node.exchange(Sent::Term, case.name, &input);
        let node = sent.map(|parts| parts.concat());
        if fits {
            assert_eq!(rust.as_ref(), Ok(&input), "{depth}");
            assert_eq!(node.as_ref(), Ok(&input), "{depth}");
            assert_eq!(etf::to_vec::<Wire, _>(&tree(depth)), Ok(input), "{depth}");
        } else {
            let rust = rust.expect_err("too deep for Rust");
            let node = node.expect_err("too deep for Node").0;
            let path = |message: &str| message.split(": ").next().map(str::to_owned);
            assert_eq!(path(&rust), path(&node));
            assert!(rust.contains("deeper than 512"), "{rust}");
            assert!(node.contains("deeper than 512"), "{node}");
            assert!(etf::to_vec::<Wire, _>(&tree(depth)).is_err());
        }
    }
}
