//! What the server tells browsers: a file that it watches, named by `RALLY_DEV`.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::json;

use crate::failure::Failure;

/// The file, and what is in it.
pub(crate) struct State {
    file: Utf8PathBuf,
    /// Differs from that of any other start.
    start: u128,
    builds: u64,
    failed: Option<String>,
}

impl State {
    pub(crate) fn new(folder: &Utf8Path) -> Result<Self, Failure> {
        fs::create_dir_all(folder).map_err(Failure::at(folder))?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let state = Self {
            file: folder.join("state.json"),
            start: now.map_or(0, |now| now.as_millis()),
            builds: 0,
            failed: None,
        };
        state.write()?;
        Ok(state)
    }

    pub(crate) fn file(&self) -> &Utf8Path {
        &self.file
    }

    /// There is another application: pages are loaded again.
    pub(crate) fn built(&mut self) -> Result<(), Failure> {
        self.builds += 1;
        self.failed = None;
        self.write()
    }

    /// There is none, for this reason; or nothing is wrong any more, and nothing is another.
    pub(crate) fn failed(&mut self, why: Option<&str>) -> Result<(), Failure> {
        self.failed = why.map(str::to_owned);
        self.write()
    }

    /// In one step: the server reads the old one, or the new one.
    fn write(&self) -> Result<(), Failure> {
        let build = format!("{}-{}", self.start, self.builds);
        let text = json!({ "build": build, "failed": self.failed });
        let new = self.file.with_extension("new");
        fs::write(&new, text.to_string())
            .and_then(|()| fs::rename(&new, &self.file))
            .map_err(Failure::at(&self.file))
    }
}
