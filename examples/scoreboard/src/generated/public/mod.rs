//! Glue of the namespace `public`.
pub mod app;
pub mod calls;
pub mod libero;
pub mod routes;
