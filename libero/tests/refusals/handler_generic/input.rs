pub struct ServerContext;

pub fn server_put<T>(value: T, cx: &ServerContext) -> Result<u8, ()> {
    Ok(1)
}
