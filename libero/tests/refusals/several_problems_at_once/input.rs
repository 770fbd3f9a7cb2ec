pub struct ServerContext;

pub struct Query {
    pub by: Box<dyn Fn()>,
    pub prices: std::collections::HashMap<f32, u8>,
    pub author: Autor,
}

pub fn server_find(msg: Query, cx: &ServerContext) -> Result<Vec<Author>, ()> {
    Ok(vec![])
}

pub struct Author {
    pub name: &'static mut str,
}
