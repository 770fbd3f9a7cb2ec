//! From TOML to [`Config`]; every mistake is reported with its place.

use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use contract_schema::IdentityRule;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::{Config, Entry, Integers, Located};
use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::load::{FileId, SourceSet, manifest};

/// There is no `[package.metadata.libero]`.
const NO_SECTION: Code = Code(3);
/// A key that libero does not know.
const UNKNOWN_KEY: Code = Code(4);
/// A value of the wrong kind.
pub(super) const WRONG_VALUE: Code = Code(5);

pub(super) const KEYS: [&str; 26] = [
    "seeds",
    "identity",
    "contract",
    "rust",
    "js",
    "js_package",
    "erlang",
    "elixir",
    "elixir_package",
    "json_schema",
    "openapi",
    "dts",
    "docs",
    "python",
    "python_package",
    "integers",
    "numbers",
    "push",
    "read_only",
    "inject",
    "borrowed",
    "features",
    "target",
    "root",
    "types",
    "names",
];

type Value<'i> = Spanned<DeValue<'i>>;

/// Reads the section of a Cargo.toml that is in the sources; none where the section is missing or
/// the file is not TOML. A key with a mistake keeps its default.
pub fn read(file: FileId, sources: &SourceSet, diagnostics: &mut Diagnostics) -> Option<Config> {
    let document = match manifest::parse_table(sources.text(file), file) {
        Ok(document) => document,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return None;
        }
    };
    let package = manifest::table(document.get_ref(), "package");
    let metadata = package.and_then(|package| manifest::table(package, "metadata"));
    let Some(section) = metadata.and_then(|metadata| metadata.get("libero")) else {
        let title = "Cargo.toml has no [package.metadata.libero]";
        let key = document.get_ref().get_key_value("package");
        let place = key.map_or(0..0, |(key, _)| key.span());
        let span = manifest::span(file, place);
        diagnostics.push(
            Diagnostic::error(NO_SECTION, title, span, "")
                .help("`libero init` adds one with every key explained"),
        );
        return None;
    };
    let mut reader = Reader { file, diagnostics };
    let Some(table) = section.get_ref().as_table() else {
        reader.wrong("libero", "a table", section);
        return None;
    };
    Some(reader.section(table))
}

