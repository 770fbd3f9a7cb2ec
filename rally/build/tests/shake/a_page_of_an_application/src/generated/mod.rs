//! Routes of the server.
