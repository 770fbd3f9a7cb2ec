//! A crate that only the settings of a case know to be for servers.

pub struct Vault;

pub trait Open {
    fn open(&self) -> String {
        String::new()
    }
}

impl Open for Vault {}
