#[path = "other/place.rs"]
pub mod outer;
pub mod folder;
