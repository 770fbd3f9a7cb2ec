pub use crate::traits::{Stars,       };
