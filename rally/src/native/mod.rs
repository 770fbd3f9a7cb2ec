//! What runs on the server alone.

pub mod db;
pub mod env;
pub mod migrate;
pub mod session;
pub mod test_db;
