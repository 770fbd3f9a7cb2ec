//@ seeds: Release
use chrono::prelude::*;

pub struct Release {
    pub at: DateTime<Local>,
}
//@ file: Cargo.toml
[package]
name = "app"
edition = "2024"

[dependencies]
chrono = "0.4"
