//! Logs: a line for each request, and an id by which lines, responses and error pages find each other.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::IsTerminal as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use warp::http::StatusCode;
use warp::http::header::HeaderMap;

use super::config::Logs;
use super::request::text;
use super::shared::Incoming;

/// Where an id may come from, as from a proxy, and where it goes.
const HEADER: &str = "x-request-id";

/// Sets up the log, unless the application has done so. `RUST_LOG` says what is logged: `info`, or as in
/// `info,rally=debug`.
pub(super) fn set_up(logs: Logs) {
    let asked = std::env::var("RUST_LOG").ok();
    let parsed = asked.as_deref().map(str::parse::<Targets>);
    let unreadable = parsed.as_ref().is_some_and(Result::is_err);
    let usual = || Targets::new().with_default(LevelFilter::INFO);
    let targets = parsed.and_then(Result::ok).unwrap_or_else(usual);
    let registry = tracing_subscriber::registry().with(targets);
    // It fails where the application has a subscriber of its own.
    let _ = match logs {
        Logs::None => return,
        Logs::Text => {
            let layer = tracing_subscriber::fmt::layer()
                .compact()
                .with_target(false)
                .with_ansi(std::io::stdout().is_terminal());
            registry.with(layer).try_init()
        }
        Logs::Json => {
            let layer = tracing_subscriber::fmt::layer().json().flatten_event(true);
            registry.with(layer.with_current_span(false)).try_init()
        }
    };
    if unreadable {
        tracing::warn!(
            RUST_LOG = asked,
            "what is to be logged cannot be read: info is"
        );
    }
}

/// Brings internal errors of handlers into the log.
pub(super) fn report_internal_errors() {
    libero_wire::dispatch::set_reporter(|error| {
        tracing::error!(
            function = error.function,
            trace_id = error.trace_id,
            cause = error.cause,
            "a handler failed"
        );
    });
}

/// The id of a request: that of a proxy, if it is short and plain, or a new one.
pub(super) fn request_id(headers: &HeaderMap) -> String {
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.');
    let given = text(headers, HEADER);
    let given = given.filter(|id| (1..=64).contains(&id.len()) && id.bytes().all(is_plain));
    given.map_or_else(new_id, str::to_owned)
}

/// 16 hexadecimal digits that no other id of this server has, and that nobody can tell beforehand.
pub(super) fn new_id() -> String {
    static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut hasher = KEY.build_hasher();
    hasher.write_u64(COUNT.fetch_add(1, Ordering::Relaxed));
    format!("{:016x}", hasher.finish())
}

/// The line of a request. Without its query, in which there may be something private.
pub(super) fn request(incoming: &Incoming, status: StatusCode, took: Duration) {
    let Incoming {
        id,
        method,
        uri,
        peer,
        seen,
        ..
    } = incoming;
    // Where a proxy is trusted, its own address says nothing.
    let peer = if seen.client == peer.ip().to_canonical() {
        peer.to_string()
    } else {
        seen.client.to_string()
    };
    let (path, status) = (uri.path(), status.as_u16());
    let ms = (took.as_secs_f64() * 1e5).round() / 100.0;
    if path == "/healthz" {
        tracing::debug!(request_id = id, %method, path, status, ms, peer, "request");
    } else if status >= 500 {
        tracing::warn!(request_id = id, %method, path, status, ms, peer, "request");
    } else {
        tracing::info!(request_id = id, %method, path, status, ms, peer, "request");
    }
}

#[cfg(test)]
mod tests {
    use warp::http::header::{HeaderMap, HeaderValue};

    use super::{HEADER, request_id};

    #[test]
    fn an_id_is_taken_over_if_it_cannot_do_harm_in_a_log() {
        for (given, is_taken) in [
            ("a1-B2_c3.d4", true),
            ("", false),
            ("a b", false),
            ("a\"}", false),
            (&*"a".repeat(64), true),
            (&*"a".repeat(65), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HEADER, HeaderValue::from_str(given).unwrap());
            let id = request_id(&headers);
            assert_eq!(id == given, is_taken, "{given:?}");
            assert!(!id.is_empty());
        }
    }

    #[test]
    fn no_two_ids_are_alike() {
        let ids: std::collections::HashSet<_> = (0..1000).map(|_| super::new_id()).collect();
        assert_eq!(ids.len(), 1000);
    }
}
