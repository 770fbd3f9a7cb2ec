//! How a command ends.

use std::process::ExitCode;

use crate::terminal::say;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// The answer is no: the input was refused, or a check found something.
    Refused,
    /// There was nothing to judge: wrong usage, or something that cannot be read, written or reached.
    Unusable,
    /// A server could not be reached, or did not answer as its contract says.
    Unanswered,
}

impl Outcome {
    pub(crate) fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::Unusable => 2,
            Self::Unanswered => 3,
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
    /// The input is there, and is no good.
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

    /// A server could not be reached, or did not answer as its contract says.
    pub(crate) fn unanswered(what: impl Into<String>) -> Self {
        Self {
            outcome: Outcome::Unanswered,
            ..Self::refused(what)
        }
    }

    /// A person has been told what is wrong.
    pub(crate) fn told(outcome: Outcome) -> Self {
        Self {
            what: String::new(),
            help: None,
            outcome,
        }
    }

    /// Says what to do.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Tells a person.
    pub(crate) fn say(&self) {
        if self.what.is_empty() {
            return;
        }
        say(&format!("error: {}", self.what));
        if let Some(help) = &self.help {
            say(&format!("  help: {}", help.replace('\n', "\n        ")));
        }
    }
}
