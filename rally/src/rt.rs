//! What generated code imports.

use libero_wire::error::DecodeError;
use libero_wire::etf::Decode;
pub use libero_wire::v1;
pub use sycamore;
#[cfg(target_arch = "wasm32")]
pub use wasm_bindgen;

use crate::rpc::Answer;

#[cfg(not(target_arch = "wasm32"))]
pub use crate::native::glue::{no_function, refusal};

/// An attribute of an element: what a route becomes where it is a link.
pub type Attribute = sycamore::web::StringAttribute;

/// What the frame of a response holds.
pub fn answer<C, V: Decode<C>, E: Decode<C>>(response: &[u8]) -> Result<Answer<V, E>, DecodeError> {
    let limits = &libero_wire::Limits::DEFAULT;
    let (_, answer) = libero_wire::frame::etf::read_response::<C, V, E>(response, limits)?;
    Ok(answer)
}
