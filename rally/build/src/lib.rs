//! The compiler of rally: from a folder of pages to routes, glue for the server, and a client crate.

pub mod shake;
