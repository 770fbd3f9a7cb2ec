//! `libero explain`

use std::ffi::OsStr;

use clap::Args;
use clap_complete::CompletionCandidate;
use clap_complete::engine::ArgValueCompleter;
use libero::diagnostic::explain::{self, Explanation};

use crate::failure::{Failure, Outcome};
use crate::terminal::{color_of_output, print};

/// Explain an error: what it means, why, a wrong example and a right one.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero explain L0030
  libero explain 30 l0054   # several, however they are written
  libero explain --list     # every code with its title")]
pub(super) struct Explain {
    /// The codes that errors carry.
    #[arg(value_name = "CODE", required_unless_present = "list", add = ArgValueCompleter::new(codes))]
    codes: Vec<String>,
    /// List every code with its title.
    #[arg(long, conflicts_with = "codes")]
    list: bool,
}

impl Explain {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        if self.list {
            let lines = explain::ALL.iter();
            let lines = lines.map(|one| format!("{}  {}\n", one.code, one.title()));
            print(&lines.collect::<Vec<_>>().concat())?;
            return Ok(Outcome::Done);
        }
        let (mut found, mut missing) = (vec![], vec![]);
        for code in &self.codes {
            match find(code) {
                Ok(one) => found.push(one),
                Err(failure) => missing.push(failure),
            }
        }
        let texts = found.into_iter().map(|one| {
            if color_of_output() {
                one.styled()
            } else {
                one.markdown()
            }
        });
        print(&texts.collect::<Vec<_>>().join("\n"))?;
        for failure in &missing {
            failure.say();
        }
        Ok(match &missing[..] {
            [] => Outcome::Done,
            _ => Outcome::Refused,
        })
    }
}

fn find(text: &str) -> Result<&'static Explanation, Failure> {
    let Some(code) = explain::parse(text) else {
        return Err(Failure::refused(format!("`{text}` is no code of libero"))
            .help("codes look like L0030; `libero explain --list` lists them"));
    };
    explain::of(code).ok_or_else(|| {
        let near = explain::nearest(&explain::ALL, code);
        let list = "`libero explain --list` lists all";
        Failure::refused(format!("there is no code {code}")).help(match near {
            Some(near) => format!("the nearest is {}, {}; {list}", near.code, near.title()),
            None => list.to_owned(),
        })
    })
}

/// For shells: the codes that begin with what is typed.
fn codes(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy().to_uppercase();
    let fitting = explain::ALL
        .iter()
        .map(|one| (one.code.to_string(), one.title()));
    fitting
        .filter(|(code, _)| code.starts_with(&typed))
        .map(|(code, title)| CompletionCandidate::new(code).help(Some(title.into())))
        .collect()
}
