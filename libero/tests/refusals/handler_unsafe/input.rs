pub struct ServerContext;

pub unsafe fn server_put(value: u8, cx: &ServerContext) -> Result<u8, ()> {
    Ok(value)
}
