//! Types of the standard library that were meant.

use crate::diagnostic::nearest::nearest;
use crate::resolve::builtin::Builtin;

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

#[cfg(test)]
mod tests {
    use super::*;

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
