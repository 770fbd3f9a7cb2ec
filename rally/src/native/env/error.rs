use std::fmt;
use std::path::PathBuf;

/// A setting that cannot be used. What it says is for the terminal of whoever starts the application.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnvError {
    /// It has no value, and there is no other to take.
    NotSet {
        /// The setting.
        name: String,
    },
    /// It stands there with nothing behind it.
    Empty {
        /// The setting.
        name: String,
    },
    /// Its bytes are not UTF-8.
    NotText {
        /// The setting.
        name: String,
    },
    /// Its value is not what the setting needs.
    Wrong {
        /// The setting.
        name: String,
        /// Its value, where it may be shown.
        value: Option<String>,
        /// What it must be.
        wanted: String,
    },
    /// The file cannot be read.
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// A line of the file is not a setting.
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong. Never the line itself, which may hold a password.
        problem: String,
    },
}

impl fmt::Display for EnvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSet { name } => {
                write!(f, "{name} is not set; set it in the environment or in .env")
            }
            Self::Empty { name } => write!(f, "{name} is empty; give it a value or do not set it"),
            Self::NotText { name } => write!(f, "{name} is not UTF-8 text"),
            Self::Wrong {
                name,
                value: Some(value),
                wanted,
            } => write!(f, "{name} is {value:?}; {wanted}"),
            Self::Wrong {
                name,
                value: None,
                wanted,
            } => write!(f, "{name}: {wanted}"),
            Self::File { path, reason } => write!(f, "{} cannot be read: {reason}", path.display()),
            Self::Line {
                path,
                line,
                problem,
            } => write!(f, "{}:{line}: {problem}", path.display()),
        }
    }
}

impl std::error::Error for EnvError {}
