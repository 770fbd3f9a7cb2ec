//! How a command ends.

use std::fmt;
use std::process::ExitCode;

use crate::terminal::{say, style};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Done,
    /// The answer is no: the application was refused, or a check found something.
    Refused,
    /// There was nothing to judge: wrong usage, something missing, or something that cannot be read or
    /// written.
    Unusable,
}

impl Outcome {
    pub(crate) fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::Unusable => 2,
        })
    }
}

/// What stopped a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// What is wrong, and where; empty where a person has been told already.
    pub(crate) what: String,
    /// What to do.
    pub(crate) help: Option<String>,
    pub(crate) outcome: Outcome,
}

impl Failure {
    /// The application is there, and is no good.
    pub(crate) fn refused(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: None,
            outcome: Outcome::Refused,
        }
    }

    /// There is nothing to judge.
    pub(crate) fn unusable(what: impl Into<String>) -> Self {
        Self {
            outcome: Outcome::Unusable,
            ..Self::refused(what)
        }
    }

    /// A person has been told what is wrong.
    pub(crate) fn told() -> Self {
        Self::refused("")
    }

    /// Something about a file or folder that went wrong.
    pub(crate) fn at(path: impl fmt::Display) -> impl Fn(std::io::Error) -> Self {
        move |error| Self::unusable(format!("{path}: {error}"))
    }

    /// Says what to do.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Tells a person.
    pub(crate) fn say(&self) {
        if !self.what.is_empty() {
            say(&format!("{} {}", style("error:", "1;31"), self.what));
        }
        if let Some(help) = &self.help {
            let help = help.replace('\n', "\n        ");
            say(&format!("  {} {help}", style("help:", "1;36")));
        }
    }
}
