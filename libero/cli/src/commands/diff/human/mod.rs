//! Changes for people, under the names of what they reach.
//!
//! What stands under a heading holds for each name in it, and each name stands in one heading. A change
//! that reaches several groups is explained in the first, and named in the others.

mod groups;
mod paint;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use contract_schema::SourcePlace;
use libero_diff::{Change, Reach, Root, Verdict};

use super::names::listed;
use groups::{Group, Met, groups};
use paint::Paint;

/// Groups and changes that are shown unless all are wanted: some screens, whatever the contract.
const MOST_GROUPS: usize = 12;
const MOST_CHANGES: usize = 8;
/// So many names of a group are said again in its reasons.
const MOST_NAMES: usize = 4;
/// Columns of a line of names.
const WIDTH: usize = 100;

/// The worst first.
const VERDICTS: [Verdict; 3] = [
    Verdict::WireBreaking,
    Verdict::SourceBreaking,
    Verdict::Safe,
];

/// How much is shown, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) color: bool,
    pub(super) all: bool,
}

pub(super) fn report(changes: &[Change], old: &str, new: &str, look: Look) -> String {
    let mut report = Report {
        changes,
        paint: Paint(look.color),
        all: look.all,
        text: String::new(),
        said: BTreeMap::new(),
    };
    if changes.is_empty() {
        return format!("nothing changed from {old} to {new}\n");
    }
    let groups = groups(changes);
    let shown = report.shown(groups.len(), MOST_GROUPS);
    for group in &groups[..shown] {
        report.group(group);
    }
    report.rest(&groups[shown..]);
    report.summary(old, new);
    report.text
}

struct Report<'a> {
    changes: &'a [Change],
    paint: Paint,
    all: bool,
    text: String,
    /// The changes that were explained, and the kinds of reasons that were given.
    said: BTreeMap<usize, BTreeSet<String>>,
}

impl Report<'_> {
    /// How many of a list are shown.
    fn shown(&self, len: usize, most: usize) -> usize {
        // One more takes no more room than to say that there is one more.
        if self.all || len <= most + 1 {
            len
        } else {
            most
        }
    }

    fn group(&mut self, group: &Group<'_>) {
        self.names(&group.roots, "");
        let shown = self.shown(group.met.len(), MOST_CHANGES);
        for met in &group.met[..shown] {
            self.change(met, &group.roots);
        }
        let left = group.met.len() - shown;
        if left > 0 {
            let _ = writeln!(self.text, "  and {left} more changes (`--all` shows them)");
        }
        self.text.push('\n');
    }

    /// Names as a heading.
    fn names(&mut self, roots: &[&Root], indent: &str) {
        for line in groups::names(roots) {
            for (number, line) in wrapped(&line, WIDTH - indent.len()).iter().enumerate() {
                let hang = if number == 0 { "" } else { "    " };
                let _ = writeln!(self.text, "{indent}{hang}{}", self.paint.bold(line));
            }
        }
    }

    fn change(&mut self, met: &Met, roots: &[&Root]) {
        let change = &self.changes[met.change];
        let flows: Vec<&str> = met.flows.iter().map(|flow| flow.name()).collect();
        let flows = if flows.is_empty() {
            String::new()
        } else {
            format!(": {}", flows.join(", "))
        };
        let name = format!("{}{flows}", met.verdict.name());
        let name = self.paint.verdict(met.verdict, &name);
        let category = self.paint.dim(&format!("[{}]", change.category.name()));
        let before = self.said.get(&met.change);
        let is_new = |kind: &String| before.is_none_or(|said| !said.contains(kind));
        if before.is_some() && !met.kind.iter().any(is_new) {
            let _ = writeln!(self.text, "  {name} {category}, as above: {}", change.what);
            return;
        }
        let above = if before.is_some() { ", as above" } else { "" };
        let _ = writeln!(self.text, "  {name} {category}{above}");
        let (here, elsewhere): (Vec<&Reach>, Vec<&Reach>) = {
            let reaches = change.reaches.iter();
            reaches.partition(|reach| roots.contains(&&reach.root))
        };
        let elsewhere: BTreeSet<&Root> = elsewhere.iter().map(|reach| &reach.root).collect();
        let more = match elsewhere.len() {
            count if count > 0 && before.is_none() => format!(" (it reaches {count} more, below)"),
            _ => String::new(),
        };
        let _ = writeln!(self.text, "    {}{}", change.what, self.paint.dim(&more));
        for reason in change.reasons(&here, named) {
            let _ = writeln!(self.text, "    - {reason}");
        }
        if before.is_none()
            && let Some(places) = places(change)
        {
            let at = self.paint.dim(&format!("at {places}"));
            let _ = writeln!(self.text, "    {at}");
        }
        let said = self.said.entry(met.change).or_default();
        said.extend(met.kind.iter().cloned());
    }

    /// The names of groups that are not shown.
    fn rest(&mut self, groups: &[Group<'_>]) {
        for verdict in VERDICTS {
            let of = groups.iter().filter(|group| group.verdict() == verdict);
            let mut roots: Vec<&Root> = of.flat_map(|group| group.roots.iter().copied()).collect();
            if roots.is_empty() {
                continue;
            }
            roots.sort();
            let name = self.paint.verdict(verdict, verdict.name());
            let count = roots.len();
            let _ = writeln!(self.text, "{count} more: {name} (`--all` shows how)");
            self.names(&roots, "  ");
            self.text.push('\n');
        }
    }

    fn summary(&mut self, old: &str, new: &str) {
        let changes = self.changes;
        let mut parts = vec![];
        for verdict in VERDICTS {
            let of = changes.iter().filter(|one| one.verdict() == verdict);
            let count = of.count();
            if count > 0 {
                let part = format!("{count} {}", verdict.name());
                parts.push(self.paint.verdict(verdict, &part));
            }
        }
        let count = changes.len();
        let noun = if count == 1 { "change" } else { "changes" };
        let parts = parts.join(", ");
        let _ = writeln!(self.text, "{count} {noun} from {old} to {new}: {parts}");
    }
}

/// Several names of one group in a sentence.
fn named(roots: &[&Root]) -> String {
    let is_call = |root: &&Root| matches!(root, Root::Endpoint { .. });
    if roots.len() > MOST_NAMES && roots.iter().all(is_call) {
        format!("these {}", roots.len())
    } else {
        listed(roots)
    }
}

/// Where a change is in the source, and was.
fn places(change: &Change) -> Option<String> {
    let place = |place: &SourcePlace| format!("{}:{}:{}", place.file, place.line, place.column);
    Some(match (&change.old, &change.new) {
        (Some(old), Some(new)) if old == new => place(new),
        (Some(old), Some(new)) => format!("{} (was {})", place(new), place(old)),
        (None, Some(new)) => place(new),
        (Some(old), None) => format!("was {}", place(old)),
        (None, None) => return None,
    })
}

/// Lines of at most so many columns, broken at spaces.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
