pub struct ServerContext;

pub struct Load {
    pub id: u32,
}

pub fn server_a(msg: Load, cx: &ServerContext) -> Result<u8, ()> {
    Ok(1)
}

pub fn server_b(msg: Load, cx: &ServerContext) -> Result<u8, ()> {
    Ok(1)
}
