pub struct ServerContext;

pub mod pages {
    use crate::ServerContext;

    async fn server_private(cx: &ServerContext) -> Result<u8, ()> {
        Ok(1)
    }

    pub fn server_no_context(id: u32) -> Result<u8, ()> {
        Ok(1)
    }

    pub fn server_no_result(cx: &ServerContext) -> u8 {
        1
    }

    pub fn server_port() -> u16 {
        80
    }
}

pub fn server_(cx: &ServerContext) -> Result<u8, ()> {
    Ok(1)
}
