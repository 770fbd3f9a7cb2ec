//! Names in a sentence.

use libero_diff::Root;

/// All of them: "`a`, `b` and `c`".
pub(super) fn listed(roots: &[&Root]) -> String {
    let words: Vec<String> = roots.iter().map(|root| root.words()).collect();
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} and {last}", before.join(", "))
        }
        _ => words.concat(),
    }
}
