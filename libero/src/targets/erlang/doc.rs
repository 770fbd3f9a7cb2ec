//! Doc comments as `EDoc` text, one line each.

use contract_schema::Deprecation;

/// The lines of a doc comment and of a deprecation.
pub(super) fn lines(docs: Option<&str>, deprecated: Option<&Deprecation>) -> Vec<String> {
    let mut lines: Vec<String> = docs
        .unwrap_or_default()
        .lines()
        .map(|line| escaped(line.trim_end()))
        .collect();
    if let Some(deprecation) = deprecated {
        let since = deprecation
            .since
            .as_ref()
            .map(|since| format!(" since {since}"));
        let note = deprecation.note.as_ref().map(|note| format!(": {note}"));
        lines.push(escaped(&format!(
            "Deprecated{}{}",
            since.unwrap_or_default(),
            note.unwrap_or_default().replace('\n', " ")
        )));
    }
    lines
}

/// Lines about a part of a type: `name: first line`. Nothing where nothing is said.
pub(super) fn under(name: &str, mut lines: Vec<String>) -> Vec<String> {
    if let Some(first) = lines.first_mut() {
        *first = format!("{}: {first}", escaped(name));
        lines.insert(0, String::new());
    }
    lines
}

/// `EDoc` reads HTML, links in brackets, `@` tags and its own quotes; here they are plain text.
fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            '`' => text.push('\''),
            '[' => text.push_str("&#91;"),
            '@' => text.push_str("@@"),
            // Outside of ASCII, Erlang ends no line at these, but other readers do.
            '\u{2028}' | '\u{2029}' | '\u{85}' => text.push(' '),
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_edoc_is_plain_text() {
        let deprecated = Deprecation {
            since: Some("2.0".into()),
            note: Some("use `B`".into()),
        };
        assert_eq!(
            lines(Some("A `List<T>`.\n\nSee [it] @ home"), Some(&deprecated)),
            [
                "A 'List&lt;T&gt;'.",
                "",
                "See &#91;it] @@ home",
                "Deprecated since 2.0: use 'B'"
            ]
        );
        assert!(lines(None, None).is_empty());
        assert!(under("a", vec![]).is_empty());
        assert_eq!(under("a", vec!["One.".into()]), ["", "a: One."]);
    }
}
