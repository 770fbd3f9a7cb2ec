pub mod public;
pub mod util;
