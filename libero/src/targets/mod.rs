//! From a contract to the text of what is generated; one folder a target.

use camino::Utf8PathBuf;

pub mod contract;
pub mod docs;
pub mod elixir;
pub mod erlang;
pub mod js;
mod json;
pub mod json_schema;
mod naming;
pub mod openapi;
mod place;
mod pretty;
pub mod python;
mod room;
pub mod rust;
mod schema;
mod skew;

/// A file that a target made. Nothing is written here: the caller owns the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Relative to the output's folder.
    pub path: Utf8PathBuf,
    /// The whole text.
    pub text: String,
}
