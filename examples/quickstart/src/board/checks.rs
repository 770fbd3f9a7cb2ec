//! What is accepted in the fields of a task.

use std::collections::BTreeSet;

use crate::board::model::Day;
use crate::problem::{self, Problem};

/// Characters in a title.
pub(crate) const MAX_TITLE: u32 = 120;
/// Characters in the notes.
pub(crate) const MAX_NOTES: u32 = 10_000;
/// Tags on a task.
pub(crate) const MAX_TAGS: u32 = 8;
/// Characters in a tag.
const MAX_TAG: u32 = 24;
/// Characters in the name, question or reason of a blocker.
pub(crate) const MAX_BLOCKER: u32 = 200;

/// Tags in lower case, spaces made `-`.
pub(crate) fn tags(tags: &BTreeSet<String>) -> Result<BTreeSet<String>, Problem> {
    let tags = tags
        .iter()
        .map(|tag| {
            let words: Vec<&str> = tag.split_whitespace().collect();
            problem::text(&words.join("-").to_lowercase(), MAX_TAG)
        })
        .collect::<Result<BTreeSet<_>, _>>()?;
    if tags.len() > MAX_TAGS as usize {
        return Err(Problem::TooMany { max: MAX_TAGS });
    }
    Ok(tags)
}

/// A day that the calendar has.
pub(crate) fn day(day: Day) -> Result<Day, Problem> {
    let (year, month, date) = day;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return Err(Problem::NoSuchDay),
    };
    if (1..=9999).contains(&year) && (1..=last).contains(&date) {
        Ok(day)
    } else {
        Err(Problem::NoSuchDay)
    }
}

/// A range of hours that does not run backwards.
pub(crate) fn estimate((low, high): (u16, u16)) -> Result<(u16, u16), Problem> {
    if low <= high {
        Ok((low, high))
    } else {
        Err(Problem::Backwards { low, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        let cases = [
            ((2024, 2, 29), true),
            ((2025, 2, 29), false),
            ((1900, 2, 29), false),
            ((2000, 2, 29), true),
            ((2025, 4, 31), false),
            ((2025, 12, 31), true),
            ((2025, 13, 1), false),
            ((2025, 1, 0), false),
            ((0, 1, 1), false),
        ];
        for (value, expected) in cases {
            assert_eq!(day(value).is_ok(), expected, "{value:?}");
        }
    }

    #[test]
    fn tags_are_lower_case_words_and_few() {
        let some = [" Rust ", "rust", "two\nwords"].map(str::to_owned);
        let expected = ["rust", "two-words"].map(str::to_owned);
        assert_eq!(tags(&some.into()), Ok(expected.into()));
        let many = (0..9).map(|number| number.to_string()).collect();
        assert_eq!(tags(&many), Err(Problem::TooMany { max: 8 }));
    }
}
