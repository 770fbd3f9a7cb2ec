//! Routes of the client.
