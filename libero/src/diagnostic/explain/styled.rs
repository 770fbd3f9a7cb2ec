//! Markdown as a terminal shows it: headings bold, code without its fences, the wrong in red and the right
//! in green at its margin.

const BOLD: &str = "\x1b[1m";
const CODE: &str = "\x1b[36m";
const WRONG: &str = "\x1b[31m";
const RIGHT: &str = "\x1b[32m";
const DIM: &str = "\x1b[2m";
const END: &str = "\x1b[0m";

pub(super) fn text(markdown: &str) -> String {
    let mut styled = String::new();
    let mut margin: Option<&str> = None;
    for line in markdown.lines() {
        if let Some(tags) = line.strip_prefix("```") {
            margin = margin.is_none().then(|| color_of(tags));
            continue;
        }
        let line = match margin {
            Some(color) => code(line, color),
            None => prose(line),
        };
        styled.extend([&line, "\n"]);
    }
    styled
}

/// Code behind its margin; the name of its file is dim.
fn code(line: &str, color: &str) -> String {
    let margin = format!("  {color}\u{2502}{END} ");
    if line.starts_with("// ") || line.starts_with("# ") {
        format!("{margin}{DIM}{line}{END}")
    } else {
        margin + line
    }
}

fn color_of(tags: &str) -> &'static str {
    match (tags.contains("wrong"), tags.contains("right")) {
        (true, false) => WRONG,
        (false, true) => RIGHT,
        _ => DIM,
    }
}

/// A heading, or text in which what stands between backticks is in color.
fn prose(line: &str) -> String {
    if let Some(heading) = line.strip_prefix("# ") {
        return format!("{BOLD}{heading}{END}");
    }
    let parts = line.split('`').enumerate();
    parts
        .map(|(place, part)| {
            if place % 2 == 1 {
                format!("{CODE}{part}{END}")
            } else {
                part.to_owned()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_and_backticks_become_colors() {
        let markdown = "# L0001: a title\n\nSee `this`.\n\n```rust wrong\n// src/a.rs\na\n```\n\n```rust right\nb\n```\n";
        let expected = format!(
            "{BOLD}L0001: a title{END}\n\nSee {CODE}this{END}.\n\n  {WRONG}│{END} {DIM}// src/a.rs{END}\n  \
             {WRONG}│{END} a\n\n  {RIGHT}│{END} b\n"
        );
        assert_eq!(text(markdown), expected);
    }
}
