//! What handlers are given.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use libero_wire::v1::Provide;

/// What every handler takes.
#[derive(Clone, Debug, Default)]
pub struct ServerContext {
    /// Who calls.
    pub user: String,
    calls: Arc<AtomicU64>,
}

impl ServerContext {
    /// A context for a user.
    pub fn new(user: impl Into<String>) -> Self {
        Self {
            user: user.into(),
            calls: Arc::default(),
        }
    }

    /// Counts a call; how many there were before it.
    pub fn count(&self) -> u64 {
        self.calls.fetch_add(1, Ordering::Relaxed)
    }

    /// How many calls were counted.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }
}

/// What a framework hands to handlers: no part of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who calls.
    pub user: String,
}

impl Provide<Session> for ServerContext {
    fn provide(&self) -> Session {
        Session {
            user: self.user.clone(),
        }
    }
}
