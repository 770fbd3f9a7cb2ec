pub struct ServerContext;

pub fn server_put(a: u8, _a: u8, cx: &ServerContext) -> Result<u8, ()> {
    Ok(a)
}
