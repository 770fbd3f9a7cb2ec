//! `libero openapi`

use camino::Utf8PathBuf;
use clap::{Args, ValueHint};
use libero::targets::openapi::{self, Options};

use crate::contract_source::Place;
use crate::failure::{Failure, Outcome};
use crate::terminal::print;

/// Print a contract as OpenAPI 3.1: its calls by path, `POST /rpc/pages/home/load_title`.
#[allow(clippy::doc_markdown)] // it is shown as it is
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero openapi > openapi.json                     # of the contract that Cargo.toml names
  libero openapi contract.json --title 'Task board'
  libero openapi http://127.0.0.1:8080 --server http://127.0.0.1:8080/rpc")]
pub(super) struct PrintOpenApi {
    /// A file, or the address of a server; the `contract` of [package.metadata.libero] unless given.
    #[arg(value_name = "FILE|URL", value_hint = ValueHint::FilePath)]
    contract: Option<String>,
    /// The title of the document.
    #[arg(long, value_name = "TEXT", default_value = "API")]
    title: String,
    /// Where the paths begin, in full or from the root of the server that gives the document.
    #[arg(long, value_name = "URL", default_value = "/rpc", value_parser = server)]
    server: String,
    /// The Cargo.toml that names the contract; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with = "contract")]
    manifest_path: Option<Utf8PathBuf>,
}

impl PrintOpenApi {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let place = Place::given(self.contract.as_deref(), self.manifest_path.as_deref());
        let found = place.read()?;
        let options = Options {
            title: self.title.clone(),
            server: self.server.clone(),
        };
        let document = openapi::document(&found.contract, &options);
        print(&format!("{document:#}\n"))?;
        Ok(Outcome::Done)
    }
}

/// An address, or a path from the root.
fn server(text: &str) -> Result<String, String> {
    let is_path = text.starts_with('/');
    let parts = crate::contract_source::fetch::parts(text);
    let is_url = text.starts_with("http") && parts.is_some_and(|(_, host, _)| !host.is_empty());
    if (!is_path && !is_url) || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err("it is https://HOST/PATH, or a path such as /rpc".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::server;

    #[test]
    fn a_server_is_an_address_or_a_path() {
        for good in ["/", "/rpc", "http://a:80/rpc", "https://a"] {
            assert_eq!(server(good).as_deref(), Ok(good));
        }
        for bad in ["", "not a url", "rpc", "http://", "ws://a/rpc", "/a b"] {
            assert!(server(bad).is_err(), "{bad}");
        }
    }
}
