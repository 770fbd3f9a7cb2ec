//! The first request of a page: load, render, answer with a document.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use warp::http::StatusCode;
use warp::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, LOCATION,
    RETRY_AFTER, VARY,
};
use warp::reply::Response;

use super::document::{self, Start};
use super::encoding::{self, WORTH_IT};
use super::render::{Undone, panic_text};
use super::request::Request;
use super::respond;
use super::shared::{Incoming, Shared, Visitor};
use super::site::{Loaded, Mounted, Shown};
use crate::page::{LoadError, PageError};

/// Why there is no page to show.
enum Failed {
    NotFound,
    Forbidden,
    Redirect(String),
    Error { status: u16, cause: String },
}

/// Answers with the page of an address.
pub(super) async fn answer(
    shared: &Arc<Shared>,
    site: &Arc<dyn Mounted>,
    incoming: &Incoming,
) -> Response {
    if !incoming.is_get() {
        return respond::wrong_method("GET, HEAD");
    }
    show(shared, site, incoming, Shown::Page).await
}

/// Sends on to a page's own address.
pub(super) fn moved(incoming: &Incoming, to: &str) -> Response {
    if !incoming.is_get() {
        return respond::wrong_method("GET, HEAD");
    }
    redirect(StatusCode::PERMANENT_REDIRECT, to).unwrap_or_else(respond::not_found)
}

/// Answers with the page for where there is none.
pub(super) async fn not_found(
    shared: &Arc<Shared>,
    site: &Arc<dyn Mounted>,
    incoming: &Incoming,
) -> Response {
    if !incoming.is_get() {
        return respond::wrong_method("GET, HEAD");
    }
    // Who asks for a picture wants no page.
    let is_file = incoming.uri.path().rsplit('/').next();
    let is_file = is_file.is_some_and(|name| name.contains('.'));
    let accept = super::request::text(&incoming.headers, "accept").unwrap_or_default();
    if is_file && !accept.contains("text/html") {
        return respond::not_found();
    }
    show(shared, site, incoming, Shown::NotFound).await
}

async fn show(
    shared: &Arc<Shared>,
    site: &Arc<dyn Mounted>,
    incoming: &Incoming,
    shown: Shown,
) -> Response {
    let visitor = match Visitor::new(shared, incoming) {
        Ok(visitor) => visitor,
        Err(error) => {
            tracing::error!(request_id = incoming.id, %error, "no session");
            return respond::internal(&incoming.id);
        }
    };
    let request = &visitor.request;
    let mut shown = shown;
    let mut status = match shown {
        Shown::NotFound => StatusCode::NOT_FOUND,
        Shown::Page | Shown::Error(_) => StatusCode::OK,
    };
    let response = loop {
        let is_error = matches!(shown, Shown::Error(_));
        let is_page = matches!(shown, Shown::Page);
        let failed = match document(shared, site, request, shown, status).await {
            Ok(response) => break response,
            Err(failed) => failed,
        };
        (status, shown) = match failed {
            Failed::NotFound if is_page => (StatusCode::NOT_FOUND, Shown::NotFound),
            Failed::Forbidden if !is_error => forbidden(request),
            Failed::Redirect(to) if !is_error => match redirect(StatusCode::SEE_OTHER, &to) {
                Some(response) => break response,
                None => failure(shared, request, 500, format!("a redirect to {to:?}")),
            },
            // The error page fails as well: one that needs nothing.
            failed if is_error => {
                if let Failed::Error { cause, .. } = failed {
                    tracing::error!(request_id = request.id, cause, "the error page failed");
                }
                break plain_error(shared, request, status);
            }
            Failed::NotFound | Failed::Forbidden | Failed::Redirect(_) => failure(
                shared,
                request,
                500,
                "the not-found page is not there".to_owned(),
            ),
            Failed::Error { status, cause } => failure(shared, request, status, cause),
        };
    };
    visitor.mark(response)
}

fn forbidden(request: &Request) -> (StatusCode, Shown) {
    let status = StatusCode::FORBIDDEN;
    let error = PageError {
        status: status.as_u16(),
        trace_id: request.id.clone(),
        cause: None,
    };
    (status, Shown::Error(error))
}

/// Logs why there is no page, and keeps it from who asks.
fn failure(shared: &Shared, request: &Request, status: u16, cause: String) -> (StatusCode, Shown) {
    tracing::error!(
        request_id = request.id,
        path = request.path(),
        status,
        cause,
        "a page failed"
    );
    let error = PageError {
        status,
        trace_id: request.id.clone(),
        cause: shared.config.is_dev().then_some(cause),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Shown::Error(error))
}

