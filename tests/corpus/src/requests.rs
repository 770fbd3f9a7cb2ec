//! Handlers in modules that are named as what generated code imports.

use crate::ServerContext;

/// In a module named `requests`.
pub fn server_client(rt: i64, cx: &ServerContext) -> Result<i64, ()> {
    let _ = cx;
    Ok(rt)
}

pub mod rt {
    use crate::ServerContext;

    /// In a module named `rt`.
    pub async fn server_wire(request: i64, cx: &ServerContext) -> Result<i64, ()> {
        let _ = cx;
        Ok(request)
    }
}
