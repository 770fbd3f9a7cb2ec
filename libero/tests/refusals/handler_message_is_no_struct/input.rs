pub struct ServerContext;

pub enum Ask {
    One,
}

pub fn server_ask(msg: Ask, cx: &ServerContext) -> Result<u8, ()> {
    Ok(1)
}
