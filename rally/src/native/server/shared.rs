//! What all requests of a server have in common, and what is known of one.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use hyper::upgrade::OnUpgrade;
use tokio::sync::OwnedSemaphorePermit;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use warp::http::header::{COOKIE, HeaderMap, HeaderValue};
use warp::http::{Method, Uri};
use warp::reply::Response;

use super::config::Config;
use super::document::Frame;
use super::manifest::Manifest;
use super::proxy::Seen;
use super::render::Renderer;
use super::request::Request;
use super::site::Mounted;
use crate::native::session::{NoRandomness, SessionId};

/// What all requests of a server have in common.
pub(super) struct Shared {
    pub(super) config: Config,
    /// The longest base first.
    pub(super) sites: Vec<Arc<dyn Mounted>>,
    pub(super) frame: Frame,
    pub(super) manifest: Manifest,
    pub(super) renderer: Renderer,
    /// Of documents with the inline script.
    pub(super) document_policy: HeaderValue,
    /// Of everything else.
    pub(super) policy: HeaderValue,
    /// Another one for each start.
    pub(super) boot: String,
    pub(super) stopping: CancellationToken,
    /// Sockets and calls.
    pub(super) tasks: TaskTracker,
}

/// A request, without its body.
pub(super) struct Incoming {
    pub(super) id: String,
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) peer: SocketAddr,
    pub(super) seen: Seen,
    pub(super) upgrade: Mutex<Option<OnUpgrade>>,
    /// The connection's place among those that are allowed.
    pub(super) place: Arc<OwnedSemaphorePermit>,
}

impl Incoming {
    /// Whether it only wants to have something.
    pub(super) fn is_get(&self) -> bool {
        self.method == Method::GET || self.method == Method::HEAD
    }

    pub(super) fn take_upgrade(&self) -> Option<OnUpgrade> {
        let mut upgrade = self.upgrade.lock().unwrap_or_else(PoisonError::into_inner);
        upgrade.take()
    }
}

/// Who asks; a new session where there is none yet.
pub(super) struct Visitor {
    pub(super) request: Arc<Request>,
    set_cookie: Option<HeaderValue>,
}

impl Visitor {
    pub(super) fn new(shared: &Shared, incoming: &Incoming) -> Result<Self, NoRandomness> {
        let cookie = &shared.config.session;
        let known = cookie.read(incoming.headers.get_all(COOKIE));
        let (session, set_cookie) = if let Some(session) = known {
            (session, None)
        } else {
            let session = SessionId::random()?;
            let set = match incoming.seen.is_https {
                Some(true) => cookie.set_over_https(&session),
                _ => cookie.set(&session),
            };
            let mut header = HeaderValue::from_str(&set).ok();
            if let Some(header) = &mut header {
                header.set_sensitive(true);
            }
            (session, header)
        };
        let request = Arc::new(Request {
            id: incoming.id.clone(),
            method: incoming.method.clone(),
            uri: incoming.uri.clone(),
            headers: incoming.headers.clone(),
            peer: incoming.peer,
            seen: incoming.seen.clone(),
            session,
        });
        Ok(Self {
            request,
            set_cookie,
        })
    }

    /// Gives a new session to the browser.
    pub(super) fn mark(&self, mut response: Response) -> Response {
        if let Some(cookie) = &self.set_cookie {
            response.headers_mut().append("set-cookie", cookie.clone());
        }
        response
    }
}
