//! Articles.

use crate::Page;

/// A text with its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// What it is called.
    pub title: String,
    /// Who wrote it.
    pub author: Author,
    /// What was said about it.
    pub comments: Page<Comment>,
}

/// Somebody who writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// Not known.
    Anonymous,
    /// Known by name.
    Named(String),
}

/// A comment and the answers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What was said.
    pub text: String,
    /// What was answered.
    pub replies: Vec<Comment>,
}
