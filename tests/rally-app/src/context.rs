//! What handlers work with.

use std::sync::{Mutex, PoisonError};

use crate::domain::Team;

#[derive(Debug)]
pub struct ServerContext {
    pub teams: Mutex<Vec<Team>>,
}

impl ServerContext {
    pub fn with(names: &[&str]) -> Self {
        let teams = (1..)
            .zip(names)
            .map(|(id, name)| Team::new(id, name))
            .collect();
        Self {
            teams: Mutex::new(teams),
        }
    }

    /// What nobody but the server may know.
    pub fn secret(&self) -> &'static str {
        "SELECT the vault"
    }

    pub fn read<T>(&self, read: impl FnOnce(&mut Vec<Team>) -> T) -> T {
        let mut teams = self.teams.lock().unwrap_or_else(PoisonError::into_inner);
        read(&mut teams)
    }
}
