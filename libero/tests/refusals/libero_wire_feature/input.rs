//@ seeds: Release
pub struct Release {
    pub id: uuid::Uuid,
}
//@ file: Cargo.toml
[package]
name = "app"
edition = "2024"

[dependencies]
uuid = "1"
libero-wire = "0.1"
