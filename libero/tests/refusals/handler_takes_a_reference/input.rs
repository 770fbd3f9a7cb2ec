pub struct ServerContext;

pub fn server_rename(title: &str, cx: &ServerContext) -> Result<(), String> {
    Ok(())
}
