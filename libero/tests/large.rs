//! Large inputs: no stage recurses along a chain of types.

use std::fmt::Write as _;

use libero::load::from_memory;
use libero::resolve::{Input, resolve};
use libero::rules;
use libero::seal::seal;

/// `count` structs in modules of a hundred, each with ten fields, in chains across the modules.
fn source(count: usize) -> String {
    let mut text = String::from("pub struct ServerContext;\n");
    for module in 0..count / 100 {
        writeln!(
            text,
            "pub mod m{module} {{\nuse std::collections::HashMap;\nuse super::*;"
        )
        .unwrap();
        for index in 0..100 {
            let next = (module * 100 + index + 1) % count;
            let next = format!("m{}::T{}", next / 100, next % 100);
            writeln!(
                text,
                "/// A type.\npub struct T{index} {{ pub a: u32, pub b: String, pub c: Option<f64>, \
                 pub d: Vec<{next}>, pub e: HashMap<String, {next}>, pub f: bool, pub g: Vec<u8>, \
                 pub h: (u8, u16), pub i: Option<Box<{next}>>, pub j: i64 }}"
            )
            .unwrap();
        }
        text.push_str("}\n");
    }
    text.push_str("pub fn server_load(cx: &ServerContext) -> Result<m0::T0, ()> { todo!() }\n");
    text
}

#[test]
fn ten_thousand_types_in_one_chain_are_sealed() {
    const COUNT: usize = 10_000;
    let text = source(COUNT);
    let (project, sources, mut diagnostics) = from_memory(&[("src/lib.rs", &text)]);
    let input = Input::default();
    let (graph, unresolved) = resolve(&project, &input);
    diagnostics.merge(unresolved);
    let checked = rules::check(graph, &mut diagnostics).expect("nothing is refused");
    let sealed = seal(checked, &sources);
    assert_eq!(sealed.contract.types.len(), COUNT + 1);
}
