//! The `[features]` of a client: the same code is compiled on both sides.

use std::collections::BTreeSet;

use toml::{Table, Value};

/// Those of the application, without what they switch on of dependencies that the client does not have. `optional`
/// are the application's optional dependencies, `has` says whether the client depends on one.
pub(crate) fn table(own: &Table, optional: &[&str], has: impl Fn(&str) -> bool) -> Table {
    let none = Table::new();
    let features = own.get("features").and_then(Value::as_table);
    let features = features.unwrap_or(&none);
    let entries = features.values().flat_map(entries);
    let named: BTreeSet<&str> = entries.filter_map(|one| one.strip_prefix("dep:")).collect();
    // A dependency of which nobody says `dep:` is a feature too.
    let implied = optional.iter().filter(|key| !named.contains(*key));
    let implied: Vec<&str> = implied.copied().collect();
    let mut table = Table::new();
    for (name, value) in features {
        let kept = entries_of(value, |entry| match entry.split_once('/') {
            Some((key, feature)) => {
                let key = key.trim_end_matches('?');
                // No dependency of a client is optional.
                has(key).then(|| format!("{key}/{feature}"))
            }
            None => (!entry.starts_with("dep:")).then(|| entry.to_owned()),
        });
        // `key/feature` switches the feature `key` on as well.
        let more = entries_of(value, |entry| {
            let (key, _) = entry.split_once('/')?;
            implied.contains(&key).then(|| key.to_owned())
        });
        let all: BTreeSet<String> = kept.into_iter().chain(more).collect();
        table.insert(
            name.clone(),
            all.into_iter().map(Value::from).collect::<Vec<_>>().into(),
        );
    }
    for key in implied {
        table.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    }
    table
}

fn entries(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

fn entries_of(value: &Value, kept: impl Fn(&str) -> Option<String>) -> Vec<String> {
    entries(value).filter_map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_does_not_have_is_not_switched_on() {
        for (written, is) in [
            ("", ""),
            (
                "default = ['fancy']\nfancy = []",
                "default = ['fancy']\nfancy = []",
            ),
            (
                "fancy = ['dep:rusqlite', 'more']\nmore = []",
                "fancy = ['more']\nmore = []\nuuid = []",
            ),
            (
                "fancy = ['rusqlite/bundled', 'serde/derive']",
                "fancy = ['rusqlite', 'serde/derive']\nrusqlite = []\nuuid = []",
            ),
            (
                "fancy = ['uuid?/v7', 'serde?/rc', 'uuid']",
                "fancy = ['serde/rc', 'uuid', 'uuid/v7']\nrusqlite = []\nuuid = []",
            ),
        ] {
            let own: Table = format!("[features]\n{written}").parse().unwrap();
            let optional: &[&str] = if written.contains('/') || written.contains("dep:") {
                &["rusqlite", "uuid"]
            } else {
                &[]
            };
            let found = table(&own, optional, |key| key == "serde" || key == "uuid");
            assert_eq!(found, is.parse::<Table>().unwrap(), "{written}");
        }
    }
}
