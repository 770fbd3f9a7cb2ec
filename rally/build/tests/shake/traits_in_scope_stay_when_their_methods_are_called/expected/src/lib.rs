pub mod glob;
pub mod inner;
pub mod named;
pub mod own;
pub mod prelude;
pub mod traits;
