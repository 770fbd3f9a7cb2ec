pub mod pages;
pub mod server;
