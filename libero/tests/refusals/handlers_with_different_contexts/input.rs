pub mod a {
    pub struct ServerContext;

    pub fn server_a(cx: &ServerContext) -> Result<u8, ()> {
        Ok(1)
    }
}

pub mod b {
    pub struct ServerContext;

    pub fn server_b(cx: &ServerContext) -> Result<u8, ()> {
        Ok(1)
    }

    pub fn server_c(cx: &mut ServerContext) -> Result<u8, ()> {
        Ok(1)
    }
}
