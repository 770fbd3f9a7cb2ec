//! Doc comments.

use contract_schema::Deprecation;

/// The lines of a `JSDoc` comment, indented; empty where there is nothing to say. Ends in a newline.
pub(super) fn jsdoc(docs: Option<&str>, deprecated: Option<&Deprecation>, indent: &str) -> String {
    let mut lines: Vec<String> = docs
        .unwrap_or_default()
        .trim()
        .lines()
        .map(|line| line.trim_end().replace("*/", "*\\/"))
        .collect();
    if let Some(deprecation) = deprecated {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(deprecation_line(deprecation));
    }
    // rustdoc puts a space after the slashes, which stays in the text
    let is_spaced = lines
        .iter()
        .all(|line| line.is_empty() || line.starts_with(' ') || line.starts_with('@'));
    for line in &mut lines {
        if is_spaced && line.starts_with(' ') {
            line.remove(0);
        }
    }
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let body: String = lines
                .iter()
                .map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n")
                .collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}

fn deprecation_line(Deprecation { since, note }: &Deprecation) -> String {
    let mut line = "@deprecated".to_owned();
    if let Some(since) = since {
        line.push_str(" since ");
        line.push_str(since);
        if note.is_some() {
            line.push(':');
        }
    }
    if let Some(note) = note {
        line.push(' ');
        line.push_str(&note.replace("*/", "*\\/").replace('\n', " "));
    }
    line
}
