//! `rally gen`

use std::fmt::Write as _;
use std::time::Instant;

use clap::Args;
use rally_build::{Generated, Mode};

use super::Which;
use crate::failure::{Failure, Outcome};
use crate::generate;
use crate::project::Project;
use crate::terminal::{counted, duration, print, working};

/// Generate routes, glue and client crates from the pages.
///
/// Nothing is written when anything is refused. Files that would not change are not touched.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rally gen
  rally gen --check        # for CI: exits with 1 if something is not up to date
  rally gen --verbose      # which files, and what clients do without")]
pub(super) struct Gen {
    #[command(flatten)]
    which: Which,
    /// Write nothing; list what would be created, changed or deleted, and exit with 1 if anything.
    #[arg(long)]
    check: bool,
    /// List the files, and what is of the server alone.
    #[arg(long, short)]
    verbose: bool,
}

impl Gen {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let start = Instant::now();
        let project = self.which.project()?;
        let mode = if self.check { Mode::Check } else { Mode::Write };
        let generated = working("generating", || generate::run(&project, mode))?;
        if self.check || self.verbose {
            print(&files(&project, &generated, self.check))?;
        }
        if self.verbose {
            print(&removed(&generated))?;
        }
        print(&self.summary(&generated, start))?;
        if self.check && !generated.report.is_clean() {
            return Ok(Outcome::Refused);
        }
        Ok(Outcome::Done)
    }

    fn summary(&self, generated: &Generated, start: Instant) -> String {
        let report = &generated.report;
        let touched = report.created.len() + report.changed.len() + report.deleted.len();
        let pages = generated.clients.iter().map(|client| client.pages.len());
        let clients = generated.config.clients.len();
        let found = if generated.clients.is_empty() {
            counted(clients, "client")
        } else {
            let pages = counted(pages.sum(), "page");
            format!("{pages}, {}", counted(clients, "client"))
        };
        let done = match (self.check, touched) {
            (true, 0) => "all files are up to date".to_owned(),
            (true, _) => format!(
                "{} not up to date: run `rally gen`",
                counted(touched, "file")
            ),
            (false, _) => format!(
                "{} written, {} unchanged",
                counted(touched, "file"),
                report.unchanged
            ),
        };
        format!("rally: {found}; {done}; {}\n", duration(start.elapsed()))
    }
}

fn files(project: &Project, generated: &Generated, check: bool) -> String {
    let report = &generated.report;
    let lists = [
        (["created", "would create"], &report.created),
        (["changed", "would change"], &report.changed),
        (["deleted", "would delete"], &report.deleted),
    ];
    let mut text = String::new();
    for (words, paths) in lists {
        for path in paths {
            let word = words[usize::from(check)];
            let _ = writeln!(text, "{word} {}", project.shown(path));
        }
    }
    text
}

fn removed(generated: &Generated) -> String {
    let mut text = String::new();
    for client in &generated.clients {
        for removed in &client.removed {
            let _ = writeln!(text, "{}: without {removed}", client.name);
        }
    }
    text
}
