//! `libero diff`

mod baseline;
mod git;
mod human;
mod machine;
mod names;

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum, ValueHint};
use clap_complete::ArgValueCompleter;
use libero_diff::{Change, Verdict};

use crate::completion::revisions::revisions_or_files;
use crate::contract_source::compiled;
use crate::failure::{Failure, Outcome};
use crate::terminal::{color_of_output, counted, print, say};
use human::Look;

/// Say what changed between two contracts, and what each change breaks.
///
/// What is compared is the Rust source as it is now, compiled in memory: `libero gen` need not have run.
/// A contract that is named as NEW takes its place.
///
/// It is compared with OLD: a file, the address of a server, or a revision of git, of which the contract
/// is taken that is checked in there. Unless given that is the baseline: `libero.lock` beside Cargo.toml,
/// which `--save` writes, else the contract of git's HEAD.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero diff                              # the source now, since the baseline
  libero diff main                         # since the branch main
  libero diff old.json new.json --format json
  libero diff main --format github --fail-on source   # in a workflow of GitHub
  libero diff --save                       # the source's contract is the baseline from now on

docs/diff.md explains every category.
Exit codes: 0 nothing as bad as --fail-on; 1 something is;
2 wrong usage, or there is no contract: it cannot be read, or the source has errors")]
pub(super) struct Diff {
    /// The contract before: a file, an address or a revision; the baseline unless given.
    #[arg(add = ArgValueCompleter::new(revisions_or_files))]
    old: Option<String>,
    /// The contract after: a file, an address or a revision; the source as it is now unless given.
    #[arg(add = ArgValueCompleter::new(revisions_or_files))]
    new: Option<String>,
    /// How changes are printed.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Show people everything: without it, at most 12 groups of calls and pushes, with 8 changes each.
    #[arg(long)]
    all: bool,
    /// The least that makes the exit code 1.
    #[arg(long, value_name = "VERDICT", default_value = "wire")]
    fail_on: FailOn,
    /// Write the contract of the source as it is now to `libero.lock`, the baseline.
    #[arg(long, conflicts_with_all = ["old", "new"])]
    save: bool,
    /// The Cargo.toml of the package; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    manifest_path: Option<Utf8PathBuf>,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, by the calls and pushes that are reached.
    Human,
    /// One JSON document.
    Json,
    /// Annotations of a workflow of GitHub: `::error file=…,line=…`.
    Github,
}

/// What makes a command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Any change at all.
    Safe,
    /// A change after which clients have to be adapted, or worse.
    Source,
    /// A change after which programs that are built fail.
    Wire,
}

impl FailOn {
    fn is_met_by(self, verdict: Verdict) -> bool {
        verdict
            >= match self {
                Self::Safe => Verdict::Safe,
                Self::Source => Verdict::SourceBreaking,
                Self::Wire => Verdict::WireBreaking,
            }
    }
}

impl Diff {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        // The exit code 1 is for what changed, and for nothing else.
        self.compared().map_err(|failure| Failure {
            outcome: Outcome::Unusable,
            ..failure
        })
    }

    fn compared(&self) -> Result<Outcome, Failure> {
        let manifest = self.manifest_path.as_deref();
        if self.save {
            let (path, count) = baseline::save(manifest)?;
            say(&format!("wrote {path}: {}", counted(count, "endpoint")));
            return Ok(Outcome::Done);
        }
        let old = match &self.old {
            Some(old) => baseline::read(old, manifest)?,
            None => baseline::baseline(manifest)?,
        };
        let new = match &self.new {
            Some(new) => baseline::read(new, manifest)?,
            None => compiled::contract(manifest)?,
        };
        let name = if self.new.is_none() {
            "the source"
        } else {
            &new.from
        };
        let changes = libero_diff::diff(&old.contract, &new.contract);
        print(&match self.format {
            Format::Human => {
                let look = Look {
                    color: color_of_output(),
                    all: self.all,
                };
                human::report(&changes, &old.from, name, look)
            }
            Format::Json => machine::json(&changes, &old, &new),
            Format::Github => machine::github(&changes, &baseline::prefix(manifest)),
        })?;
        let worst = changes.iter().map(Change::verdict).max();
        Ok(match worst {
            Some(verdict) if self.fail_on.is_met_by(verdict) => Outcome::Refused,
            _ => Outcome::Done,
        })
    }
}
