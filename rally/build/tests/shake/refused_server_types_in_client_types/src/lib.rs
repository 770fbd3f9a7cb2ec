use rally::db::Pool;

pub struct ServerContext {
    pub db: Pool,
}

pub struct Model {
    pub started: std::time::Instant,
}

pub fn init(_cx: &ServerContext) -> Model {
    Model { started: std::time::Instant::now() }
}
