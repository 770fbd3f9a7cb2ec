//! All that generated code imports. Nothing here changes its meaning; what would is put into a new
//! module beside this one.

pub use crate::Codec;
pub use crate::adapt;
pub use crate::client::{self, CallError, Transport, TransportError};
pub use crate::dispatch::{self, Call, Provide, Reply};
pub use crate::error::{DecodeError, EncodeError};
pub use crate::etf;
pub use crate::frame::{self, Push};
pub use crate::json;
pub use crate::key::Key;
pub use crate::limits::Limits;
pub use crate::skew;
