//! Mirrors against the types that they mirror: the same values, and the same words in refusals.

use parity::cases::{CASES, Case};
use parity::damage::{bombed_terms, cuts, flips};
use parity::files;
use parity::frames::{frames, noise};
use parity::generate::Generator;
use parity::tape::Tape;
use parity::tree;

use crate::mutations::damage;

const VALUES_A_TYPE: u64 = 100;

/// What is said of a term by a mirror and by its type, where that is not the same.
fn difference(case: &Case, term: &[u8]) -> Option<String> {
    let (owned, mirror) = ((case.term)(term), (case.mirror?.term)(term));
    let shown = |verdict: &Result<Vec<u8>, String>| match verdict {
        Ok(term) => term.escape_ascii().to_string(),
        Err(message) => message.clone(),
    };
    (owned != mirror).then(|| {
        format!(
            "{}: {}\n  owned:    {}\n  borrowed: {}",
            case.name,
            term[..term.len().min(1000)].escape_ascii(),
            shown(&owned),
            shown(&mirror)
        )
    })
}

fn mirrored() -> impl Iterator<Item = &'static Case> {
    let mirrored = CASES.iter().filter(|case| case.mirror.is_some());
    assert!(mirrored.clone().count() > 20);
    mirrored
}

#[track_caller]
fn none(differences: &[String]) {
    let shown = differences[..differences.len().min(10)].join("\n");
    let count = differences.len();
    assert!(count == 0, "{count} of them\n{shown}");
}

#[test]
fn a_mirror_becomes_the_value_that_its_type_reads() {
    let contract = files::contract();
    let generator = Generator::new(&contract);
    let mut differences = vec![];
    for (index, case) in mirrored().enumerate() {
        for round in 0..VALUES_A_TYPE {
            let noise = noise((index as u64 + 1) * 104_729 + round);
            let (seed, tape) = noise.split_at(16);
            let json = generator.value(&case.field_type(), &mut Tape::new(&tape[..400]));
            let written = (case.from_json)(json.to_string().as_bytes()).expect("a value");
            let mut term = written.etf;
            differences.extend(difference(case, &term));
            damage(&mut term, seed);
            differences.extend(difference(case, &term));
        }
    }
    none(&differences);
}

#[test]
fn a_mirror_refuses_damage_with_the_words_of_its_type() {
    let contract = files::contract();
    let mut differences = vec![];
    for case in mirrored() {
        for frame in frames(&contract, case) {
            let sets = tree::sets(&contract, &case.field_type(), &frame.etf);
            let bombs = bombed_terms(&frame.etf, &sets);
            for input in [cuts(&frame.etf), flips(&frame.etf), bombs].concat() {
                differences.extend(difference(case, &input.bytes));
            }
        }
    }
    none(&differences);
}

/// The example of the guide, in which the corpus is called `app`.
#[test]
fn the_example_of_the_guide_is_this_one() -> Result<(), Box<dyn std::error::Error>> {
    let bytes = corpus::generated::libero::etf::to_vec(&corpus::pages::home::Item {
        title: "Tea".to_owned(),
        tags: vec!["hot".to_owned()],
        owner: "Ada".to_owned(),
    })?;
    let owned = {
        // begin
        use corpus::generated::libero::borrowed::{self, pages::home::ItemRef};
        use corpus::pages::home::Item;

        let item: ItemRef<'_> = borrowed::from_slice(&bytes)?;
        assert_eq!(item.title, "Tea");
        let owned = Item::from(item);
        // end
        owned
    };
    assert_eq!(owned.tags, ["hot"]);
    let lines = include_str!("borrowed.rs").lines();
    let shown = lines
        .skip_while(|line| line.trim() != "// begin")
        .skip(1)
        .take_while(|line| line.trim() != "// end");
    let shown: Vec<String> = shown
        .map(|line| line.trim().replace("corpus::", "app::"))
        .collect();
    let shown = shown.join("\n");
    let guide = include_str!("../../../../docs/types.md");
    assert!(guide.contains(&format!("```rust\n{shown}\n```")), "{shown}");
    Ok(())
}
