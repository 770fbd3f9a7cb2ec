//! `rally explain`

use clap::Args;
use rally_build::explain::{self, Explanation};

use crate::failure::{Failure, Outcome};
use crate::terminal::{color_of_output, print};

/// Explain an error: what it means, an example that is refused and one that is not.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rally explain R0022
  rally explain 22 r110 L0052   # several, however they are written
  rally explain --list          # every code with its title")]
pub(super) struct Explain {
    /// The codes that errors carry.
    #[arg(value_name = "CODE", required_unless_present = "list")]
    codes: Vec<String>,
    /// List every code of rally with its title.
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
        let (mut texts, mut missing) = (vec![], vec![]);
        for code in &self.codes {
            match find(code) {
                Ok(one) if color_of_output() => texts.push(one.styled()),
                Ok(one) => texts.push(one.markdown()),
                Err(failure) => missing.push(failure),
            }
        }
        print(&texts.join("\n"))?;
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
        return Err(Failure::refused(format!("`{text}` is no code of rally"))
            .help("codes look like R0022; `rally explain --list` lists them"));
    };
    explain::of(code).ok_or_else(|| {
        let list = "`rally explain --list` lists all";
        Failure::refused(format!("there is no code {code}")).help(match explain::nearest(code) {
            Some(near) => format!("the nearest is {}, {}; {list}", near.code, near.title()),
            None => list.to_owned(),
        })
    })
}
