//! Calls and pushes with what reached them: each stands in one group, with all those that fared the same.

use std::collections::BTreeMap;

use libero_diff::{Change, Flow, Reach, Root, Verdict};

/// What one change does to each of a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Met {
    /// Its place in the list of changes.
    pub(super) change: usize,
    pub(super) verdict: Verdict,
    /// What is broken.
    pub(super) flows: Vec<Flow>,
    /// Why, whoever it is.
    pub(super) kind: Vec<String>,
}

/// Calls or pushes that fared the same.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) roots: Vec<&'a Root>,
    /// The worst first.
    pub(super) met: Vec<Met>,
}

impl Group<'_> {
    pub(super) fn verdict(&self) -> Verdict {
        let verdicts = self.met.iter().map(|met| met.verdict);
        verdicts.max().unwrap_or(Verdict::Safe)
    }
}

/// The groups, those with the worst first.
pub(super) fn groups(changes: &[Change]) -> Vec<Group<'_>> {
    let mut fates: BTreeMap<&Root, Vec<Met>> = BTreeMap::new();
    for (index, change) in changes.iter().enumerate() {
        let mut by_root: BTreeMap<&Root, Vec<&Reach>> = BTreeMap::new();
        for reach in &change.reaches {
            by_root.entry(&reach.root).or_default().push(reach);
        }
        for (root, reaches) in by_root {
            let broken = reaches.iter().filter(|reach| !reach.effect.is_fine());
            // Of one alone, with no name but that of its kind.
            let kind = reaches.iter().flat_map(|reach| &reach.reasons);
            let name = root.words();
            fates.entry(root).or_default().push(Met {
                change: index,
                verdict: change.verdict_for(root),
                flows: broken.map(|reach| reach.flow).collect(),
                kind: kind.map(|reason| reason.replace(&name, "")).collect(),
            });
        }
    }
    let mut groups: Vec<Group<'_>> = vec![];
    let mut places: BTreeMap<(u8, Vec<Met>), usize> = BTreeMap::new();
    for (root, mut met) in fates {
        met.sort_by_key(|met| (std::cmp::Reverse(met.verdict), met.change));
        let place = *places.entry((kind(root), met.clone())).or_insert_with(|| {
            groups.push(Group { roots: vec![], met });
            groups.len() - 1
        });
        groups[place].roots.push(root);
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.verdict()));
    groups
}

/// What is of one kind may stand together.
fn kind(root: &Root) -> u8 {
    match root {
        Root::Contract => 0,
        Root::Endpoint { .. } => 1,
        Root::Push { .. } => 2,
        Root::Page { .. } => 3,
        Root::Types => 4,
    }
}

/// The names of a group, a line a module: `board/tasks: list_tasks, load_task`.
pub(super) fn names(roots: &[&Root]) -> Vec<String> {
    let mut lines: Vec<(String, Vec<&str>)> = vec![];
    for root in roots {
        let (module, name) = match root {
            Root::Endpoint { module, name } => (module.clone(), name),
            Root::Push { module, name } => (format!("push {module}"), name),
            Root::Page { module, name } => (format!("page {module}"), name),
            Root::Contract | Root::Types => {
                lines.push((root.title(), vec![]));
                continue;
            }
        };
        match lines.last_mut() {
            Some((last, names)) if *last == module => names.push(name),
            _ => lines.push((module, vec![name])),
        }
    }
    let line = |(module, names): (String, Vec<&str>)| match names.as_slice() {
        [] => module,
        [name] => format!("{module}.{name}"),
        names => format!("{module}: {}", names.join(", ")),
    };
    lines.into_iter().map(line).collect()
}
