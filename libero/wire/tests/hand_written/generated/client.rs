use super::v1;
use super::{CONTRACT_HASH, Wire};

/// Calls `server_sum`.
pub async fn sum(
    transport: &impl v1::Transport,
    request: crate::app::Page<i64>,
) -> Result<i64, v1::CallError<crate::app::Priority>> {
    v1::client::call::<Wire, _, _, _>(transport, CONTRACT_HASH, "app", &request).await
}

/// Calls `server_fail`.
pub async fn fail(
    transport: &impl v1::Transport,
    request: crate::app::Marker,
) -> Result<(), v1::CallError<crate::app::Priority>> {
    v1::client::call::<Wire, _, _, _>(transport, CONTRACT_HASH, "app", &request).await
}
