//! `[package.metadata.libero]` in the user's Cargo.toml.

use camino::Utf8PathBuf;
use contract_schema::IdentityRule;

use crate::diagnostic::Span;

mod check;
mod package_names;
mod read;
#[cfg(test)]
mod tests;

pub use check::check;
pub use read::read;

/// A value and where Cargo.toml says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place in Cargo.toml.
    pub span: Span,
}

/// One line of a table: `"key" = "value"`.
pub type Entry = (Located<String>, Located<String>);

/// How 64- and 128-bit integers look in JavaScript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Integers {
    /// `bigint`
    #[default]
    Bigint,
    /// `number`, refused at run time beyond ±(2^53-1).
    Number,
}

/// Everything that a user can configure. Paths of files are relative to Cargo.toml; an output that
/// is not named is not written. Paths of types are as in Rust: `pages::home::Task` (in the compiled
/// crate, `crate::` may stand before it) or `shared::Article`.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `seeds = ["pages::home::ServerMsg"]`: types that are carried beside what the handlers reach.
    pub seeds: Vec<Located<String>>,
    /// `identity = "rust"` or `"gleam"` (or `rule = "gleam"` in the table form): how a constructor
    /// is named in its signature. `"rust"`, `Enum.Variant`, is the default.
    pub identity: IdentityRule,
    /// The table `[package.metadata.libero.identity]`: `"crate::new::Place" = "old/place"` keeps the
    /// wire identity of a type or module that has moved.
    pub pins: Vec<Entry>,
    /// `contract = "generated/contract.json"`: the file of the contract.
    pub contract: Option<Located<Utf8PathBuf>>,
    /// `rust = "src/generated/libero"`: the folder of the generated Rust module.
    pub rust: Option<Located<Utf8PathBuf>>,
    /// `js = "generated/sdk"`: the folder of the generated npm package.
    pub js: Option<Located<Utf8PathBuf>>,
    /// `js_package = "@acme/board"`: the name of the npm package; the crate's name and `-sdk`
    /// unless set.
    pub js_package: Option<Located<String>>,
    /// `erlang = "generated/erlang"`: the folder of the generated Erlang modules.
    pub erlang: Option<Located<Utf8PathBuf>>,
    /// `elixir = "generated/elixir"`: the folder of the generated Elixir package.
    pub elixir: Option<Located<Utf8PathBuf>>,
    /// `elixir_package = "acme_board"`: the name of the Elixir package; the crate's name and `_sdk`
    /// unless set.
    pub elixir_package: Option<Located<String>>,
    /// `json_schema = "generated/schema"`: the folder of JSON Schemas, one an endpoint.
    pub json_schema: Option<Located<Utf8PathBuf>>,
    /// `openapi = "generated/openapi.json"`: the file of the `OpenAPI` document.
    pub openapi: Option<Located<Utf8PathBuf>>,
    /// `dts = "generated/types.d.ts"`: the file of TypeScript types without code.
    pub dts: Option<Located<Utf8PathBuf>>,
    /// `docs = "generated/docs"`: the folder of the contract for people, and for language models.
    pub docs: Option<Located<Utf8PathBuf>>,
    /// `python = "generated/python"`: the folder of the generated Python package.
    pub python: Option<Located<Utf8PathBuf>>,
    /// `python_package = "acme-board"`: the name of the Python package; the crate's name and `-sdk`
    /// unless set.
    pub python_package: Option<Located<String>>,
    /// `integers = "bigint"` or `"number"`: 64- and 128-bit integers in JavaScript.
    pub integers: Integers,
    /// `numbers = ["pages::Task.id"]`: single fields that are JavaScript numbers.
    pub numbers: Vec<Located<String>>,
    /// `push = ["pages::home::BoardEvent"]`: types whose values the server may send unasked.
    pub push: Vec<Located<String>>,
    /// `read_only = ["load_*", "pages::home::load_*"]`: handlers that change nothing, so that a lost
    /// call may be sent again.
    pub read_only: Vec<Located<String>>,
    /// `inject = ["session::User"]`: types of handler parameters that the framework supplies; they
    /// are not part of the contract.
    pub inject: Vec<Located<String>>,
    /// `borrowed = ["pages::home::Page"]`: types that get a mirror which borrows its text and bytes
    /// from the ETF it is read from; `"*"` stands for every type that is carried.
    pub borrowed: Vec<Located<String>>,
    /// `features = ["postgres"]`: features of the crate that count as on, beside its default ones.
    pub features: Vec<Located<String>>,
    /// `target = "wasm32-unknown-unknown"`: the triple that `cfg` is decided for; the machine that
    /// libero runs on unless set.
    pub target: Option<Located<String>>,
    /// `root = "src/server.rs"`: the file that the crate starts with; the library, else the program,
    /// unless set.
    pub root: Option<Located<Utf8PathBuf>>,
    /// The table `types`: how a foreign type travels. `"geo::Point" = "crate::wire::PointWire"`
    /// converts with `From` and `TryFrom`; `"semver::Version" = "string"` with `Display` and
    /// `FromStr`.
    pub types: Vec<Entry>,
    /// The table `names`: `"crate::b::Item" = "BItem"` gives a type another name in outputs that
    /// have one flat namespace, which is JavaScript.
    pub names: Vec<Entry>,
}
