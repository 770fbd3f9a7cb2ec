pub struct ServerContext;

pub mod app {
    pub fn server_put(a: u8, cx: &crate::ServerContext) -> Result<u8, ()> {
        Ok(a)
    }
}

pub fn server_put(cx: &ServerContext) -> Result<u8, ()> {
    Ok(1)
}
