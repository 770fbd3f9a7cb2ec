pub use crate::traits::{Stars, Unused};
