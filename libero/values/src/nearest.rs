//! Which known name was probably meant.

/// The candidate that is nearest to a name, if one is near enough to be meant by it.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // What is longer is no slip of the pen, and would take long to compare.
    if name.len() > 100 {
        return None;
    }
    let limit = name.chars().count().max(3) / 3;
    let close = candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= 200)
        .map(|candidate| (distance(name, candidate, limit), candidate))
        .filter(|(distance, _)| *distance <= limit);
    close
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// ` (did you mean title?)`, or nothing: the end of an error about an unknown name.
pub fn hint<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(name, candidates) {
        Some(near) => format!(" (did you mean {near}?)"),
        None => String::new(),
    }
}

/// Edits that lead from one name to another; case, `-` and `_` do not count. Two letters in the
/// wrong order are one edit. Where lengths alone need more than `limit`, it is `limit + 1`.
pub fn distance(one: &str, other: &str, limit: usize) -> usize {
    let (one, other) = (letters(one), letters(other));
    if one.len().abs_diff(other.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = vec![];
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let replaced = above[j] + usize::from(a != b);
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[other.len()]
}

fn letters(name: &str) -> Vec<char> {
    let letters = name.chars().filter(|letter| !matches!(letter, '-' | '_'));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{hint, nearest};

    #[test]
    fn a_slip_is_recognized_and_a_stranger_is_not() {
        let known = ["load_task", "list_tasks"];
        assert_eq!(nearest("loadTask", known), Some("load_task"));
        assert_eq!(nearest("lod_task", known), Some("load_task"));
        assert_eq!(nearest("Taks", ["Task"]), Some("Task"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest(&"load_task".repeat(1000), known), None);
        assert_eq!(hint("titel", ["title"]), " (did you mean title?)");
    }
}
