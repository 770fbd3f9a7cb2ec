//! Changes for people: each once, under the names of what it reaches.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use contract_schema::SourcePlace;
use libero_diff::{Change, Root, Verdict};

/// How many names or reasons are printed before the rest is counted.
const MOST: usize = 6;

pub(super) fn report(changes: &[Change], old: &str, new: &str, color: bool) -> String {
    let paint = Paint(color);
    let mut text = String::new();
    for (roots, changes) in groups(changes) {
        let _ = writeln!(text, "{}", paint.bold(&heading(&roots)));
        for change in changes {
            one(&mut text, change, paint);
        }
        text.push('\n');
    }
    let count = |verdict| {
        changes
            .iter()
            .filter(|one| one.verdict() == verdict)
            .count()
    };
    if changes.is_empty() {
        let _ = writeln!(text, "nothing changed from {old} to {new}");
        return text;
    }
    let mut parts = vec![];
    for verdict in [
        Verdict::WireBreaking,
        Verdict::SourceBreaking,
        Verdict::Safe,
    ] {
        let count = count(verdict);
        if count > 0 {
            parts.push(paint.verdict(verdict, &format!("{count} {}", verdict.name())));
        }
    }
    let noun = if changes.len() == 1 {
        "change"
    } else {
        "changes"
    };
    let _ = writeln!(
        text,
        "{} {noun} from {old} to {new}: {}",
        changes.len(),
        parts.join(", ")
    );
    text
}

/// Changes that reach the same, the worst first.
fn groups(changes: &[Change]) -> Vec<(Vec<&Root>, Vec<&Change>)> {
    let mut groups: Vec<(Vec<&Root>, Vec<&Change>)> = vec![];
    let mut places: BTreeMap<Vec<&Root>, usize> = BTreeMap::new();
    for change in changes {
        let mut roots: Vec<&Root> = change.reaches.iter().map(|reach| &reach.root).collect();
        roots.dedup();
        let place = *places.entry(roots.clone()).or_insert_with(|| {
            groups.push((roots, vec![]));
            groups.len() - 1
        });
        groups[place].1.push(change);
    }
    groups
}

fn heading(roots: &[&Root]) -> String {
    let names: Vec<String> = roots.iter().take(MOST).map(|root| root.title()).collect();
    let more = match roots.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    format!("{}{more}", names.join(", "))
}

fn one(text: &mut String, change: &Change, paint: Paint) {
    let verdict = change.verdict();
    let flows: Vec<&str> = change
        .broken_flows()
        .iter()
        .map(|flow| flow.name())
        .collect();
    let flows = if flows.is_empty() {
        String::new()
    } else {
        format!(": {}", flows.join(", "))
    };
    let name = paint.verdict(verdict, &format!("{}{flows}", verdict.name()));
    let category = paint.dim(&format!("[{}]", change.category.name()));
    let _ = writeln!(text, "  {name} {category}");
    let _ = writeln!(text, "    {}", change.what);
    let reasons: Vec<&String> = change
        .reaches
        .iter()
        .flat_map(|reach| &reach.reasons)
        .collect();
    for reason in reasons.iter().take(MOST) {
        let _ = writeln!(text, "    - {reason}");
    }
    if let Some(more) = reasons.len().checked_sub(MOST).filter(|more| *more > 0) {
        let _ = writeln!(text, "    - and {more} more of the kind");
    }
    let place = |place: &SourcePlace| format!("{}:{}:{}", place.file, place.line, place.column);
    let places = match (&change.old, &change.new) {
        (Some(old), Some(new)) if old == new => place(new),
        (Some(old), Some(new)) => format!("{} (was {})", place(new), place(old)),
        (None, Some(new)) => place(new),
        (Some(old), None) => format!("was {}", place(old)),
        (None, None) => return,
    };
    let _ = writeln!(text, "    {}", paint.dim(&format!("at {places}")));
}

/// Colours, where there are any.
#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    fn verdict(self, verdict: Verdict, text: &str) -> String {
        let code = match verdict {
            Verdict::WireBreaking => "1;31",
            Verdict::SourceBreaking => "1;33",
            Verdict::Safe => "32",
        };
        self.with(code, text)
    }
}
