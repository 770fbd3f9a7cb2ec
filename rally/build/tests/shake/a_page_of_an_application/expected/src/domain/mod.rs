//! What all pages talk about.


mod error;
mod page;
mod role;
pub mod team;

pub use error::AppError;
pub use page::*;
pub use role::Role;

/// In words.
pub trait Describe {
    fn describe(&self) -> String;




}

impl<T: Named> Describe for T {
    fn describe(&self) -> String {
        format!("the {}", self.name())
    }
}

pub trait Named {
    fn name(&self) -> &str;
}

/// `3 players`
#[macro_export]
macro_rules! plural {
    ($count:expr, $word:literal) => {
        format!("{} {}", $count, $crate::domain::word($count, $word))
    };
}
pub use plural;

pub fn word(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}
