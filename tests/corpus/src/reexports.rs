//! Types of private modules, reached through `pub use`.

mod private;
#[path = "reexports/elsewhere.rs"]
mod somewhere;

pub use private::deeper::{self as open, Deep};
pub use private::{Kept, Renamed as Public};
pub use somewhere::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    pub kept: Kept,
    pub renamed: Public,
    pub deep: Deep,
    pub deeper: open::Deeper,
    pub elsewhere: Elsewhere,
    pub partly: PartlyPrivate,
}

/// Its field is seen in the crate, where the generated module is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartlyPrivate {
    pub(crate) inside: i64,
    pub(super) above: bool,
}

impl PartlyPrivate {
    /// The sum of what is inside and above.
    pub fn sum(&self) -> i64 {
        self.inside + i64::from(self.above)
    }
}
