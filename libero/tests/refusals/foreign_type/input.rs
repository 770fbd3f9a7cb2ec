//@ seeds: Release
pub struct Release {
    pub version: semver::Version,
}
//@ file: Cargo.toml
[package]
name = "app"
edition = "2024"

[dependencies]
semver = "1"
