//! What handlers are given.

/// Nothing: they give back what they are sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct ServerContext;
