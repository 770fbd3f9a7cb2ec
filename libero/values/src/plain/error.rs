//! Why plain JSON is no value, and where.

use std::fmt;

/// One step from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A field, by its label: `.title`.
    Field(String),
    /// An item, from 0: `[3]`.
    Index(usize),
    /// The value at a key: `["key"]`.
    Key(String),
}

/// Why plain JSON is no value, and where. Displays as `items[3].title: expected text, got an integer`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: String,
    /// The innermost step first.
    steps: Vec<Step>,
}

impl Error {
    #[cold]
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            steps: vec![],
        }
    }

    #[cold]
    pub(crate) fn within(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    #[cold]
    pub(crate) fn in_field(self, label: Option<&str>, index: usize) -> Self {
        self.within(match label {
            Some(label) => Step::Field(label.to_owned()),
            None => Step::Index(index),
        })
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where, as `items[3].title`; empty for the value itself.
    pub fn path(&self) -> String {
        let steps = self.steps().enumerate();
        let steps = steps.map(|(depth, step)| match step {
            Step::Field(label) if depth == 0 => label.clone(),
            Step::Field(label) => format!(".{label}"),
            Step::Index(index) => format!("[{index}]"),
            Step::Key(key) => format!("[{key:?}]"),
        });
        steps.collect::<Vec<_>>().concat()
    }

    /// The steps of the path, the outermost first.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().rev()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.steps.is_empty() {
            return formatter.write_str(&self.message);
        }
        write!(formatter, "{}: {}", self.path(), self.message)
    }
}

impl std::error::Error for Error {}
