//! `[package.metadata.rally]` in the application's Cargo.toml.

use camino::{Utf8Path, Utf8PathBuf};
use libero::diagnostic::nearest::nearest;
use libero::diagnostic::{Diagnostic, Span};
use libero::load::FileId;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::refused::{Problems, code, place};
use crate::scan::suggestion;

/// Everything that can be set. Paths are relative to Cargo.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `clients = [{ name = "admin", path = "/admin", title = "Admin" }]`: the namespaces, each with its
    /// own pages and its own client. Unless set: every folder of `src` that has a folder `pages`;
    /// `public` begins at `/`, any other at `/` and its name.
    pub clients: Vec<ClientConfig>,
    /// `server_only = ["ldap3"]`: crates that cannot run in a browser, beside those that are known.
    pub server_only: Vec<String>,
    /// `keep = ["some_crate::SomeTrait"]`: imports that clients need although nothing names them.
    pub keep: Vec<String>,
    /// `read_only = ["public::pages::home_::list_*"]`: handlers that change nothing, so that a lost call
    /// may be sent again. Those whose names begin with `load` are.
    pub read_only: Vec<String>,
    /// `static = "static"`: the folder of files that are served as they are.
    pub static_files: Utf8PathBuf,
    /// `migrations = "migrations"`: the folder of numbered SQL files.
    pub migrations: Utf8PathBuf,
}

/// A namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientConfig {
    /// Its folder below `src`.
    pub name: String,
    /// Where its addresses begin.
    pub path: String,
    /// The title of its pages that have none of their own.
    pub title: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            clients: vec![],
            server_only: vec![],
            keep: vec![],
            read_only: vec![],
            static_files: "static".into(),
            migrations: "migrations".into(),
        }
    }
}

const KEYS: [&str; 6] = [
    "clients",
    "keep",
    "migrations",
    "read_only",
    "server_only",
    "static",
];
const CLIENT_KEYS: [&str; 3] = ["name", "path", "title"];

/// Reads the settings of a package; `dir` is its folder, and `file` the text of its Cargo.toml.
pub(crate) fn read(dir: &Utf8Path, file: FileId, problems: &mut Problems) -> Config {
    let text = problems.sources.text(file).to_owned();
    let mut config = Config::default();
    let mut reader = Reader { file, problems };
    // That it is TOML was found out before.
    if let Ok(document) = DeTable::parse(&text)
        && let Some(settings) = settings(document.get_ref())
    {
        reader.settings(settings, &mut config);
    }
    if config.clients.is_empty() {
        config.clients = found(dir, reader.problems);
    }
    config
}

fn settings<'t, 'i>(document: &'t DeTable<'i>) -> Option<&'t DeTable<'i>> {
    let table = |parent: &'t DeTable<'i>, key| parent.get(key)?.get_ref().as_table();
    table(table(table(document, "package")?, "metadata")?, "rally")
}

/// The folders of `src` that have pages.
fn found(dir: &Utf8Path, problems: &mut Problems) -> Vec<ClientConfig> {
    let entries = dir.join("src").read_dir_utf8().into_iter().flatten();
    let folders = entries
        .flatten()
        .filter(|entry| entry.path().join("pages").is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_owned()).collect();
    names.sort();
    for name in names.iter().filter(|name| !is_name(name)) {
        let title = format!("`src/{name}` has pages, and its name is none of a namespace");
        let help = format!(
            "small letters, digits and `_`, a letter first, and no word of Rust: `src/{}`",
            suggestion(name)
        );
        problems.push(Diagnostic::global(code::BAD_NAME, title).help(help));
    }
    names.retain(|name| is_name(name));
    names.into_iter().map(ClientConfig::of).collect()
}

impl ClientConfig {
    fn of(name: String) -> Self {
        let path = match name.as_str() {
            "public" => "/".to_owned(),
            _ => format!("/{}", name.replace('_', "-")),
        };
        Self {
            name,
            path,
            title: None,
        }
    }
}

struct Reader<'a> {
    file: FileId,
    problems: &'a mut Problems,
}

