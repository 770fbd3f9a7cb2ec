pub mod money;
pub mod names;
