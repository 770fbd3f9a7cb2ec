//! What was said of a row.

use std::collections::BTreeMap;

use diff_proof::Case;
use libero_diff::{Category, Effect, Flow, Root};
use serde_json::Value;

use super::{Seen, Spot, Way};

pub(crate) struct Claims {
    effects: BTreeMap<((String, String), Flow), Effect>,
    /// Whether an old value and the new value that it is read as have the same JSON.
    is_comparable: bool,
    /// Whether what is misread can be seen: not where a number means something else.
    is_visible: bool,
    /// A new function, which servers made before it cannot know: nothing that was there breaks.
    added: Vec<(String, String)>,
}

impl Claims {
    pub(crate) fn of(case: &Case) -> Self {
        let changes = libero_diff::diff(&case.old.contract(), &case.new.contract());
        let mut effects: BTreeMap<_, Effect> = BTreeMap::new();
        let mut added = vec![];
        for change in &changes {
            for reach in &change.reaches {
                let root = match &reach.root {
                    Root::Endpoint { module, name } | Root::Push { module, name } => {
                        (module.clone(), name.clone())
                    }
                    _ => continue,
                };
                if change.category == Category::EndpointAdded {
                    added.push(root.clone());
                }
                let entry = effects.entry((root, reach.flow)).or_default();
                *entry = entry.and(reach.effect);
            }
        }
        let has = |categories: &[Category]| {
            changes
                .iter()
                .any(|change| categories.contains(&change.category))
        };
        Self {
            effects,
            is_comparable: !has(&[
                Category::ListBecameSet,
                Category::SetBecameList,
                // The reader fills it in.
                Category::FieldAddedWithDefault,
                Category::FieldRemoved,
            ]),
            is_visible: !has(&[Category::FormatChanged]),
            added,
        }
    }

    /// What was said to break must have been tried.
    pub(crate) fn untried(&self, row: usize, seen: &BTreeMap<Spot, Seen>) -> Vec<Spot> {
        let mut untried = vec![];
        for ((root, flow), effect) in &self.effects {
            for (is_etf, ways) in [(true, effect.etf), (false, effect.json)] {
                for (way, fate) in [
                    (Way::OldToNew, ways.old_to_new),
                    (Way::NewToOld, ways.new_to_old),
                ] {
                    let spot = Spot {
                        row,
                        root: root.clone(),
                        flow: *flow,
                        way,
                        is_etf,
                        is_rust: true,
                    };
                    if !fate.is_fine() && !seen.contains_key(&spot) {
                        untried.push(spot);
                    }
                }
            }
        }
        untried
    }

    pub(crate) fn check(&self, case: &Case, spot: &Spot, seen: &Seen, wrong: &mut Vec<String>) {
        let effect = self.effects.get(&(spot.root.clone(), spot.flow));
        let effect = effect.copied().unwrap_or_default();
        let ways = |spot: &Spot| if spot.is_etf { effect.etf } else { effect.json };
        let fate = match spot.way {
            Way::OldToNew => ways(spot).old_to_new,
            Way::NewToOld => ways(spot).new_to_old,
        };
        let is_added = self.added.contains(&spot.root) && spot.way == Way::NewToOld;
        // The reader of a request is a server in Rust, whoever wrote it.
        let said = if spot.is_rust || spot.flow == Flow::Requests {
            fate.rust_refuses()
        } else {
            fate.others_refuse()
        } || is_added;
        let mut complain = |text: String| {
            wrong.push(format!(
                "{}: {} of {}.{}, {:?}, {}, {}: {text}",
                case.row.name,
                spot.flow.name(),
                spot.root.0,
                spot.root.1,
                spot.way,
                if spot.is_etf { "ETF" } else { "JSON" },
                if spot.is_rust { "Rust" } else { "JavaScript" }
            ));
        };
        match (&seen.refused, said) {
            (Some((value, reason)), false) => complain(format!(
                "said to be fine, but {value} was refused: {reason}"
            )),
            (None, true) => complain(format!(
                "said to be refused, but all of {} values were taken",
                seen.values
            )),
            _ => {}
        }
        let json_ways = match spot.way {
            Way::OldToNew => effect.json.old_to_new,
            Way::NewToOld => effect.json.new_to_old,
        };
        // Where the JSON is another, it cannot be told whether a value is.
        let has_same_json =
            self.is_comparable && !json_ways.rust_refuses() && !json_ways.others_refuse()
                || spot.is_etf && fate.is_misread() && !fate.rust_refuses();
        match (&seen.misread, fate.is_misread()) {
            (Some((value, read)), false) if has_same_json => {
                complain(format!("said to be fine, but {value} was read as {read}"));
            }
            (None, true) if !fate.rust_refuses() && spot.is_rust && self.is_visible => {
                complain(
                    "said to be misread, but every value was read as it was written".to_owned(),
                );
            }
            _ => {}
        }
    }
}

/// Whether two values are the same, `2` and `2.0` too.
pub(crate) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}
