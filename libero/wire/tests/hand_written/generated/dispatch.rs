use super::Wire;
use super::v1;

/// Answers one request. The codec is seen from its first byte.
pub async fn dispatch(cx: &crate::app::ServerContext, request: &[u8]) -> Vec<u8> {
    let call = match v1::Call::open(request) {
        Ok(call) => call,
        Err(reply) => return reply.body,
    };
    let reply = match call.target() {
        ("app", "1111111111" | "app.Page") => {
            call.run_async::<Wire, crate::app::Page<i64>, _, _, _, _>(
                "app.sum",
                |request| async move { crate::app::server_sum(&request, cx).await },
            )
            .await
        }
        ("app", "4444444444" | "app.Marker") => call
            .run::<Wire, crate::app::Marker, _, _, _>("app.fail", |request| {
                crate::app::server_fail(request, v1::Provide::<u8>::provide(cx), cx)
            }),
        _ => call.unknown_function(),
    };
    reply.body
}

impl v1::Push<Wire> for crate::app::Task {
    const MODULE: &'static str = "app";
}

/// Writes a push frame.
pub fn push<T: v1::Push<Wire>>(codec: v1::Codec, value: &T) -> Result<Vec<u8>, v1::EncodeError> {
    v1::frame::push::<Wire, T>(codec, value)
}
