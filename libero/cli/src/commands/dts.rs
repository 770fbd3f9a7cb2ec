//! `libero dts`

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum, ValueHint};
use libero::targets::js;

use crate::contract_source::Place;
use crate::failure::{Failure, Outcome};
use crate::terminal::print;

/// Print the types of a contract as TypeScript declarations, without code.
///
/// They are those of the JavaScript SDK: what a program holds, not the JSON of the wire. Of types with one
/// name all but the first get that of their module before theirs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero dts > types.d.ts                      # of the contract that Cargo.toml names
  libero dts contract.json --integers number
  libero dts http://127.0.0.1:8080")]
pub(super) struct PrintDts {
    /// A file, or the address of a server; the `contract` of [package.metadata.libero] unless given.
    #[arg(value_name = "FILE|URL", value_hint = ValueHint::FilePath)]
    contract: Option<String>,
    /// What 64- and 128-bit integers are.
    #[arg(long, value_name = "TYPE", value_enum, default_value_t = Integers::Bigint)]
    integers: Integers,
    /// The Cargo.toml that names the contract; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with = "contract")]
    manifest_path: Option<Utf8PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Integers {
    Bigint,
    Number,
}

impl PrintDts {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let place = Place::given(self.contract.as_deref(), self.manifest_path.as_deref());
        let found = place.read()?;
        let options = js::Options {
            integers: match self.integers {
                Integers::Bigint => js::Integers::BigInt,
                Integers::Number => js::Integers::Number,
            },
            ..js::Options::default()
        };
        // The names that a project chose stand in its Cargo.toml, not in its contract.
        let options = js::settled(&found.contract, &options);
        for file in js::types(&found.contract, "types.d.ts", &options) {
            print(&file.text)?;
        }
        Ok(Outcome::Done)
    }
}
