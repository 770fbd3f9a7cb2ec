pub struct ServerContext;

pub fn server_put((a, b): (u8, u8), _: u8, cx: &ServerContext) -> Result<u8, ()> {
    Ok(a + b)
}
