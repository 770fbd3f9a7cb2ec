//! The server over real sockets: what it answers, what it refuses, and that it is still there.

mod dev;
mod files;
mod limits;
mod logs;
mod own_routes;
mod pages;
mod proxies;
mod rpc;
mod site;
mod sockets;
mod stop;
mod support;
