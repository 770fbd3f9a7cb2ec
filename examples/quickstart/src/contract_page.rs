//! The page that explains the contract, at `/contract`.

use std::path::PathBuf;

use warp::http::StatusCode;
use warp::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use warp::reply::Response;

/// Where the page says what it needs: the hashes of its own style and program, and calls.
const META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// The page, under the policy that it asks for; nobody may frame it. Read anew each time, since it is
/// generated anew while one works on the contract.
pub(crate) async fn page(path: PathBuf) -> Response {
    let read = tokio::task::spawn_blocking(|| std::fs::read_to_string(path)).await;
    let Ok(Ok(text)) = read else {
        let mut missing = Response::new("`libero gen` writes this page\n".into());
        *missing.status_mut() = StatusCode::NOT_FOUND;
        return missing;
    };
    let policy = policy(&text).and_then(|policy| HeaderValue::from_str(&policy).ok());
    let mut response = Response::new(text.into());
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    if let Some(policy) = policy {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn policy(page: &str) -> Option<String> {
    let (_, rest) = page.split_once(META)?;
    let (policy, _) = rest.split_once('"')?;
    Some(format!("{policy}; frame-ancestors 'none'"))
}
