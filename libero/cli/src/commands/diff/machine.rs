//! Changes for programs.

use contract_schema::SourcePlace;
use libero_diff::{Change, Effect, Fate, Reach, Root, Verdict, Ways};
use serde_json::{Value, json};

use super::names::listed;
use crate::contract_source::Found;

/// One document with everything.
pub(super) fn json(changes: &[Change], old: &Found, new: &Found) -> String {
    let side = |found: &Found| json!({ "from": from_here(&found.from), "contract_hash": found.contract.contract_hash });
    let worst = changes.iter().map(Change::verdict).max();
    let document = json!({
        "old": side(old),
        "new": side(new),
        "verdict": worst.map(Verdict::name),
        "changes": changes.iter().map(change).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

/// A path from the folder in which the program runs, where it is in that.
fn from_here(path: &str) -> &str {
    let here = std::env::current_dir().unwrap_or_default();
    let within = camino::Utf8Path::new(path).strip_prefix(here.as_path());
    within.map_or(path, camino::Utf8Path::as_str)
}

fn change(change: &Change) -> Value {
    let flows = change.broken_flows();
    json!({
        "category": change.category.name(),
        "verdict": change.verdict().name(),
        "breaks": flows.iter().map(|flow| flow.name()).collect::<Vec<_>>(),
        "what": change.what,
        "old": change.old.as_ref().map(place),
        "new": change.new.as_ref().map(place),
        "reasons": reasons(change),
        "reaches": change.reaches.iter().map(reach).collect::<Vec<_>>(),
    })
}

/// What fails, each once for all that it fails for.
fn reasons(change: &Change) -> Vec<String> {
    let reaches: Vec<&Reach> = change.reaches.iter().collect();
    change.reasons(&reaches, listed)
}

fn place(place: &SourcePlace) -> Value {
    json!({ "file": place.file, "line": place.line, "column": place.column })
}

fn reach(reach: &Reach) -> Value {
    let (kind, module, name) = match &reach.root {
        Root::Contract => ("contract", None, None),
        Root::Endpoint { module, name } => ("endpoint", Some(module), Some(name)),
        Root::Push { module, name } => ("push", Some(module), Some(name)),
        Root::Page { module, name } => ("page", Some(module), Some(name)),
        Root::Types => ("types", None, None),
    };
    let Effect { etf, json } = reach.effect;
    json!({
        "kind": kind,
        "module": module,
        "name": name,
        "flow": reach.flow.name(),
        "etf": ways(etf),
        "json": ways(json),
        "reasons": reach.reasons,
    })
}

fn ways(ways: Ways) -> Value {
    json!({ "old_to_new": fate(ways.old_to_new), "new_to_old": fate(ways.new_to_old) })
}

fn fate(fate: Fate) -> Value {
    let mut words = vec![];
    match (fate.rust_refuses(), fate.others_refuse()) {
        (true, true) => words.push("refused"),
        (true, false) => words.push("refused-by-rust"),
        (false, true) => words.push("refused-by-others"),
        (false, false) => {}
    }
    if fate.is_misread() {
        words.push("misread");
    }
    json!(words)
}

/// Annotations of a workflow of GitHub, one a line; `prefix` leads from its repository to where the paths of
/// source begin.
pub(super) fn github(changes: &[Change], prefix: &str) -> String {
    let annotation = |change| annotation(change, prefix);
    changes.iter().map(annotation).collect()
}

fn annotation(change: &Change, prefix: &str) -> String {
    let level = match change.verdict() {
        Verdict::WireBreaking => "error",
        Verdict::SourceBreaking => "warning",
        Verdict::Safe => "notice",
    };
    let mut properties = vec![];
    // What is gone has no line in the files that are looked at.
    if let Some(place) = &change.new {
        let file = format!("{prefix}{}", place.file);
        properties.push(format!("file={}", property(&file)));
        properties.push(format!("line={}", place.line));
        properties.push(format!("col={}", place.column));
    }
    let title = format!("{}: {}", change.verdict().name(), change.category.name());
    properties.push(format!("title={}", property(&title)));
    let mut message = change.what.clone();
    for reason in reasons(change) {
        message += "\n- ";
        message += &reason;
    }
    format!("::{level} {}::{}\n", properties.join(","), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
