//! Line breaks.

/// Where a line is long.
const WIDTH: usize = 100;

/// Items between brackets: on one line, or if that is long, each on a line of its own. `indent` is
/// that of the line on which the brackets open.
pub(super) fn bracketed(open: &str, items: &[String], close: &str, indent: usize) -> String {
    let line = format!("{open}{}{close}", items.join(", "));
    // One more for what follows: a full stop or a semicolon.
    if indent + line.chars().count() < WIDTH || items.is_empty() {
        return line;
    }
    let inner = " ".repeat(indent + 4);
    let outer = " ".repeat(indent);
    let items = items.join(&format!(",\n{inner}"));
    format!("{open}\n{inner}{items}\n{outer}{close}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_long_line_is_broken() {
        let short = ["a".to_owned(), "b".to_owned()];
        assert_eq!(bracketed("{", &short, "}", 4), "{a, b}");
        let long = ["a".repeat(50), "b".repeat(50)];
        let expected = format!("[\n        {},\n        {}\n    ]", long[0], long[1]);
        assert_eq!(bracketed("[", &long, "]", 4), expected);
    }
}
