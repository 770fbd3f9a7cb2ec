pub mod money;
pub mod names;
pub mod stock;
