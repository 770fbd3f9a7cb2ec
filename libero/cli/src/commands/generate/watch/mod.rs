//! `libero gen --watch`
//!
//! | module | holds |
//! |---|---|
//! | [`known`] | the files that the last run depended on, and whether they are as it found them |
//! | [`bell`] | what wakes the watcher: the system, or time |
//! | [`words`] | what a change did to the contract, in a few words |
//!
//! A run depends on nothing but the states of the paths that it asked for. So there is a reason for
//! another run when one of those is another, and none otherwise: neither an event that was missed nor one
//! too many can make the outputs wrong.

mod bell;
mod known;
mod words;

use std::collections::HashSet;
use std::thread;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use contract_schema::Contract;
use libero::diagnostic::{Diagnostic, Severity};
use libero::load::SourceSet;
use libero::stamp;
use libero::write::{self, Mode, Report};

use super::{Gen, Run, told};
use crate::failure::{Failure, Outcome};
use crate::messages::MessageFormat;
use crate::terminal::{color, counted, say};
use bell::Bell;
use known::{Changes, Known};

/// For so long nothing may happen before a change counts as whole: editors write in several steps.
const QUIET: Duration = Duration::from_millis(8);
/// How often it is looked meanwhile, so that it is not waited twice as long after a second step.
const STEP: Duration = Duration::from_millis(2);
/// But who never stops writing is not waited for.
const PATIENCE: Duration = Duration::from_millis(500);
/// What looks half-written is given this long to become whole before it is believed.
const GRACE: Duration = Duration::from_millis(200);
/// Two changes in one tick of a file system's clock look like one; after this time it is looked again.
const TICK: Duration = Duration::from_millis(60);

/// A reason for another run.
struct Noticed {
    since: Instant,
    changes: Changes,
    /// Whether a file is known to have changed, or only might have.
    is_certain: bool,
}

/// Generates, and again after each change, until the process is ended.
pub(super) fn run(settings: &Gen, manifest: &Utf8Path) -> Result<Outcome, Failure> {
    if !manifest.is_file() {
        return Err(Failure::unusable(format!("there is no `{manifest}`")));
    }
    let mut watcher = Watcher {
        settings,
        manifest,
        contract: None,
        base: here().unwrap_or_default(),
        said: String::new(),
        warnings: HashSet::new(),
    };
    let mut bell = Bell::new();
    let mut known = watcher.generate(None)?;
    say(&format!(
        "libero: watching {}; Ctrl-C ends it",
        counted(known.len(), "file")
    ));
    loop {
        bell.listen(&known);
        let noticed = wait(&mut bell, &mut known);
        known = watcher.generate(Some(noticed))?;
    }
}

fn here() -> Option<Utf8PathBuf> {
    Utf8PathBuf::from_path_buf(std::env::current_dir().ok()?).ok()
}

/// Waits for a reason for another run.
fn wait(bell: &mut Bell, known: &mut Known) -> Noticed {
    let unsettled = known.unsettled();
    let again = (!unsettled.is_empty()).then_some(TICK);
    // Something may have happened before anybody listened: the first look is at once.
    let mut rang = true;
    loop {
        let since = Instant::now();
        if rang {
            bell.follow(known);
        }
        let mut changes = known.look();
        if !changes.is_empty() {
            settle(known, &mut changes, since);
            if !rang && again.is_none() && !bell.rang() {
                bell.was_silent();
            }
            return Noticed {
                since,
                // A file that came and went is no change, but the run may have met it.
                is_certain: !changes.is_empty(),
                changes,
            };
        }
        if again.is_some() && known.is_settled() {
            return Noticed {
                since,
                changes: unsettled,
                is_certain: false,
            };
        }
        rang = bell.wait(again);
    }
}

/// Looks until a look that begins a while after the last change sees nothing.
fn settle(known: &mut Known, changes: &mut Changes, since: Instant) {
    let mut last = Instant::now();
    while since.elapsed() < PATIENCE {
        thread::sleep(STEP);
        let began = Instant::now();
        let more = known.look();
        if !more.is_empty() {
            last = Instant::now();
            known::merge(changes, more);
        } else if began - last >= QUIET {
            break;
        }
    }
}

struct Watcher<'a> {
    settings: &'a Gen,
    manifest: &'a Utf8Path,
    /// The last one that was written.
    contract: Option<Contract>,
    /// The folder that paths are shown relative to.
    base: Utf8PathBuf,
    /// The diagnostics of the last run.
    said: String,
    /// The warnings among them, one by one.
    warnings: HashSet<String>,
}