type Line<'t, 'i> = &'t Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn settings(&mut self, settings: &DeTable<'_>, config: &mut Config) {
        for (key, value) in settings {
            match &**key.get_ref() {
                "clients" => self.clients(value, config),
                "server_only" => config.server_only = self.strings(value),
                "keep" => config.keep = self.strings(value),
                "read_only" => config.read_only = self.strings(value),
                "static" => self.folder(value, &mut config.static_files),
                "migrations" => self.folder(value, &mut config.migrations),
                other => self.unknown(other, &KEYS, key.span()),
            }
        }
    }

    fn clients(&mut self, value: Line<'_, '_>, config: &mut Config) {
        let help = "`clients = [{ name = \"public\", path = \"/\" }]`";
        let Some(list) = value.get_ref().as_array() else {
            return self.refuse("`clients` is no list", value.span(), help);
        };
        for item in list {
            let Some(table) = item.get_ref().as_table() else {
                self.refuse("a client is a table", item.span(), help);
                continue;
            };
            if let Some(client) = self.client(table, item.span(), help) {
                let twice = config.clients.iter().any(|one| one.name == client.name);
                let same = config.clients.iter().any(|one| one.path == client.path);
                if twice || same {
                    let title = "two clients have one name, or one path";
                    self.refuse(title, item.span(), "take one of them out");
                }
                config.clients.push(client);
            }
        }
    }

    fn client(
        &mut self,
        table: &DeTable<'_>,
        span: std::ops::Range<usize>,
        help: &str,
    ) -> Option<ClientConfig> {
        let (mut name, mut path, mut title) = (None, None, None);
        for (key, value) in table {
            let slot = match &**key.get_ref() {
                "name" => &mut name,
                "path" => &mut path,
                "title" => &mut title,
                other => {
                    self.unknown(other, &CLIENT_KEYS, key.span());
                    continue;
                }
            };
            match value.get_ref().as_str() {
                Some(text) => *slot = Some((text.to_owned(), value.span())),
                None => self.refuse("this is no text", value.span(), help),
            }
        }
        let Some((name, place)) = name else {
            self.refuse("a client has no `name`", span, help);
            return None;
        };
        if !is_name(&name) {
            let help = "the name of a folder of `src`: small letters, digits and `_`";
            self.refuse("this is no name of a client", place, help);
            return None;
        }
        let mut client = ClientConfig::of(name);
        client.title = title.map(|(title, _)| title);
        if let Some((path, place)) = path {
            if let Some(path) = base(&path) {
                client.path = path;
            } else {
                let help = "it begins with `/`, and has parts of letters, digits and `-`, a letter first: `/admin`";
                self.refuse("this is no path", place, help);
            }
        }
        Some(client)
    }

    fn strings(&mut self, value: Line<'_, '_>) -> Vec<String> {
        let help = "`[\"one\", \"two\"]`";
        let Some(list) = value.get_ref().as_array() else {
            self.refuse("this is no list of texts", value.span(), help);
            return vec![];
        };
        let mut strings = vec![];
        for item in list {
            match item.get_ref().as_str() {
                Some(text) => strings.push(text.to_owned()),
                None => self.refuse("this is no text", item.span(), help),
            }
        }
        strings
    }

    fn folder(&mut self, value: Line<'_, '_>, slot: &mut Utf8PathBuf) {
        match value.get_ref().as_str() {
            Some(text) if !text.is_empty() => *slot = text.into(),
            _ => self.refuse("this is no folder", value.span(), "a path, as a text"),
        }
    }

    fn unknown(&mut self, key: &str, known: &[&str], span: std::ops::Range<usize>) {
        let title = format!("there is no setting `{key}`");
        let help = match nearest(key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: `{}`", known.join("`, `")),
        };
        self.refuse(&title, span, &help);
    }

    fn refuse(&mut self, title: &str, span: std::ops::Range<usize>, help: &str) {
        let span: Span = place(self.file, span);
        let diagnostic = Diagnostic::error(code::SETTING, title, span, "").help(help);
        self.problems.push(diagnostic);
    }
}

/// Whether a folder of `src` can be a namespace.
fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && libero::targets::rust::ident(name) == name
        && !matches!(name, "generated" | "crate" | "self" | "super")
}

/// A path as routes take it: no slash at its end, unless it is one.
fn base(path: &str) -> Option<String> {
    let below = path.strip_prefix('/')?;
    let below = below.strip_suffix('/').unwrap_or(below);
    let plain = |part: &str| {
        let mut chars = part.chars();
        part.starts_with(|first: char| first.is_ascii_alphabetic())
            && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    (below.is_empty() || below.split('/').all(plain)).then(|| format!("/{below}"))
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