async fn document(
    shared: &Arc<Shared>,
    site: &Arc<dyn Mounted>,
    request: &Arc<Request>,
    shown: Shown,
    status: StatusCode,
) -> Result<Response, Failed> {
    let is_page = matches!(shown, Shown::Page);
    let loaded = load(shared, site, request, shown).await?;
    let encodings = encoding::accepted(request.header("accept-encoding"));
    let work = {
        let (shared, site) = (Arc::clone(shared), Arc::clone(site));
        move || {
            let Loaded {
                context,
                data,
                render,
            } = loaded;
            let page = render(&context, data.as_deref())?;
            // Nothing happens on pages of errors; their links lead back.
            let client = is_page
                .then(|| shared.manifest.client(site.name()))
                .flatten();
            let start = client.as_ref().map(|client| Start {
                client,
                context: &context,
                data: data.as_deref(),
            });
            let text = document::write(&shared.frame, &page, start);
            let encoding = encodings.first().filter(|_| text.len() >= WORTH_IT);
            let compressed = encoding.and_then(|it| Some((*it, it.compress(text.as_bytes())?)));
            Ok((text, compressed, start.is_some()))
        }
    };
    let rendered: Result<_, libero_wire::error::DecodeError> =
        shared.renderer.run(work).await.map_err(undone)?;
    let (text, compressed, has_script) = rendered.map_err(|error| Failed::Error {
        status: 500,
        cause: format!("the data of the page cannot be read: {error}"),
    })?;

    let mut response = match compressed {
        Some((encoding, bytes)) => {
            let mut response = Response::new(bytes.into());
            let name = HeaderValue::from_static(encoding.name());
            response.headers_mut().insert(CONTENT_ENCODING, name);
            response
        }
        None => Response::new(text.into()),
    };
    *response.status_mut() = status;
    html(&mut response);
    if has_script {
        let policy = shared.document_policy.clone();
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

fn undone(undone: Undone) -> Failed {
    match undone {
        Undone::Busy => Failed::Error {
            status: 503,
            cause: "too many pages are waiting to be rendered".to_owned(),
        },
        Undone::Panicked(text) => Failed::Error {
            status: 500,
            cause: format!("the view panicked: {text}"),
        },
    }
}

async fn load(
    shared: &Shared,
    site: &Arc<dyn Mounted>,
    request: &Arc<Request>,
    shown: Shown,
) -> Result<Loaded, Failed> {
    let loading = async { site.load(Arc::clone(request), shown).await };
    let loading = AssertUnwindSafe(loading).catch_unwind();
    match tokio::time::timeout(shared.config.timeouts.load, loading).await {
        Ok(Ok(Ok(loaded))) => Ok(loaded),
        Ok(Ok(Err(LoadError::NotFound))) => Err(Failed::NotFound),
        Ok(Ok(Err(LoadError::Forbidden))) => Err(Failed::Forbidden),
        Ok(Ok(Err(LoadError::Redirect(to)))) => Err(Failed::Redirect(to)),
        Ok(Ok(Err(LoadError::Failed(cause)))) => Err(Failed::Error { status: 500, cause }),
        Ok(Err(panic)) => Err(Failed::Error {
            status: 500,
            cause: format!("load panicked: {}", panic_text(&*panic)),
        }),
        Err(_) => Err(Failed::Error {
            status: 504,
            cause: "load took too long".to_owned(),
        }),
    }
}

fn plain_error(shared: &Shared, request: &Request, status: StatusCode) -> Response {
    let text = document::plain_error(&shared.frame, &request.id);
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    html(&mut response);
    response
}

fn html(response: &mut Response) {
    let is_busy = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    // It is made for one visitor, and may hold a cookie.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding, cookie"));
    if is_busy {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
}

/// What cannot stand in an address.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

/// A redirect; none to what is no address, or to another host that looks like a path.
fn redirect(status: StatusCode, to: &str) -> Option<Response> {
    // Browsers leave out control characters and white space around, and take \ for /.
    let is_odd = to.is_empty() || to.trim() != to || to.contains(char::is_control);
    let is_host = to.starts_with(['/', '\\']) && to[1..].starts_with(['/', '\\']);
    if is_odd || is_host || to.starts_with('\\') {
        return None;
    }
    let location = utf8_percent_encode(to, ENCODED).to_string();
    let location = HeaderValue::from_str(&location).ok()?;
    let mut response = respond::plain(status, "it is elsewhere");
    response.headers_mut().insert(LOCATION, location);
    Some(response)
}

#[cfg(test)]
mod tests {
    use warp::http::StatusCode;

    use super::redirect;

    #[test]
    fn a_redirect_leads_to_a_path_or_says_plainly_where_else() {
        for (to, expected) in [
            ("/games/1?page=2#top", Some("/games/1?page=2#top")),
            ("/teams/Öl \"x\"", Some("/teams/%C3%96l%20%22x%22")),
            ("/100%25", Some("/100%25")),
            ("https://other.example/x", Some("https://other.example/x")),
            ("games", Some("games")),
            ("", None),
            ("//evil.example", None),
            ("/\\evil.example", None),
            ("\\/evil.example", None),
            ("\\\\evil.example", None),
            ("\\evil", None),
            ("/\t/evil.example", None),
            (" //evil.example", None),
            ("\t//evil.example", None),
            ("/x\r\nset-cookie: a=b", None),
        ] {
            let response = redirect(StatusCode::SEE_OTHER, to);
            let location = response.map(|response| response.headers()["location"].clone());
            assert_eq!(
                location.as_ref().map(|it| it.to_str().unwrap()),
                expected,
                "{to:?}"
            );
        }
    }
}