impl Watcher<'_> {
    /// One run, told in one line. A file that cannot be written is no reason to stop.
    fn generate(&mut self, noticed: Option<Noticed>) -> Result<Known, Failure> {
        let start = Instant::now();
        let mut noticed = noticed;
        loop {
            let run = Run::of(self.manifest);
            let mut known = Known::new(&run.read);
            if let Some(noticed) = &mut noticed
                && is_half_written(&run, &known, noticed)
                && more_came(&mut known, noticed)
            {
                continue;
            }
            self.finish(run, noticed, start)?;
            return Ok(known);
        }
    }

    fn finish(
        &mut self,
        run: Run,
        noticed: Option<Noticed>,
        start: Instant,
    ) -> Result<(), Failure> {
        let refused = run.diagnostics.has_errors();
        let diagnostics = run.diagnostics.sorted(&run.sources);
        let format = self.settings.message_format;
        let text = format.render(&diagnostics, &run.sources, color());
        let is_new = text != self.said;
        if is_new {
            let shown = if format.is_json() {
                // An editor forgets what was said before.
                text.clone()
            } else {
                self.not_known(&diagnostics, &run.sources)
            };
            format.show(&shown, self.manifest)?;
            format.finished(!refused)?;
            self.said = text;
        }
        let Some(compiled) = run.compiled.filter(|_| !refused) else {
            let errors = diagnostics.iter();
            let errors = errors.filter(|one| one.severity == Severity::Error).count();
            let same = if is_new { "" } else { "the same " };
            let what = format!("{same}{}; nothing was written", counted(errors, "error"));
            return match noticed {
                Some(noticed) if noticed.is_certain || is_new => self.line(&noticed, &what),
                Some(_) => Ok(()),
                None => self.settings.tell(&format!("libero: {what}\n")),
            };
        };
        if self.contract.as_ref().is_some_and(has_something) && !has_something(&compiled.contract) {
            let what = "nothing is left of the contract; nothing was written: `libero gen` does it, if it is meant";
            return match noticed {
                Some(noticed) if noticed.is_certain || is_new => self.line(&noticed, what),
                _ => Ok(()),
            };
        }
        let (done, left) = match write::write_noting(&compiled.outputs, Mode::Write) {
            Ok(written) => written,
            Err(error) => {
                Failure::unusable(error.to_string()).say();
                return Ok(());
            }
        };
        let told = told(&compiled, &diagnostics, &run.sources);
        self.base.clone_from(&compiled.workspace_dir);
        match &noticed {
            None => self.settings.summary(&told, &done, start)?,
            Some(noticed) if noticed.is_certain || !done.is_clean() || is_new => {
                let old = self.contract.as_ref();
                let words = old.map_or_else(
                    || {
                        format!(
                            "{}, {}",
                            counted(told.types, "type"),
                            counted(told.endpoints, "endpoint")
                        )
                    },
                    |old| words::contracts(old, &compiled.contract),
                );
                self.line(noticed, &format!("{words}; {}", written(&done)))?;
            }
            Some(_) => {}
        }
        stamp::keep(
            self.manifest,
            &compiled.workspace_dir,
            &run.read,
            &left,
            told,
        );
        self.contract = Some(compiled.contract);
        Ok(())
    }

    /// What is to be shown: errors, and the warnings that a person has not read yet.
    fn not_known(&mut self, diagnostics: &[Diagnostic], sources: &SourceSet) -> String {
        let mut shown = String::new();
        let mut warnings = HashSet::new();
        for one in diagnostics {
            let text = MessageFormat::Human.render(std::slice::from_ref(one), sources, color());
            let is_warning = one.severity == Severity::Warning;
            if !is_warning || !self.warnings.contains(&text) {
                shown += &text;
            }
            if is_warning {
                warnings.insert(text);
            }
        }
        self.warnings = warnings;
        shown
    }

    /// `libero: src/pages.rs: type Task changed; 3 files written; 21 ms`
    fn line(&self, noticed: &Noticed, what: &str) -> Result<(), Failure> {
        let files = words::files(&noticed.changes, self.base.as_str());
        let ms = noticed.since.elapsed().as_millis();
        self.settings
            .tell(&format!("libero: {files}: {what}; {ms} ms\n"))
    }
}

/// Whether there is anything to call, to push or to read. A crate that had something and has nothing is
/// one that somebody is just writing anew.
fn has_something(contract: &Contract) -> bool {
    !(contract.endpoints.is_empty() && contract.push_types.is_empty() && contract.types.is_empty())
}

/// Whether a run looks as if it had met a file that somebody is just writing, or moving.
fn is_half_written(run: &Run, known: &Known, noticed: &Noticed) -> bool {
    noticed.is_certain
        && noticed.since.elapsed() < PATIENCE
        && (run.diagnostics.has_errors() || known.any_is_empty(&noticed.changes))
}

/// Waits for the rest of what is half-written. False where nothing more came: it is meant so.
fn more_came(known: &mut Known, noticed: &mut Noticed) -> bool {
    let start = Instant::now();
    while start.elapsed() < GRACE {
        thread::sleep(QUIET);
        let more = known.look();
        if !more.is_empty() {
            known::merge(&mut noticed.changes, more);
            settle(known, &mut noticed.changes, start);
            return true;
        }
    }
    false
}

fn written(done: &Report) -> String {
    let mut parts = vec![];
    let files = done.created.len() + done.changed.len();
    if files > 0 {
        parts.push(format!("{} written", counted(files, "file")));
    }
    if !done.deleted.is_empty() {
        parts.push(format!("{} deleted", counted(done.deleted.len(), "file")));
    }
    if parts.is_empty() {
        return "nothing to write".to_owned();
    }
    parts.join(", ")
}
