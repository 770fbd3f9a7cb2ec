pub struct ServerContext;

pub fn server_a(cx: &ServerContext) -> Result<u8, ()> {
    Ok(1)
}

pub mod b {
    pub fn server_b(cx: &super::state::ServerContext) -> Result<u8, ()> {
        Ok(1)
    }
}
