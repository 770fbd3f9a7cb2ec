//! Doc comments as documentation attributes, and text as literals.

use std::fmt::Write as _;

use contract_schema::Deprecation;

/// A text as a literal.
pub(super) fn literal(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '#' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{{{:x}}}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// What is said of something, with a line on its deprecation.
pub(super) fn said(docs: Option<&str>, deprecated: Option<&Deprecation>) -> String {
    let mut text = docs.unwrap_or_default().trim().to_owned();
    if let Some(note) = deprecated {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&deprecation(note));
    }
    text
}

/// `Deprecated since 2.0: use …`
pub(super) fn deprecation(deprecated: &Deprecation) -> String {
    let since = deprecated.since.as_ref();
    let since = since.map(|since| format!(" since {since}"));
    let note = deprecated.note.as_ref().map(|note| format!(": {note}"));
    format!(
        "Deprecated{}{}",
        since.unwrap_or_default(),
        note.unwrap_or_default()
    )
}

/// `@doc "…"` and its like; `false` where nothing is said of a module.
pub(super) fn attribute(name: &str, text: &str) -> String {
    if text.is_empty() {
        return if name == "moduledoc" {
            "  @moduledoc false\n".to_owned()
        } else {
            String::new()
        };
    }
    if !text.contains('\n') {
        return format!("  @{name} {}\n", literal(text));
    }
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let quoted = literal(line.trim_end()).replace("\\\"", "\"");
            let inner = &quoted[1..quoted.len() - 1];
            match inner {
                "" => String::new(),
                // Three would end the text.
                inner => format!("  {}", inner.replace("\"\"\"", "\\\"\\\"\\\"")),
            }
        })
        .collect();
    format!("  @{name} \"\"\"\n{}\n  \"\"\"\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_code() {
        assert_eq!(literal("a \"b\" #{c}\u{7}"), r#""a \"b\" \#{c}\u{7}""#);
        let expected = "  @doc \"\"\"\n  a \\#{b}\n\n  \\\"\\\"\\\" \"c\"\n  \"\"\"\n";
        assert_eq!(attribute("doc", "a #{b}\n\n\"\"\" \"c\""), expected);
        assert_eq!(attribute("doc", ""), "");
    }
}
