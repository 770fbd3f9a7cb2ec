//! The contract for people: one HTML page that needs nothing else, and `llms.txt` for language models.
//!
//! | module | holds |
//! |---|---|
//! | `names` | what things are called on the page, and where links lead |
//! | `markdown` | doc comments |
//! | `types` | types as HTML, with links |
//! | `usage` | what uses what |
//! | `example` | values as Rust, JavaScript, JSON and ETF |
//! | `call`, `declared` | what the page shows of endpoints and pushes, and of types |
//! | `data` | what the page's own program reads |
//! | `policy` | what the page lets itself do |
//! | `llms` | `llms.txt` |

mod call;
mod data;
mod declared;
mod example;
mod llms;
mod markdown;
mod names;
mod page;
mod policy;
#[cfg(test)]
mod tests;
mod types;
mod usage;

use contract_schema::Contract;
use libero_values::{Model, ModelError};

use super::{Artifact, js};

/// What can be chosen for the page.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the contract is called.
    pub title: String,
    /// What is chosen for the JavaScript package, whose names and forms the examples have.
    pub js: js::Options,
}

/// Both files: `contract.html` and `llms.txt`.
pub fn generate(contract: &Contract, options: &Options) -> Result<Vec<Artifact>, ModelError> {
    let model = Model::new(contract)?;
    let literals = js::Literals::new(model.contract(), &options.js);
    let examples = example::Examples::new(&model, literals);
    let files = [
        ("contract.html", page::text(&examples, options)),
        ("llms.txt", llms::text(&examples, options)),
    ];
    let artifact = |(path, text): (&str, String)| Artifact {
        path: path.into(),
        text,
    };
    Ok(files.map(artifact).into())
}
