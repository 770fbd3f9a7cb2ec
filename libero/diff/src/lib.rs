//! What changed between two contracts, and what each change breaks: for whom, where, in which codec.
//!
//! [`diff`] compares two [`Contract`]s and nothing else: it reads no file and runs no program. Every
//! [`Change`] has a [`Category`] out of a closed list, says which calls and pushes it reaches, and for
//! each of these what becomes of bytes that one end wrote and the other reads, in ETF and in JSON.
//!
//! ```
//! # fn contract(repr: &str) -> contract_schema::Contract {
//! #     let mut contract = contract_schema::Contract {
//! #         contract_hash: String::new(), protocol_version: "libero-json-v1".into(),
//! #         typed_value_contract: "typed-json-v1".into(), libero_version: "0".into(),
//! #         push_types: vec![], ssr_models: vec![], types: vec![],
//! #         hash_rule: contract_schema::HashRule::Wire, identity: contract_schema::IdentityRule::Rust,
//! #         endpoints: vec![], rust: None,
//! #     };
//! #     contract.libero_version = repr.into();
//! #     contract
//! # }
//! # let (old, new) = (contract("1"), contract("2"));
//! let changes = libero_diff::diff(&old, &new);
//! assert!(changes.is_empty());
//! ```

mod category;
mod change;
mod effect;
mod endpoints;
mod index;
mod reason;
mod replaced;
mod roots;
mod scalar;
mod walk;
mod words;

use std::collections::{BTreeMap, HashMap, HashSet};

use contract_schema::Contract;

pub use category::Category;
pub use change::{Change, Reach, Root, Verdict};
pub use effect::{Effect, Fate, Flow, Ways};

use index::Index;
use reason::Who;
use roots::Start;
use walk::{Found, Walk};

/// The changes from one contract to another: those that break the wire first, then by what they reach.
pub fn diff(old: &Contract, new: &Contract) -> Vec<Change> {
    let mut walk = Walk::new(Index::new(old), Index::new(new));
    let mut starts = walk.roots();
    let alone = walk.types_alone();
    walk.finish();
    let mut seen = HashSet::new();
    let mut met: HashMap<usize, BTreeMap<(Root, Flow), Effect>> = HashMap::new();
    for (root, flow, found) in &starts {
        follow(&walk, root, *flow, found, &mut seen, &mut met);
    }
    starts.push(uncarried(&mut walk, alone, &seen));
    walk.finish();
    if let Some((root, flow, found)) = starts.last() {
        follow(&walk, root, *flow, found, &mut seen, &mut met);
    }
    let mut changes: Vec<Change> = walk
        .drafts
        .iter()
        .enumerate()
        .map(|(id, draft)| {
            let reaches = met.remove(&id).unwrap_or_default();
            let reaches = reaches.into_iter().map(|((root, flow), effect)| {
                let who = Who::of(&[&root], flow, |_| String::new());
                let failing = reason::failing(flow, effect).into_iter();
                let reasons = failing.map(|failing| reason::reason(&draft.subject, &who, failing));
                Reach {
                    reasons: reasons.collect(),
                    root,
                    flow,
                    effect,
                }
            });
            Change {
                category: draft.category,
                what: draft.what.clone(),
                adapt: draft.adapt,
                old: draft.place.old.clone(),
                new: draft.place.new.clone(),
                reaches: reaches.collect(),
                subject: draft.subject.clone(),
            }
        })
        .collect();
    changes.sort_by(|a, b| {
        let first = |change: &Change| change.reaches.first().map(|reach| reach.root.clone());
        let key = |change: &Change| std::cmp::Reverse(change.verdict());
        (key(a), first(a), a.category, &a.what).cmp(&(key(b), first(b), b.category, &b.what))
    });
    changes
}

/// Pairs of types that no call, push or page leads to.
fn uncarried(walk: &mut Walk<'_>, alone: Start, seen: &HashSet<usize>) -> Start {
    let (root, flow, mut found) = alone;
    for old in 0..walk.old.contract.types.len() {
        let Some(new) = walk.matches.new_of(old) else {
            continue;
        };
        if !seen.contains(&old) {
            walk.names(&mut found, old, new, false);
            found.nodes.push(walk.pair(old, new));
        }
    }
    (root, flow, found)
}

/// Goes through all that a root leads to, and notes what every change does there, and which types of the
/// old contract it has seen.
fn follow(
    walk: &Walk<'_>,
    root: &Root,
    flow: Flow,
    start: &Found,
    seen: &mut HashSet<usize>,
    reached: &mut HashMap<usize, BTreeMap<(Root, Flow), Effect>>,
) {
    let mut met = HashSet::new();
    let mut pending: Vec<&Found> = vec![start];
    while let Some(found) = pending.pop() {
        for event in &found.events {
            let effect = event.impact.on(flow);
            let entry = reached
                .entry(event.change)
                .or_default()
                .entry((root.clone(), flow))
                .or_default();
            *entry = entry.and(effect);
        }
        for &node in &found.nodes {
            seen.insert(walk.old_type(node));
            if met.insert(node) {
                pending.push(walk.node(node));
            }
        }
    }
}
