//! The command line.

use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
A task board, served on http://127.0.0.1:8080

  --port N    listen there (default: $PORT, else 8080; 0 for any free port)
  --db FILE   the SQLite file (default: quickstart.sqlite in the current folder)
  --empty     do not add sample tasks to a new board
  --strict    refuse callers that do not say which contract they speak
  --root DIR  the folder that holds `static` and `generated` (default: this example)
";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) port: u16,
    pub(crate) db: Option<PathBuf>,
    pub(crate) empty: bool,
    pub(crate) strict: bool,
    pub(crate) root: Option<PathBuf>,
}

impl Arguments {
    /// Nothing where help was asked for.
    pub(crate) fn parse(
        mut given: impl Iterator<Item = String>,
        port_variable: Option<String>,
    ) -> Result<Option<Self>, String> {
        let mut parsed = Self {
            port: match port_variable {
                Some(text) => port("PORT", &text)?,
                None => 8080,
            },
            db: None,
            empty: false,
            strict: false,
            root: None,
        };
        while let Some(name) = given.next() {
            let (name, inline) = match name.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (name, None),
            };
            let mut value = || {
                inline
                    .clone()
                    .or_else(|| given.next())
                    .ok_or_else(|| format!("{name} needs a value"))
            };
            match name.as_str() {
                "--port" => parsed.port = port(&name, &value()?)?,
                "--db" => parsed.db = Some(value()?.into()),
                "--root" => parsed.root = Some(value()?.into()),
                "--empty" => parsed.empty = true,
                "--strict" => parsed.strict = true,
                "--help" | "-h" => return Ok(None),
                _ => return Err(format!("unknown argument `{name}`")),
            }
        }
        Ok(Some(parsed))
    }
}

fn port(name: &str, text: &str) -> Result<u16, String> {
    text.parse()
        .map_err(|_| format!("{name} takes a number from 0 to 65535, not `{text}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str, port: Option<&str>) -> Result<Option<Arguments>, String> {
        let given = line.split_whitespace().map(str::to_owned);
        Arguments::parse(given, port.map(str::to_owned))
    }

    #[test]
    fn the_port_comes_from_the_argument_then_the_variable_then_8080() {
        let cases = [
            ("", None, 8080),
            ("", Some("9000"), 9000),
            ("--port 9001", Some("9000"), 9001),
            ("--port=0", None, 0),
        ];
        for (line, variable, expected) in cases {
            let parsed = parse(line, variable).unwrap().unwrap();
            assert_eq!(parsed.port, expected, "{line:?}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        let cases = [
            ("--prot 1", "unknown argument `--prot`"),
            ("--port", "--port needs a value"),
            (
                "--port 70000",
                "--port takes a number from 0 to 65535, not `70000`",
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(parse(line, None), Err(expected.to_owned()), "{line:?}");
        }
    }
}
