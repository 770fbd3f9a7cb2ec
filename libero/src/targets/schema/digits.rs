//! Ranges of numbers as patterns of their digits: what is too wide for a number of JSON is text.

/// A pattern without anchors for the numbers from `low` to `high`, written without leading zeros.
pub(super) fn between(low: u128, high: u128) -> String {
    let mut parts = vec![];
    let mut from = low;
    while from <= high {
        let digits = from.to_string();
        // The last number of as many digits, or the end.
        let last = 10_u128
            .checked_pow(u32::try_from(digits.len()).unwrap_or(u32::MAX))
            .map_or(u128::MAX, |next| next - 1)
            .min(high);
        parts.push(same_width(digits.as_bytes(), last.to_string().as_bytes()));
        match last.checked_add(1) {
            Some(next) => from = next,
            None => break,
        }
    }
    either(parts)
}

fn same_width(low: &[u8], high: &[u8]) -> String {
    let ([low_first, low_rest @ ..], [high_first, high_rest @ ..]) = (low, high) else {
        return String::new();
    };
    let is_start = low_rest.iter().all(|digit| *digit == b'0');
    let is_end = high_rest.iter().all(|digit| *digit == b'9');
    if low_first == high_first && !(is_start && is_end) {
        return format!(
            "{}{}",
            char::from(*low_first),
            same_width(low_rest, high_rest)
        );
    }
    let (mut first, mut last) = (*low_first, *high_first);
    let mut parts = vec![];
    if !is_start {
        let nines = vec![b'9'; low_rest.len()];
        parts.push(format!(
            "{}{}",
            char::from(first),
            same_width(low_rest, &nines)
        ));
        first += 1;
    }
    let mut end = None;
    if !is_end {
        let zeros = vec![b'0'; high_rest.len()];
        end = Some(format!(
            "{}{}",
            char::from(last),
            same_width(&zeros, high_rest)
        ));
        last -= 1;
    }
    if first <= last {
        let rest = match low_rest.len() {
            0 => String::new(),
            1 => "[0-9]".to_owned(),
            count => format!("[0-9]{{{count}}}"),
        };
        let digit = match (char::from(first), char::from(last)) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("[{first}-{last}]"),
        };
        parts.push(digit + &rest);
    }
    parts.extend(end);
    either(parts)
}

fn either(mut parts: Vec<String>) -> String {
    match parts.len() {
        1 => parts.remove(0),
        _ => format!("(?:{})", parts.join("|")),
    }
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn a_range_is_a_pattern_of_its_digits() {
        for (low, high, expected) in [
            (7, 7, "7"),
            (0, 9, "[0-9]"),
            (12, 12, "12"),
            (10, 99, "[1-9][0-9]"),
            (17, 34, "(?:1[7-9]|2[0-9]|3[0-4])"),
            (95, 120, "(?:9[5-9]|1(?:[0-1][0-9]|20))"),
            (
                100,
                65_535,
                "(?:[1-9][0-9]{2}|[1-9][0-9]{3}|(?:[1-5][0-9]{4}|6(?:[0-4][0-9]{3}|5(?:[0-4][0-9]{2}|5(?:[0-2][0-9]|3[0-5])))))",
            ),
        ] {
            assert_eq!(between(low, high), expected, "{low} to {high}");
        }
        assert!(between(u128::MAX - 5, u128::MAX).ends_with("[0-5]"));
    }
}
