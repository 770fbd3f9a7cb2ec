//! What handlers work with.

/// Nothing.
#[derive(Clone, Copy, Debug)]
pub struct ServerContext;
