//! The nearest name to one that does not exist.

use crate::resolve::builtin::Builtin;

/// The candidate that a person most likely meant, if any is near enough.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let limit = (name.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| (distance(name, candidate, limit), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The path of the standard type that is meant: the same name in whatever letter case, or nearly a
/// name that is long enough to tell.
pub fn nearest_std(name: &str) -> Option<&'static str> {
    let paths = || Builtin::paths().filter(|path| path.starts_with("std::"));
    let last = |path: &'static str| path.rsplit("::").next().unwrap_or(path);
    let exact = paths().find(|path| last(path).eq_ignore_ascii_case(name));
    exact.or_else(|| {
        let long = || paths().filter(|path| last(path).len() > 4);
        let found = nearest(name, long().map(last))?;
        long().find(|path| last(path) == found)
    })
}

/// Edits between two names, letter case counted as nothing; `limit + 1` where there are more.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = vec![];
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let swap = i > 0 && j > 0 && a[i - 1] == *y && b[j - 1] == *x;
            let replaced = row[j] + usize::from(x != y);
            let mut best = replaced.min(row[j + 1] + 1).min(next[j] + 1);
            if swap {
                best = best.min(before[j - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_name_that_was_meant() {
        let names = ["Article", "Author", "Board", "BoardEvent"];
        for (wrong, meant) in [
            ("Artcile", Some("Article")),
            ("Autor", Some("Author")),
            ("board", Some("Board")),
            ("BoardEvnt", Some("BoardEvent")),
            ("Zebra", None),
        ] {
            assert_eq!(nearest(wrong, names), meant, "{wrong}");
        }
    }

    #[test]
    fn standard_types_are_found_in_any_letter_case() {
        for (wrong, meant) in [
            ("Hashmap", Some("std::collections::HashMap")),
            ("HashMap", Some("std::collections::HashMap")),
            ("BTreeMpa", Some("std::collections::BTreeMap")),
            ("string", Some("std::string::String")),
            ("Vector", None),
            ("Id", None),
            ("Chat", None),
        ] {
            assert_eq!(nearest_std(wrong), meant, "{wrong}");
        }
    }
}
