//! Numbered SQL files.
