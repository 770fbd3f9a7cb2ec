//! What handlers work with.

/// What handlers work with.
#[derive(Clone, Debug)]
pub struct ServerContext;
