//! The lines of a `.env` file.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A line, from 1, and what is wrong with it.
type Wrong = (usize, String);

/// Reads `NAME=value`, `NAME='as it is'`, `NAME="with \n"`, comments, and `export` before a name.
pub(super) fn parse(text: &str) -> Result<BTreeMap<String, String>, Wrong> {
    let mut vars = BTreeMap::new();
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let at = |problem: String| (number, problem);
        let Some((name, value)) = setting(line).map_err(at)? else {
            continue;
        };
        match lines.entry(name.clone()) {
            Entry::Vacant(place) => place.insert(number),
            Entry::Occupied(first) => {
                return Err(at(format!("{name} is set on line {} already", first.get())));
            }
        };
        vars.insert(name, value);
    }
    Ok(vars)
}

fn setting(line: &str) -> Result<Option<(String, String)>, String> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let line = match line.strip_prefix("export") {
        Some(rest) if rest.starts_with([' ', '\t']) => rest.trim_start(),
        _ => line,
    };
    let Some((name, value)) = line.split_once('=') else {
        return Err("there is no = here; write NAME=value".to_owned());
    };
    let name = name.trim_end();
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !starts_well || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return Err("before the = stands no name of letters, digits and _".to_owned());
    }
    Ok(Some((name.to_owned(), value_of(value.trim_start())?)))
}

fn value_of(text: &str) -> Result<String, String> {
    let (value, rest) = match text.chars().next() {
        Some('\'') => text[1..]
            .split_once('\'')
            .map(|(value, rest)| (value.to_owned(), rest))
            .ok_or("the ' is not closed on this line")?,
        Some('"') => double_quoted(&text[1..])?,
        _ => return Ok(unquoted(text).to_owned()),
    };
    let rest = rest.trim_start();
    if rest.is_empty() || rest.starts_with('#') {
        Ok(value)
    } else {
        Err("after the closing quote there is more".to_owned())
    }
}

/// Up to a `#` that has a space before it, or is the first character.
fn unquoted(text: &str) -> &str {
    let is_comment = |at: usize| text[..at].ends_with([' ', '\t']) || at == 0;
    let end = text
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|&at| is_comment(at))
        .unwrap_or(text.len());
    text[..end].trim_end()
}

fn double_quoted(text: &str) -> Result<(String, &str), String> {
    let mut value = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        value.push(match c {
            '"' => return Ok((value, rest.as_str())),
            '\\' => match rest.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some(c @ ('\\' | '"' | '$')) => c,
                _ => {
                    return Err(
                        "in double quotes a \\ stands before n, r, t, \\, \" or $; use single quotes \
                         for a value as it is"
                            .to_owned(),
                    );
                }
            },
            c => c,
        });
    }
    Err("the \" is not closed on this line".to_owned())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_line_is_a_setting_a_comment_or_nothing() {
        for (line, expected) in [
            ("A=b", "b"),
            ("  A = b c  ", "b c"),
            ("export A=b", "b"),
            ("A=", ""),
            ("A=#x", ""),
            ("A=b#c", "b#c"),
            ("A=b # c", "b"),
            ("A=b=c", "b=c"),
            ("A='b # \\n \"c\"' # d", "b # \\n \"c\""),
            ("A=\"b\\n\\\"c\\\" \\$D \\\\\"", "b\n\"c\" $D \\"),
            ("A=ü", "ü"),
            ("\u{feff}A=b\r", "b"),
            ("# x\n\n \t\nA=b", "b"),
        ] {
            let vars = parse(line).unwrap();
            assert_eq!(vars.get("A").map(String::as_str), Some(expected), "{line}");
            assert_eq!(vars.len(), 1, "{line}");
        }
    }

    #[test]
    fn a_line_that_is_no_setting_is_refused_without_showing_it() {
        for (text, line, said) in [
            ("A=b\nsecret", 2, "there is no ="),
            ("\n=secret", 2, "before the = stands no name"),
            ("1A=secret", 1, "before the = stands no name"),
            ("a secret=x", 1, "before the = stands no name"),
            ("A='secret", 1, "the ' is not closed"),
            ("A=\"secret", 1, "the \" is not closed"),
            ("A=\"secret\\", 1, "in double quotes a \\"),
            ("A=\"secret\\q\"", 1, "in double quotes a \\"),
            ("A='secret' x", 1, "after the closing quote"),
            ("A=secret\n\nA=secret", 3, "A is set on line 1 already"),
        ] {
            let (at, problem) = parse(text).unwrap_err();
            assert_eq!(at, line, "{text}");
            assert!(problem.starts_with(said), "{text}: {problem}");
            assert!(!problem.contains("secret"), "{problem}");
        }
    }
}
