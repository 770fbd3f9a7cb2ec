//! Which known name was probably meant.

/// The candidate that a person most likely meant, if any is near enough: at most a third of the letters
/// differ, and at most three. Letter case, `-` and `_` do not count.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // What is longer is no slip of the pen, and would take long to compare.
    if name.len() > 200 {
        return None;
    }
    let limit = (name.chars().count() / 3).clamp(1, 3);
    let letters = plain(name);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| (distance(&letters, &plain(candidate), limit), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

fn plain(name: &str) -> Vec<char> {
    let letters = name.chars().filter(|letter| !matches!(letter, '-' | '_'));
    letters.flat_map(char::to_lowercase).collect()
}

/// Edits between two names, two letters that changed places being one; `limit + 1` where there are
/// more.
fn distance(a: &[char], b: &[char], limit: usize) -> usize {
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
