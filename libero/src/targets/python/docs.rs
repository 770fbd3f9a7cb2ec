//! Doc comments as docstrings, and text as literals.

use contract_schema::Deprecation;

/// A text as a literal.
pub(super) fn literal(text: &str) -> String {
    // JSON's escapes are Python's too, but for what lies beyond four digits, which stays as it is.
    serde_json::to_string(text).unwrap_or_default()
}

/// A docstring with its indent and the end of its line; nothing where nothing is said.
pub(super) fn docstring(
    docs: Option<&str>,
    deprecated: Option<&Deprecation>,
    indent: usize,
) -> String {
    let mut text = docs.unwrap_or_default().trim().to_owned();
    if let Some(deprecated) = deprecated {
        let since = deprecated
            .since
            .as_ref()
            .map(|since| format!(" since {since}"));
        let note = deprecated.note.as_ref().map(|note| format!(": {note}"));
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str("Deprecated");
        text.push_str(&since.unwrap_or_default());
        text.push_str(&note.unwrap_or_default());
    }
    if text.is_empty() {
        return String::new();
    }
    let safe: String = text
        .replace('\\', "\\\\")
        .replace("\"\"\"", "\\\"\\\"\\\"")
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect();
    let indent = " ".repeat(indent);
    let lines: Vec<String> = safe
        .lines()
        .enumerate()
        .map(|(index, line)| match (index, line.trim_end()) {
            (_, "") => String::new(),
            (0, line) => line.to_owned(),
            (_, line) => format!("{indent}{line}"),
        })
        .collect();
    let body = lines.join("\n");
    // A quote at the end would be one of four.
    let body = match body.strip_suffix('"') {
        Some(rest) if !rest.ends_with('\\') => format!("{rest}\\\""),
        _ => body,
    };
    if lines.len() == 1 {
        format!("{indent}\"\"\"{body}\"\"\"\n")
    } else {
        format!("{indent}\"\"\"{body}\n{indent}\"\"\"\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_docstring_ends_where_it_should() {
        let cases = [
            ("One.", "  \"\"\"One.\"\"\"\n"),
            ("Says \"hi\"", "  \"\"\"Says \"hi\\\"\"\"\"\n"),
            ("a \\ b \"\"\" c", "  \"\"\"a \\\\ b \\\"\\\"\\\" c\"\"\"\n"),
            ("a\n\n b\u{7}", "  \"\"\"a\n\n   b \n  \"\"\"\n"),
            (" ", ""),
        ];
        for (docs, expected) in cases {
            let expected = expected.replace(" b \n", " b\n");
            assert_eq!(docstring(Some(docs), None, 2), expected, "{docs}");
        }
        let deprecated = Deprecation {
            since: Some("2.0".into()),
            note: None,
        };
        let text = docstring(None, Some(&deprecated), 0);
        assert_eq!(text, "\"\"\"Deprecated since 2.0\"\"\"\n");
    }
}
