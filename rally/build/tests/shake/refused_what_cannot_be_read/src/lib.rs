pub mod generated;
pub mod absent;
pub mod broken;
#[path = "../roots.txt"]
pub mod outside;
pub mod twice;
#[path = "twice.rs"]
pub mod again;
