//! Paths of items inside the application's crate.

use std::fmt;
use std::str::FromStr;

/// Where an item stands in the application's crate, without `crate::`: `public::pages::home_::view`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemPath(Vec<String>);

/// A text that is no path: an empty segment, or a character that no name has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAPath(String);

impl ItemPath {
    /// The names from the root of the crate to the item.
    pub fn segments(&self) -> &[String] {
        &self.0
    }

    /// The path of something inside this.
    #[must_use]
    pub fn join(&self, name: &str) -> Self {
        let mut segments = self.0.clone();
        segments.push(name.to_owned());
        Self(segments)
    }
}

impl<S: Into<String>> FromIterator<S> for ItemPath {
    fn from_iter<T: IntoIterator<Item = S>>(segments: T) -> Self {
        Self(segments.into_iter().map(Into::into).collect())
    }
}

impl FromStr for ItemPath {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let inside = text.strip_prefix("crate::").unwrap_or(text);
        let is_name = |name: &str| {
            !name.is_empty() && name.chars().all(|one| one.is_alphanumeric() || one == '_')
        };
        let segments: Self = inside.split("::").collect();
        if segments.0.iter().all(|name| is_name(name)) {
            Ok(segments)
        } else {
            Err(NotAPath(text.to_owned()))
        }
    }
}

impl fmt::Display for ItemPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join("::"))
    }
}

impl fmt::Display for NotAPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not the path of an item", self.0)
    }
}

impl std::error::Error for NotAPath {}
