pub struct ServerContext;

pub fn server_load(id: u32, cx: &ServerContext) -> anyhow::Result<u8> {
    Ok(1)
}

pub fn server_read(id: u32, cx: &ServerContext) -> std::io::Result<u8> {
    Ok(1)
}
//@ file: Cargo.toml
[package]
name = "app"
edition = "2024"

[dependencies]
anyhow = "1"
