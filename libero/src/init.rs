//! `libero init`: a section with every key explained, at the end of a Cargo.toml.

use std::fmt;

use toml::de::DeTable;

use crate::load::manifest;

/// The section that is added; the outputs are on, the rest is there to be switched on.
const SECTION: &str = r#"
# What `libero gen` reads and writes. Paths are relative to this file; an output that is not named is
# not written.
[package.metadata.libero]
contract = "generated/contract.json"   # what both ends agree on
rust = "src/generated/libero"          # a module: declare `mod generated { pub mod libero; }`
js = "generated/sdk"                   # a typed npm package
# js_package = "my-sdk"                # its name; the crate's name and "-sdk" unless set
# erlang = "generated/erlang"          # modules for a BEAM node
# elixir = "generated/elixir"          # a package for Elixir 1.14 and later
# elixir_package = "my_sdk"            # its name; the crate's name and "_sdk" unless set
# json_schema = "generated/schema"     # a JSON Schema for each endpoint
# openapi = "generated/openapi.json"   # OpenAPI 3.1, for HTTP clients of other languages
# dts = "generated/types.d.ts"         # TypeScript types alone
# docs = "generated/docs"              # the contract as an HTML page, and as llms.txt
# python = "generated/python"          # a typed package for Python 3.11 and later
# python_package = "my-sdk"            # its name; the crate's name and "-sdk" unless set
# seeds = ["pages::home::ServerMsg"]   # types carried beside what the handlers reach
# push = ["pages::home::BoardEvent"]   # types that the server may send unasked
# read_only = ["load_*"]               # handlers that change nothing: a lost call is sent again
# inject = ["session::User"]           # types of parameters that the framework supplies
# borrowed = ["pages::home::Board"]    # types with a mirror that borrows its text from ETF; "*" for all
# integers = "bigint"                  # or "number": 64- and 128-bit integers in JavaScript
# numbers = ["pages::Task.id"]         # single fields that are JavaScript numbers
# identity = "rust"                    # or "gleam": how a variant is named on the wire
# features = []                        # features that count as on, beside the default ones
# target = "x86_64-unknown-linux-gnu"  # the target that `cfg` is decided for; this machine unless set
# root = "src/main.rs"                 # the file that the crate starts with; src/lib.rs, else src/main.rs
#
# [package.metadata.libero.types]      # types of other crates, and what they travel as
# "geo::Point" = "crate::wire::PointWire"
# "semver::Version" = "string"
#
# [package.metadata.libero.names]      # other names in JavaScript, where two would be the same
# "crate::b::Item" = "BItem"
#
# [package.metadata.libero.identity]   # keeps a wire identity when code moves; `rule` is "rust" or "gleam"
# rule = "rust"
# "crate::new::Place" = "old/place"
"#;

/// Why a section was not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InitError {
    /// There is one.
    AlreadyThere,
    /// The text is not TOML; why.
    NotToml(String),
    /// There is no `[package]`.
    NoPackage,
    /// `package` or its `metadata` is an inline table, which cannot be added to from outside.
    Inline,
}

impl fmt::Display for InitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyThere => formatter.write_str("[package.metadata.libero] is already there"),
            Self::NotToml(why) => write!(formatter, "Cargo.toml is not valid TOML: {why}"),
            Self::NoPackage => formatter.write_str(
                "this Cargo.toml has no [package]; name a package's own with \
                 `--manifest-path <package>/Cargo.toml`",
            ),
            Self::Inline => formatter.write_str(
                "`package` or `package.metadata` is an inline table `{ … }`; \
                 write it as a [section] first",
            ),
        }
    }
}

impl std::error::Error for InitError {}

/// The text of a Cargo.toml with the section at its end; everything before it stays as it was.
pub fn add_section(text: &str) -> Result<String, InitError> {
    let plain = text.trim_start_matches('\u{feff}');
    let document =
        DeTable::parse(plain).map_err(|error| InitError::NotToml(error.message().to_owned()))?;
    let package = manifest::table(document.get_ref(), "package").ok_or(InitError::NoPackage)?;
    let metadata = manifest::table(package, "metadata");
    if metadata.is_some_and(|metadata| metadata.contains_key("libero")) {
        return Err(InitError::AlreadyThere);
    }
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut extended = text.to_owned();
    if !extended.ends_with('\n') {
        extended.push_str(newline);
    }
    extended.push_str(&SECTION.replace('\n', newline));
    match DeTable::parse(extended.trim_start_matches('\u{feff}')) {
        Ok(_) => Ok(extended),
        Err(_) => Err(InitError::Inline),
    }
}

#[cfg(test)]
mod tests {
    use super::{InitError, SECTION, add_section};

    #[test]
    fn the_section_is_added_and_the_rest_stays() {
        let before = "# mine\n[package]\nname = \"a\" # kept\n\n[dependencies]";
        let after = add_section(before).expect("a plain manifest");
        assert_eq!(after, format!("{before}\n{SECTION}"));
        assert_eq!(add_section(&after), Err(InitError::AlreadyThere));
    }

    #[test]
    fn line_ends_stay_as_they_are() {
        let after = add_section("[package]\r\nname = \"a\"\r\n").expect("a plain manifest");
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    }

    #[test]
    fn what_cannot_be_extended_is_refused() {
        let cases = [
            ("[workspace]\n", InitError::NoPackage),
            ("package = { name = \"a\" }\n", InitError::Inline),
            (
                "[package]\nname = \"a\"\nmetadata.libero.rust = \"x\"\n",
                InitError::AlreadyThere,
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(add_section(text), Err(expected), "{text}");
        }
        assert!(matches!(
            add_section("[package"),
            Err(InitError::NotToml(_))
        ));
    }
}
