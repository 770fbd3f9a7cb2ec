//! For development: documents hear when there is something new.

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use warp::Reply;
use warp::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use warp::reply::Response;
use warp::sse::Event;

use super::shared::Shared;

/// Where the script of documents is.
pub(super) const SCRIPT: &str = "/_rally/dev.js";
/// Where it hears of builds.
pub(super) const EVENTS: &str = "/_rally/dev";

/// How often the file of `rally dev` is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// Answers what is for development; `None` for other names, and anywhere else than in development.
pub(super) fn answer(shared: &Arc<Shared>, name: &str) -> Option<Response> {
    if !shared.config.is_dev() {
        return None;
    }
    match name {
        "dev.js" => {
            let mut response = Response::new(include_str!("../js/dev.js").into());
            let headers = response.headers_mut();
            let script = HeaderValue::from_static("text/javascript; charset=utf-8");
            headers.insert(CONTENT_TYPE, script);
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            Some(response)
        }
        "dev" => {
            let shared = Arc::clone(shared);
            let stopping = shared.stopping.clone();
            let events = events(shared).take_until(stopping.cancelled_owned());
            Some(warp::sse::reply(warp::sse::keep_alive().stream(events)).into_response())
        }
        _ => None,
    }
}

/// The state of things, now and whenever it changes: which server and build this is, or why there is none.
fn events(shared: Arc<Shared>) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(None, move |told: Option<Told>| {
        let shared = Arc::clone(&shared);
        async move {
            loop {
                let modified = modified(shared.config.dev.as_deref()).await;
                if told.as_ref().is_some_and(|told| told.modified == modified) {
                    tokio::time::sleep(LOOK).await;
                    continue;
                }
                let state = state(shared.config.dev.as_deref()).await;
                let event = match state.failed {
                    Some(errors) => Event::default()
                        .event("failed")
                        .data(serde_json::Value::String(errors).to_string()),
                    None => Event::default()
                        .event("build")
                        .data(format!("{} {}", shared.boot, state.build)),
                };
                return Some((Ok(event), Some(Told { modified })));
            }
        }
    })
}

struct Told {
    modified: Option<SystemTime>,
}

async fn modified(file: Option<&Path>) -> Option<SystemTime> {
    tokio::fs::metadata(file?).await.ok()?.modified().ok()
}

/// What `rally dev` says: `{"build": "17"}`, or `{"failed": "errors of the compiler"}`.
#[derive(Default, Deserialize)]
struct State {
    #[serde(default)]
    build: String,
    #[serde(default)]
    failed: Option<String>,
}

async fn state(file: Option<&Path>) -> State {
    let text = match file {
        Some(file) => tokio::fs::read(file).await.unwrap_or_default(),
        None => return State::default(),
    };
    serde_json::from_slice(&text).unwrap_or_default()
}