struct Reader<'a> {
    file: FileId,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn section(&mut self, table: &DeTable<'_>) -> Config {
        let mut config = Config {
            identity: IdentityRule::Rust,
            ..Config::default()
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match name {
                "seeds" => config.seeds = self.list(name, "type paths", value),
                "identity" => self.identity(value, &mut config),
                "contract" => config.contract = self.path(name, value),
                "rust" => config.rust = self.path(name, value),
                "js" => config.js = self.path(name, value),
                "erlang" => config.erlang = self.path(name, value),
                "elixir" => config.elixir = self.path(name, value),
                "elixir_package" => config.elixir_package = self.text(name, value),
                "json_schema" => config.json_schema = self.path(name, value),
                "openapi" => config.openapi = self.path(name, value),
                "docs" => config.docs = self.path(name, value),
                "dts" => config.dts = self.path(name, value),
                "python" => config.python = self.path(name, value),
                "python_package" => config.python_package = self.text(name, value),
                "js_package" => config.js_package = self.text(name, value),
                "integers" => config.integers = self.integers(value),
                "numbers" => config.numbers = self.list(name, "fields, `Type.field`", value),
                "push" => config.push = self.list(name, "type paths", value),
                "read_only" => config.read_only = self.list(name, "handlers", value),
                "inject" => config.inject = self.list(name, "type paths", value),
                "borrowed" => config.borrowed = self.list(name, "type paths", value),
                "features" => config.features = self.list(name, "features", value),
                "target" => config.target = self.text(name, value),
                "root" => config.root = self.path(name, value),
                "types" => config.types = self.entries(name, value),
                "names" => config.names = self.entries(name, value),
                _ => self.unknown(name, key.span()),
            }
        }
        config
    }

    fn span(&self, range: Range<usize>) -> Span {
        manifest::span(self.file, range)
    }

    fn unknown(&mut self, name: &str, place: Range<usize>) {
        let title = format!("unknown key `{name}` in [package.metadata.libero]");
        let meant = nearest(name, KEYS);
        let span = self.span(place);
        let diagnostic = Diagnostic::error(UNKNOWN_KEY, title, span, "there is no such key");
        self.diagnostics.push(if let Some(key) = meant {
            let help = format!("did you mean `{key}`?");
            diagnostic.help(help).maybe(span, key)
        } else {
            let mut keys = KEYS;
            keys.sort_unstable();
            diagnostic.help(format!("the keys are {}", keys.join(", ")))
        });
    }

    fn wrong(&mut self, name: &str, expected: &str, value: &Value<'_>) {
        self.mistake(&format!("`{name}`"), expected, value);
    }

    fn mistake(&mut self, what: &str, expected: &str, value: &Value<'_>) {
        let found = match value.get_ref() {
            DeValue::String(text) if text.is_empty() => "an empty string".to_owned(),
            DeValue::String(text) => format!("\"{}\"", text.escape_debug()),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Integer(_) => "an integer".to_owned(),
            other => format!("a {}", other.type_str()),
        };
        let title = format!("{what} must be {expected}");
        let span = self.span(value.span());
        let label = format!("this is {found}");
        self.diagnostics
            .push(Diagnostic::error(WRONG_VALUE, title, span, label));
    }

    /// A string that is not empty.
    fn text(&mut self, name: &str, value: &Value<'_>) -> Option<Located<String>> {
        let text = value
            .get_ref()
            .as_str()
            .filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.wrong(name, "a string", value);
        }
        Some(Located {
            value: text?.to_owned(),
            span: self.span(value.span()),
        })
    }

    fn path(&mut self, name: &str, value: &Value<'_>) -> Option<Located<Utf8PathBuf>> {
        let text = self.text(name, value)?;
        let path = text.value.replace('\\', "/");
        let path = Utf8Path::new(path.trim_end_matches('/'));
        if path.is_absolute() || path.as_str().is_empty() || text.value.contains(':') {
            self.wrong(name, "a path relative to Cargo.toml", value);
            return None;
        }
        if name == "rust" && path.extension() == Some("rs") {
            self.wrong(name, "a folder, such as \"src/generated/libero\"", value);
            return None;
        }
        if name == "json_schema" && path.extension() == Some("json") {
            self.wrong(name, "a folder, such as \"generated/schema\"", value);
            return None;
        }
        if name == "docs" && path.extension() == Some("html") {
            self.wrong(name, "a folder, such as \"generated/docs\"", value);
            return None;
        }
        if name == "openapi" && path.extension() != Some("json") {
            self.wrong(name, "a file, such as \"generated/openapi.json\"", value);
            return None;
        }
        if name == "dts" && !path.as_str().ends_with(".d.ts") {
            self.wrong(name, "a file, such as \"generated/types.d.ts\"", value);
            return None;
        }
        Some(Located {
            value: crate::load::files::normalize(path),
            span: text.span,
        })
    }

    fn list(&mut self, name: &str, what: &str, value: &Value<'_>) -> Vec<Located<String>> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(name, &format!("a list of {what}"), value);
            return vec![];
        };
        let each = format!("every item of `{name}`");
        let mut list = vec![];
        for item in items {
            match item
                .get_ref()
                .as_str()
                .filter(|text| !text.trim().is_empty())
            {
                Some(text) => list.push(Located {
                    value: text.trim().to_owned(),
                    span: self.span(item.span()),
                }),
                None => self.mistake(&each, "a string", item),
            }
        }
        list
    }

    fn entries(&mut self, name: &str, value: &Value<'_>) -> Vec<Entry> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(name, "a table of `\"key\" = \"value\"`", value);
            return vec![];
        };
        let mut entries = vec![];
        for (key, value) in table {
            entries.extend(self.entry(key, value));
        }
        entries
    }

    fn entry(&mut self, key: &Spanned<toml::de::DeString<'_>>, value: &Value<'_>) -> Option<Entry> {
        let name = key.get_ref();
        let key = Located {
            value: name.to_string(),
            span: self.span(key.span()),
        };
        Some((key, self.text(name, value)?))
    }

    fn identity(&mut self, value: &Value<'_>, config: &mut Config) {
        let Some(table) = value.get_ref().as_table() else {
            return self.rule("identity", value, config);
        };
        for (key, value) in table {
            if key.get_ref() == "rule" {
                self.rule("rule", value, config);
            } else {
                config.pins.extend(self.entry(key, value));
            }
        }
    }

    fn rule(&mut self, name: &str, value: &Value<'_>, config: &mut Config) {
        match value.get_ref().as_str() {
            Some("rust") => config.identity = IdentityRule::Rust,
            Some("gleam") => config.identity = IdentityRule::Gleam,
            _ => self.wrong(name, "\"rust\" or \"gleam\"", value),
        }
    }

    fn integers(&mut self, value: &Value<'_>) -> Integers {
        match value.get_ref().as_str() {
            Some("bigint") => Integers::Bigint,
            Some("number") => Integers::Number,
            _ => {
                self.wrong("integers", "\"bigint\" or \"number\"", value);
                Integers::Bigint
            }
        }
    }
}
