//! Which paths are a page's, whatever its parameters are called.

use super::Kind;

/// The places of an address. In their order paths are held against pages: at the first place where two
/// pages differ a name comes before a number, a number before a text, and all that is left comes last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shape(pub(crate) Vec<At>);

/// What may stand between two slashes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum At {
    /// This.
    Name(String),
    /// Any value of a kind.
    Value(Kind),
}

impl At {
    fn is_rest(&self) -> bool {
        *self == Self::Value(Kind::Rest)
    }

    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(one), Self::Name(other)) => one == other,
            (Self::Name(name), Self::Value(Kind::Number))
            | (Self::Value(Kind::Number), Self::Name(name)) => name.parse::<i64>().is_ok(),
            _ => true,
        }
    }
}

impl Shape {
    /// The places of a path that has no parameters, such as `/back/office`.
    pub(crate) fn of(path: &str) -> Self {
        let names = path.split('/').filter(|name| !name.is_empty());
        Self(names.map(|name| At::Name(name.to_owned())).collect())
    }

    /// The same, and all below it.
    pub(crate) fn and_below(mut self) -> Self {
        self.0.push(At::Value(Kind::Rest));
        self
    }

    /// Whether some path is of both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let (mut ours, mut theirs) = (self.0.iter(), other.0.iter());
        loop {
            match (ours.next(), theirs.next()) {
                (None, None) => return true,
                (Some(one), _) | (_, Some(one)) if one.is_rest() => return true,
                (_, Some(other)) if other.is_rest() => return true,
                (Some(one), Some(other)) if one.meets(other) => {}
                _ => return false,
            }
        }
    }

    /// Whether all paths of another are of this one, which has no parameters.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let (mut ours, mut theirs) = (self.0.iter(), other.0.iter());
        loop {
            match (ours.next(), theirs.next()) {
                (None, None) => return true,
                (Some(one), _) if one.is_rest() => return true,
                (Some(one), Some(other)) if one == other => {}
                _ => return false,
            }
        }
    }

    /// Whether a path is of it.
    pub(crate) fn takes(&self, segments: &[&str]) -> bool {
        let mut segments = segments.iter();
        for at in &self.0 {
            let fits = match (at, segments.next()) {
                (At::Value(Kind::Rest), _) => return true,
                (At::Name(name), Some(segment)) => name == segment,
                (At::Value(Kind::Number), Some(segment)) => segment.parse::<i64>().is_ok(),
                (At::Value(Kind::Text), Some(segment)) => !segment.is_empty(),
                (_, None) => false,
            };
            if !fits {
                return false;
            }
        }
        segments.next().is_none()
    }
}
