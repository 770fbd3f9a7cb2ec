//! Which known name was probably meant.

use libero_values::nearest::distance;

/// The candidate that a person most likely meant, if any is near enough: at most a third of the letters
/// differ, and at most three. Letter case, `-` and `_` do not count.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // What is longer is no slip of the pen, and would take long to compare.
    if name.len() > 200 {
        return None;
    }
    let limit = (name.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| (distance(name, candidate, limit), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_recognized_and_a_stranger_is_not() {
        let keys: &[&str] = &["seeds", "identity", "js_package", "read_only"];
        let types: &[&str] = &["Article", "Author", "Board", "BoardEvent"];
        for (known, name, expected) in [
            (keys, "seed", Some("seeds")),
            (keys, "Seeds", Some("seeds")),
            (keys, "read-only", Some("read_only")),
            (keys, "jspackage", Some("js_package")),
            (keys, "idenitty", Some("identity")),
            (keys, "colour", None),
            (keys, "", None),
            (types, "Artcile", Some("Article")),
            (types, "Autor", Some("Author")),
            (types, "board", Some("Board")),
            (types, "BoardEvnt", Some("BoardEvent")),
            (types, "Zebra", None),
        ] {
            assert_eq!(nearest(name, known.iter().copied()), expected, "{name}");
        }
    }
}
