//! Where the application runs.
