pub mod page;
pub mod server;
pub mod shared;
