//! What runs on the server alone.

pub mod db;
pub mod env;
pub(crate) mod glue;
pub mod migrate;
pub mod server;
pub mod session;
pub mod ssr;
pub mod test_db;

use crate::dispatch::Dispatch;
use crate::effect::Effect;

/// On the server nothing happens after the first render.
pub(crate) fn perform<Msg>(_effect: Effect<Msg>, _send: Dispatch<Msg>) {}
pub(crate) fn perform_soon<Msg>(_effect: Effect<Msg>, _send: Dispatch<Msg>) {}
