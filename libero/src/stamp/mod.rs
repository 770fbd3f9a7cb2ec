//! Telling that nothing changed since the last run, without running.
//!
//! A run that has brought every output in line leaves a stamp in cargo's target folder: which program
//! ran, the state of every file that it read and of every path at which it found none, and of every
//! output. Where all of that is still so, another run would write the same bytes, and say the same.
//!
//! A stamp is left only if each later change is sure to show in a file's state; a file that was changed
//! a moment ago is not to be trusted yet. Anything that is odd means that there is no stamp.

mod recorder;
pub mod state;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use contract_schema::WireHash;
use serde::{Deserialize, Serialize};

pub use recorder::Recorder;
use state::State;

use crate::load;
use crate::write;

/// The form of the file. Another one is not read.
const FORM: u32 = 2;

/// What a run told, to be told again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// How many types the contract has.
    pub types: usize,
    /// How many endpoints the contract has.
    pub endpoints: usize,
    /// Warnings and notes for people.
    pub plain: String,
    /// The same in colour.
    pub colored: String,
    /// The same as JSON.
    pub json: String,
    /// The line that closes them.
    pub closing: Option<String>,
    /// How many files there are in the outputs.
    pub files: usize,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stamp {
    form: u32,
    program: Program,
    manifest: String,
    told: Told,
    inputs: Vec<(String, State)>,
    outputs: Vec<(String, State)>,
    /// The folders in which nothing else generated may be.
    pruned: Vec<String>,
}

/// The program that ran; one that was built anew is another.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Program {
    version: String,
    path: String,
    state: State,
}

impl Program {
    fn this() -> Option<Self> {
        let path = Utf8PathBuf::from_path_buf(std::env::current_exe().ok()?).ok()?;
        Some(Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            state: State::of(&path).ok()?,
            path: path.into_string(),
        })
    }
}

/// What the last run told, if another one would change nothing.
pub fn last(manifest: &Utf8Path) -> Option<Told> {
    let manifest = load::absolute_manifest(manifest)?;
    let mut places: Vec<Utf8PathBuf> = vec![];
    match target_of_environment() {
        Some(target) => places.push(target),
        None => places.extend(manifest.ancestors().skip(1).map(|dir| dir.join("target"))),
    }
    let program = Program::this()?;
    places.iter().find_map(|target| {
        let text = std::fs::read(file(target, &manifest)).ok()?;
        let stamp: Stamp = serde_json::from_slice(&text).ok()?;
        let ours = stamp.form == FORM && stamp.program == program && stamp.manifest == manifest;
        (ours && stamp.holds()).then_some(stamp.told)
    })
}

/// Leaves a stamp, or takes an old one away where there can be none. A stamp that cannot be written
/// costs time later, and is no error.
pub fn keep(
    manifest: &Utf8Path,
    workspace: &Utf8Path,
    read: &Recorder,
    left: &write::Left,
    told: Told,
) {
    let Some(manifest) = load::absolute_manifest(manifest) else {
        return;
    };
    let target = target_of_environment().unwrap_or_else(|| workspace.join("target"));
    let path = file(&target, &manifest);
    let text = stamp(&manifest, read, left, told).and_then(|stamp| serde_json::to_vec(&stamp).ok());
    match text {
        // Where cargo has never built, its folder may not be ignored by git.
        Some(text) if target.is_dir() || target_of_environment().is_some() => {
            let _ = write::replace(&path, &text);
        }
        _ => {
            let _ = std::fs::remove_file(&path);
        }
    }
}

fn stamp(manifest: &Utf8Path, read: &Recorder, left: &write::Left, told: Told) -> Option<Stamp> {
    let text = |(path, state): (Utf8PathBuf, State)| (path.into_string(), state);
    Some(Stamp {
        form: FORM,
        program: Program::this()?,
        manifest: manifest.to_string(),
        told,
        inputs: read.states()?.into_iter().map(text).collect(),
        outputs: left.states.clone()?.into_iter().map(text).collect(),
        pruned: left.pruned.iter().map(ToString::to_string).collect(),
    })
}

impl Stamp {
    /// Whether all is as it was left.
    fn holds(&self) -> bool {
        let is_so = |(path, state): &(String, State)| {
            State::of(Utf8Path::new(path)).is_ok_and(|now| now == *state)
        };
        if !self.inputs.iter().all(is_so) || !self.outputs.iter().all(is_so) {
            return false;
        }
        let paths = self.outputs.iter().map(|(path, _)| Utf8PathBuf::from(path));
        let wanted: BTreeSet<Utf8PathBuf> = paths.collect();
        let mut folders = self.pruned.iter().map(Utf8Path::new);
        folders.all(|folder| write::orphans(folder, &wanted).is_ok_and(|found| found.is_empty()))
    }
}

fn target_of_environment() -> Option<Utf8PathBuf> {
    let target = std::env::var("CARGO_TARGET_DIR").ok()?;
    (!target.is_empty()).then(|| Utf8PathBuf::from(target))
}

/// `target/libero/<a name for the manifest>.json`
fn file(target: &Utf8Path, manifest: &Utf8Path) -> Utf8PathBuf {
    let name = WireHash::of(manifest.as_str());
    target.join("libero").join(format!("{name}.json"))
}
