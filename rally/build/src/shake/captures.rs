//! Names inside texts: `{NAME}` of a format, and the paths that some attributes want as text.

use std::str::FromStr;

use proc_macro2::TokenStream;

use super::tokens::is_keyword;

/// The names between the braces of a format: what is captured, and what gives a width or precision.
pub(super) fn names(literal: &str) -> Vec<String> {
    if !literal.ends_with(['"', '#']) {
        return vec![];
    }
    let text = literal.replace("{{", "").replace("}}", "");
    let mut names = vec![];
    for inside in text.split('{').skip(1) {
        let Some((inside, _)) = inside.split_once('}') else {
            continue;
        };
        let words = inside.split(|one: char| !one.is_alphanumeric() && one != '_');
        let is_name = |word: &&str| {
            word.starts_with(|first: char| first.is_alphabetic() || first == '_')
                && !is_keyword(word)
        };
        names.extend(words.filter(is_name).map(str::to_owned));
    }
    names
}

/// The tokens of a text that is a path, as in `#[serde(default = "crate::public::none")]`.
pub(super) fn path(literal: &str) -> Option<TokenStream> {
    let inside = literal.strip_prefix('"')?.strip_suffix('"')?;
    let is_part = |one: char| one.is_alphanumeric() || "_:<>, ".contains(one);
    let starts = inside.starts_with(|first: char| first.is_alphabetic() || "_<:".contains(first));
    if !starts || !inside.chars().all(is_part) {
        return None;
    }
    TokenStream::from_str(inside).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_format_are_found() {
        let cases = [
            (r#""no name""#, vec![]),
            (r#""{}: {0}""#, vec![]),
            (r#""{LIMIT}""#, vec!["LIMIT"]),
            (r#""{{NOT}} {width}""#, vec!["width"]),
            (r#""{value:>WIDTH$.PREC$}""#, vec!["value", "WIDTH", "PREC"]),
            (r##"r#"{RAW:?}"#"##, vec!["RAW"]),
            ("'{'", vec![]),
        ];
        for (literal, want) in cases {
            assert_eq!(names(literal), want, "{literal}");
        }
    }

    #[test]
    fn only_texts_that_look_like_paths_are_paths() {
        for (literal, is_path) in [
            (r#""crate::a::b""#, true),
            (r#""Vec::<u8>::new""#, true),
            (r#""select 1; drop""#, false),
            (r#""""#, false),
            ("7", false),
        ] {
            assert_eq!(path(literal).is_some(), is_path, "{literal}");
        }
    }
}
