//! What rally generates for the layouts.
#![allow(
    warnings,
    clippy::all,
    clippy::pedantic,
    reason = "as in an application"
)]

pub(crate) mod mixed;
pub(crate) mod numbers;
pub(crate) mod public;
pub(crate) mod queries;
pub(crate) mod rests;
pub(crate) mod words;
