//! Small responses.

use warp::http::StatusCode;
use warp::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use warp::reply::Response;

/// A text for people.
pub(super) fn plain(status: StatusCode, text: &str) -> Response {
    let mut response = Response::new(format!("{text}\n").into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Nothing is here.
pub(super) fn not_found() -> Response {
    plain(StatusCode::NOT_FOUND, "there is nothing here")
}

/// Not by this method.
pub(super) fn wrong_method(allowed: &'static str) -> Response {
    let mut response = plain(
        StatusCode::METHOD_NOT_ALLOWED,
        &format!("not by this method; allowed: {allowed}"),
    );
    let allowed = HeaderValue::from_static(allowed);
    response.headers_mut().insert(ALLOW, allowed);
    response
}

/// The server failed, and says no more than where to look for it.
pub(super) fn internal(request_id: &str) -> Response {
    let text = format!("the server failed; it is in its log under {request_id}");
    plain(StatusCode::INTERNAL_SERVER_ERROR, &text)
}
