use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::Problem;
use super::statements::split;

/// One numbered file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Migration {
    pub(super) number: u32,
    pub(super) file: String,
    pub(super) sql: String,
    pub(super) checksum: String,
}

impl Migration {
    /// Reads what a file's name and text say.
    pub(super) fn read(file: &str, sql: &str) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let number = number(file);
        if number.is_none() {
            problems.push(Problem::Name {
                file: file.to_owned(),
            });
        }
        if sql.contains('\0') {
            problems.push(Problem::ZeroByte {
                file: file.to_owned(),
            });
        }
        let statements = split(sql);
        if statements.is_empty() {
            problems.push(Problem::Empty {
                file: file.to_owned(),
            });
        }
        for statement in statements {
            if is_transaction_control(&statement.verb) {
                problems.push(Problem::OwnTransaction {
                    file: file.to_owned(),
                    line: statement.line,
                    statement: crate::native::db::short(statement.text),
                });
            }
        }
        match number {
            Some(number) if problems.is_empty() => Ok(Self {
                number,
                file: file.to_owned(),
                sql: sql.to_owned(),
                checksum: checksum(sql),
            }),
            _ => Err(problems),
        }
    }
}

/// The number of `001_create_teams.sql`.
fn number(file: &str) -> Option<u32> {
    let (digits, title) = file.strip_suffix(".sql")?.split_once('_')?;
    let is_title = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let is_named = !title.is_empty() && title.bytes().all(is_title);
    let is_numbered = digits.bytes().all(|b| b.is_ascii_digit());
    (is_named && is_numbered).then(|| digits.parse().ok())?
}

fn is_transaction_control(verb: &str) -> bool {
    matches!(
        verb,
        "BEGIN" | "COMMIT" | "END" | "ROLLBACK" | "SAVEPOINT" | "RELEASE"
    )
}

/// SHA-256 in hexadecimal, the same whether lines end as on Windows or not.
fn checksum(sql: &str) -> String {
    let sql = sql.strip_prefix('\u{feff}').unwrap_or(sql);
    hex(Sha256::digest(sql.replace("\r\n", "\n")).as_slice())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{checksum, number};

    #[test]
    fn a_name_is_a_number_and_words() {
        for (file, expected) in [
            ("001_create_teams.sql", Some(1)),
            ("42_x.sql", Some(42)),
            ("0007_2nd_try.sql", Some(7)),
            ("create_teams.sql", None),
            ("_teams.sql", None),
            ("001_.sql", None),
            ("001.sql", None),
            ("001-teams.sql", None),
            ("001_Teams.sql", None),
            ("001_teams.SQL", None),
            ("001_../x.sql", None),
            ("+01_teams.sql", None),
            ("99999999999_teams.sql", None),
        ] {
            assert_eq!(number(file), expected, "{file}");
        }
    }

    #[test]
    fn the_checksum_is_that_of_the_lines() {
        assert_eq!(checksum("\u{feff}A;\r\nB;\r\n"), checksum("A;\nB;\n"));
        assert_ne!(checksum("A;\nB;"), checksum("A;\nB;\n"));
        assert_eq!(
            checksum("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
