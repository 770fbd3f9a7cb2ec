//! What each code means, why, a wrong example and a right one: a file for each in the folder `explain`.

use crate::diagnostic::Code;

mod styled;

/// The text on one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// Markdown, whose blocks of code are marked for the tests as well: ```` ```rust wrong ````. Its first line
    /// is the heading `# L0012: a module has two files`.
    pub text: &'static str,
}

macro_rules! explained {
    ($($digits:literal)*) => {
        [$(Explanation {
            code: Code(number($digits)),
            text: include_str!(concat!("../../explain/L", $digits, ".md")),
        }),*]
    };
}

/// Every code there is, in ascending order.
pub const ALL: [Explanation; 62] = explained!(
    "0001" "0002" "0003" "0004" "0005" "0006" "0007" "0010" "0011" "0012" "0013" "0020" "0021" "0022"
    "0030" "0031" "0032" "0033" "0034" "0035" "0036"
    "0050" "0051" "0052" "0053" "0054" "0055" "0056" "0057" "0058" "0059" "0060" "0061" "0062" "0063"
    "0064" "0065" "0066" "0067" "0068" "0069" "0070" "0071" "0072" "0073" "0074" "0075" "0076" "0077"
    "0078" "0079" "0080" "0081" "0082" "0083" "0084" "0085"
    "0100" "0101" "0102" "0103" "0104"
);

const fn number(digits: &str) -> u16 {
    let digits = digits.as_bytes();
    let mut number = 0;
    let mut at = 0;
    while at < digits.len() {
        number = number * 10 + (digits[at] - b'0') as u16;
        at += 1;
    }
    number
}

impl Explanation {
    /// The heading without the code.
    pub fn title(&self) -> &'static str {
        let line = self.text.lines().next().unwrap_or_default();
        line.split_once(": ").map_or(line, |(_, title)| title)
    }

    /// The text to be read, without the marks of the tests.
    pub fn markdown(&self) -> String {
        let mut markdown = String::with_capacity(self.text.len());
        for line in self.text.lines() {
            let is_fence = line.starts_with("```");
            let language = line.split(' ').next().unwrap_or_default();
            markdown.push_str(if is_fence { language } else { line });
            markdown.push('\n');
        }
        markdown
    }
}

impl Explanation {
    /// The text as a terminal shows it, with the codes of its colours.
    pub fn styled(&self) -> String {
        styled::text(self.text)
    }
}

/// The text on a code.
pub fn of(code: Code) -> Option<&'static Explanation> {
    ALL.iter().find(|one| one.code == code)
}

/// A code as people write it: `L0012`, `l12`, `12`.
pub fn parse(text: &str) -> Option<Code> {
    let digits = text.trim().trim_start_matches(['L', 'l']);
    let number = digits.parse().ok();
    number
        .filter(|_| digits.starts_with(|first: char| first.is_ascii_digit()))
        .map(Code)
}

/// What was probably meant by a code of which there is no text: its code differs in one digit.
pub fn nearest(all: &[Explanation], code: Code) -> Option<&Explanation> {
    let digits = |code: Code| format!("{:04}", code.0);
    let wanted = digits(code);
    let is_near = |one: &&Explanation| {
        let other = digits(one.code);
        let differing = wanted.chars().zip(other.chars()).filter(|(a, b)| a != b);
        wanted.len() == other.len() && differing.count() == 1
    };
    let near = all.iter().filter(is_near);
    near.min_by_key(|one| one.code.0.abs_diff(code.0))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }

    /// The numbers of all constants of the form `: Code = Code(12);`.
    fn declared() -> Vec<u16> {
        let mut files = vec![];
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut files,
        );
        let mut codes = vec![];
        for file in files {
            if file.ends_with("diagnostic/explain.rs") {
                continue;
            }
            let text = fs::read_to_string(file).expect("a source file");
            let constants = text.split(": Code = Code(").skip(1);
            codes.extend(constants.map(|rest| {
                let digits = rest.split(')').next().unwrap_or_default();
                digits.parse::<u16>().expect("a number")
            }));
        }
        codes
    }

    #[test]
    fn every_code_is_explained_and_nothing_else() {
        let declared = declared();
        let codes: BTreeSet<u16> = declared.iter().copied().collect();
        assert_eq!(codes.len(), declared.len(), "a code is declared twice");
        let explained: Vec<u16> = ALL.iter().map(|one| one.code.0).collect();
        assert_eq!(explained, codes.into_iter().collect::<Vec<u16>>());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("explain");
        let files = fs::read_dir(folder).expect("the explanations").count();
        assert_eq!(files, ALL.len(), "a file that belongs to no code");
    }

    #[test]
    fn every_text_begins_with_its_code_and_has_both_examples() {
        for one in &ALL {
            let heading = format!("# {}: {}\n", one.code, one.title());
            assert!(one.text.starts_with(&heading), "{}", one.code);
            let title = one.title();
            let fits = title.len() <= 60 && !title.ends_with('.');
            assert!(fits, "{}: {title}", one.code);
            for word in [
                "\nWrong", "\nRight", " wrong", "right\n", "\n\n```", "\n```\n",
            ] {
                assert!(one.text.contains(word), "{}: {word}", one.code);
            }
            let longest = one.text.lines().map(|line| line.chars().count()).max();
            assert!(longest <= Some(120), "{}: a line is too long", one.code);
        }
    }

    #[test]
    fn the_page_of_errors_lists_every_code_with_its_title() {
        let page = include_str!("../../../docs/errors.md");
        let listed: Vec<&str> = page
            .lines()
            .filter(|line| line.starts_with("| [L"))
            .collect();
        let expected: Vec<String> = ALL
            .iter()
            .map(|one| {
                format!(
                    "| [{0}](../libero/explain/{0}.md) | {1} |",
                    one.code,
                    one.title()
                )
            })
            .collect();
        assert_eq!(listed, expected);
    }

    #[test]
    fn codes_are_read_as_people_write_them() {
        for (text, code) in [
            ("L0012", Some(12)),
            ("l0012", Some(12)),
            ("L12", Some(12)),
            ("12", Some(12)),
            (" l100 ", Some(100)),
            ("L", None),
            ("", None),
            ("+12", None),
            ("E0012", None),
            ("L99999999", None),
        ] {
            assert_eq!(parse(text), code.map(Code), "{text}");
        }
    }

    #[test]
    fn a_code_is_near_where_one_digit_is_another() {
        for (code, near) in [
            (8, Some(7)),
            (37, Some(36)),
            (40, Some(30)),
            (9999, None),
            (1000, None),
            (1001, Some(1)),
            (10_030, None),
        ] {
            let found = nearest(&ALL, Code(code)).map(|one| one.code);
            assert_eq!(found, near.map(Code), "{code}");
        }
    }

    #[test]
    fn what_is_read_has_no_marks_of_the_tests() {
        for one in &ALL {
            let markdown = one.markdown();
            assert_eq!(markdown.lines().count(), one.text.lines().count());
            for (read, written) in markdown.lines().zip(one.text.lines()) {
                if written.starts_with("```") {
                    let plain = ["```", "```rust", "```toml", "```sh"];
                    assert!(plain.contains(&read), "{}: {read}", one.code);
                } else {
                    assert_eq!(read, written);
                }
            }
        }
    }
}
