//! Runs the table: every verdict is what happens.

mod proof;

use std::fmt::Write as _;

use diff_proof::{Case, cases};
use libero_diff::{Change, Verdict};

fn verdict(change: &Change) -> String {
    match change.verdict() {
        Verdict::WireBreaking => {
            let flows: Vec<&str> = change
                .broken_flows()
                .iter()
                .map(|flow| flow.name())
                .collect();
            format!("wire-breaking: {}", flows.join(", "))
        }
        other => other.name().to_owned(),
    }
}

fn changes(case: &Case) -> Vec<Change> {
    libero_diff::diff(&case.old.contract(), &case.new.contract())
}

#[test]
fn each_change_has_its_category_and_verdict() {
    let mut wrong = String::new();
    for case in cases() {
        let found = changes(&case);
        let mut got: Vec<(String, String)> = found
            .iter()
            .map(|change| (change.category.name().to_owned(), verdict(change)))
            .collect();
        let own =
            |(category, verdict): &(&str, &str)| ((*category).to_owned(), (*verdict).to_owned());
        let mut expected: Vec<(String, String)> = case.row.expect.iter().map(own).collect();
        got.sort();
        expected.sort();
        if got != expected {
            let name = case.row.name;
            let _ = writeln!(wrong, "{name}\n  expected {expected:?}\n  got      {got:?}");
            for change in &found {
                let _ = writeln!(wrong, "    {} {:?}", change.what, change.reaches);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn old_bytes_through_new_codecs_and_new_through_old_do_what_the_verdict_says() {
    let cases = cases();
    assert!(cases.len() >= 60, "{} rows", cases.len());
    let wrong = proof::run(&cases);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_table_has_every_category_that_rust_source_can_bring_about() {
    let named: Vec<&str> = diff_proof::rows::all()
        .iter()
        .flat_map(|row| row.expect.iter().map(|(category, _)| *category))
        .collect();
    // Another protocol, and pages, which a framework alone asks for.
    let other = ["protocol-changed", "page-added", "page-removed"];
    for category in libero_diff::Category::ALL {
        let name = category.name();
        assert!(
            named.contains(&name) || other.contains(&name),
            "no row is `{name}`"
        );
    }
}

#[test]
fn what_did_not_change_is_no_change() {
    for case in cases() {
        let contract = case.old.contract();
        assert_eq!(
            libero_diff::diff(&contract, &contract),
            [],
            "{}",
            case.row.name
        );
    }
}

#[test]
fn the_other_way_round_breaks_the_other_way_round() {
    use libero_diff::{Flow, diff};
    use std::collections::BTreeMap;
    // What a whole flow suffers, whatever the changes are called.
    let sum = |changes: &[Change], turned: bool| {
        let mut all: BTreeMap<Flow, libero_diff::Effect> = BTreeMap::new();
        for reach in changes.iter().flat_map(|change| &change.reaches) {
            let entry = all.entry(reach.flow).or_default();
            *entry = entry.and(reach.effect);
        }
        if turned {
            for effect in all.values_mut() {
                for ways in [&mut effect.etf, &mut effect.json] {
                    std::mem::swap(&mut ways.old_to_new, &mut ways.new_to_old);
                }
            }
        }
        all.retain(|_, effect| !effect.is_fine());
        all
    };
    for case in cases() {
        // Two that are judged by what people do rather than by the bytes of our own writers.
        let one_sided = ["endpoint-", "default-"];
        if case
            .row
            .expect
            .iter()
            .any(|(name, _)| one_sided.iter().any(|one| name.starts_with(one)))
        {
            continue;
        }
        let (old, new) = (case.old.contract(), case.new.contract());
        assert_eq!(
            sum(&diff(&old, &new), false),
            sum(&diff(&new, &old), true),
            "{}",
            case.row.name
        );
    }
}
