//! `libero gen`

mod watch;

use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, ValueHint};
use libero::compile::{self, Compiled};
use libero::diagnostic::{Diagnostic, Diagnostics, render};
use libero::load::SourceSet;
use libero::stamp::{self, Recorder, Told};
use libero::write::{self, Mode, Report};

use crate::failure::{Failure, Outcome};
use crate::messages::{MessageFormat, report};
use crate::project::manifest_path;
use crate::terminal::{color, counted, print, say};

/// Read the crate and write every output that is configured.
///
/// Nothing is written when anything is refused. Files that would not change are not touched.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero gen
  libero gen --check        # for CI: exits with 1 if an output is not up to date
  libero gen --watch        # again after each save, one line a change
  libero gen --manifest-path server/Cargo.toml --message-format cargo-json")]
pub(super) struct Gen {
    /// The Cargo.toml of the package; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    manifest_path: Option<Utf8PathBuf>,
    /// Write nothing; list what would be created, changed or deleted, and exit with 1 if anything.
    #[arg(long)]
    check: bool,
    /// Stay, and generate again whenever a source file or a Cargo.toml changes; Ctrl-C ends it.
    #[arg(long, conflicts_with = "check")]
    watch: bool,
    /// How errors are printed.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    message_format: MessageFormat,
}

/// What the compiler gave, before any of it is told or written.
struct Run {
    read: Recorder,
    sources: SourceSet,
    diagnostics: Diagnostics,
    compiled: Option<Compiled>,
}

impl Run {
    fn of(manifest: &Utf8Path) -> Self {
        let read = Recorder::default();
        let mut sources = SourceSet::default();
        let mut diagnostics = Diagnostics::default();
        let compiled = compile::compile_with(manifest, &read, &mut sources, &mut diagnostics);
        Self {
            read,
            sources,
            diagnostics,
            compiled,
        }
    }
}

impl Gen {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let path = manifest_path(self.manifest_path.as_deref())?;
        if self.watch {
            return watch::run(self, &path);
        }
        let outcome = self.once(&path);
        let success = matches!(outcome, Ok(Outcome::Done));
        self.message_format.finished(success)?;
        outcome
    }

    fn once(&self, path: &Utf8Path) -> Result<Outcome, Failure> {
        let start = Instant::now();
        if let Some(told) = stamp::last(path) {
            self.tell_again(&told, path, start)?;
            return Ok(Outcome::Done);
        }
        let Run {
            read,
            sources,
            diagnostics,
            compiled,
        } = Run::of(path);
        let refused = diagnostics.has_errors();
        let diagnostics = report(diagnostics, &sources, self.message_format, path)?;
        if let Some(line) = render::closing_lines(&diagnostics) {
            if self.message_format == MessageFormat::Human {
                say(&format!("\n{line}"));
            }
            if compile::is_io_error(&diagnostics) {
                return Ok(Outcome::Unusable);
            }
        }
        let Some(compiled) = compiled.filter(|_| !refused) else {
            return Ok(Outcome::Refused);
        };
        let mode = if self.check { Mode::Check } else { Mode::Write };
        let (done, left) = write::write_noting(&compiled.outputs, mode)
            .map_err(|error| Failure::unusable(error.to_string()))?;
        let told = told(&compiled, &diagnostics, &sources);
        self.summary(&told, &done, start)?;
        if mode == Mode::Write {
            stamp::keep(path, &compiled.workspace_dir, &read, &left, told);
        }
        if self.check && !done.is_clean() {
            return Ok(Outcome::Refused);
        }
        // The process ends: to free the texts one by one would only take time.
        std::mem::forget((compiled, sources));
        Ok(Outcome::Done)
    }

    /// Says what the run would say that is left out because nothing changed.
    fn tell_again(&self, told: &Told, manifest: &Utf8Path, start: Instant) -> Result<(), Failure> {
        match self.message_format {
            MessageFormat::Human => {
                let text = if color() { &told.colored } else { &told.plain };
                say(text.trim_end_matches('\n'));
                if let Some(line) = &told.closing {
                    say(&format!("\n{line}"));
                }
            }
            format => format.show(&told.json, manifest)?,
        }
        let done = Report {
            unchanged: told.files,
            ..Report::default()
        };
        self.summary(told, &done, start)
    }

    fn summary(&self, told: &Told, done: &Report, start: Instant) -> Result<(), Failure> {
        let mut text = String::new();
        if self.check {
            let lists = [
                ("would be created", &done.created),
                ("would change", &done.changed),
                ("would be deleted", &done.deleted),
            ];
            for (what, paths) in lists {
                for path in paths {
                    text.extend([what, ": ", path.as_str(), "\n"]);
                }
            }
        }
        let written = done.created.len() + done.changed.len();
        let files = if self.check { "to write" } else { "written" };
        let deleted = match done.deleted.len() {
            0 => String::new(),
            count => format!(
                ", {count} {}",
                if self.check { "to delete" } else { "deleted" }
            ),
        };
        let line = format!(
            "libero: {}, {}; {} {files}{deleted}, {} unchanged; {} ms\n",
            counted(told.types, "type"),
            counted(told.endpoints, "endpoint"),
            counted(written, "file"),
            done.unchanged,
            start.elapsed().as_millis()
        );
        text.push_str(&line);
        self.tell(&text)
    }

    /// For people: on standard output, unless that is for an editor.
    fn tell(&self, text: &str) -> Result<(), Failure> {
        if self.message_format.is_json() {
            say(text.trim_end());
            return Ok(());
        }
        print(text)
    }
}

fn told(compiled: &Compiled, diagnostics: &[Diagnostic], sources: &SourceSet) -> Told {
    Told {
        types: compiled.contract.written_types().count(),
        endpoints: compiled.contract.endpoints.len(),
        plain: MessageFormat::Human.render(diagnostics, sources, false),
        colored: MessageFormat::Human.render(diagnostics, sources, true),
        json: MessageFormat::Json.render(diagnostics, sources, false),
        closing: render::closing_lines(diagnostics),
        files: compiled.outputs.iter().map(|one| one.files.len()).sum(),
    }
}
