pub struct ServerLoadData;

pub async fn server_load_data(_: ServerLoadData) -> u8 {
    1
}

pub async fn load() -> u8 {
    2
}

pub fn update() {
    let _ = server_load_data(ServerLoadData);
    helper();
}

fn helper() {
    let _ = crate::load();
}
