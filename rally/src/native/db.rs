//! `SQLite`, off the async threads.
