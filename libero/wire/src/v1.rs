//! All that generated code imports. Nothing here changes its meaning; what would is put into a new
//! module beside this one.

pub use crate::error::{DecodeError, EncodeError};
pub use crate::etf;
pub use crate::key::Key;
pub use crate::limits::Limits;
