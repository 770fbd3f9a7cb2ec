//! What a page file needs: `use rally::prelude::*;`.

pub use sycamore::prelude::*;
pub use sycamore::web::NoHydrate;

pub use crate::dispatch::Dispatch;
pub use crate::effect::{self, Effect};
pub use crate::form::{self, Form};
pub use crate::head::Head;
pub use crate::page::LoadError;
pub use crate::rpc::CallError;
pub use crate::ui;
