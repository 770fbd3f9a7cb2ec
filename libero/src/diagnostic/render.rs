//! Drawing diagnostics for people and for editors.
