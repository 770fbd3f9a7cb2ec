//! Connections: letting them in, speaking HTTP on them, and ending them.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::HeaderValue;
use warp::reply::Response;

use super::patience::Patience;
use super::render::panic_text;
use super::shared::{Incoming, Shared};
use super::{body, log, policy, proxy, respond, routes};

/// A pause where no connection can be accepted, as when there are too many open files.
const PAUSE: Duration = Duration::from_millis(100);

/// The application's own routes, and behind them those of the sites.
pub(super) fn filter(
    shared: &Arc<Shared>,
    own: Option<BoxedFilter<(Response,)>>,
) -> BoxedFilter<(Response,)> {
    let shared = Arc::clone(shared);
    let sites = warp::ext::get::<Arc<Incoming>>()
        .and(warp::body::stream())
        .then(move |incoming, body| {
            let shared = Arc::clone(&shared);
            routes::answer(shared, incoming, body::of(body))
        });
    match own {
        Some(own) => own.or(sites).unify().boxed(),
        None => sites.boxed(),
    }
}

/// Serves until the server is stopped, and then waits for what is under way.
pub(super) async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    filter: BoxedFilter<(Response,)>,
) {
    let limit = shared.config.limits.connections;
    let places = Arc::new(Semaphore::new(limit.clamp(1, Semaphore::MAX_PERMITS)));
    loop {
        let accepted = tokio::select! {
            () = shared.stopping.cancelled() => break,
            accepted = accept(&listener, &places) => accepted,
        };
        if let Some((stream, peer, place)) = accepted {
            let connection = run(stream, peer, place, Arc::clone(&shared), filter.clone());
            shared.tasks.spawn(connection);
        }
    }
    drop(listener);
    shared.tasks.close();
    let stop = shared.config.timeouts.stop;
    if tokio::time::timeout(stop, shared.tasks.wait())
        .await
        .is_err()
    {
        tracing::warn!(
            tasks = shared.tasks.len(),
            "stopped before all that was under way had ended"
        );
    }
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    if places.available_permits() == 0 {
        tracing::warn!("there are as many connections as are allowed; more have to wait");
    }
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        Err(error) => {
            tracing::warn!(%error, "a connection was not accepted");
            tokio::time::sleep(PAUSE).await;
            None
        }
    }
}

async fn run(
    stream: TcpStream,
    peer: SocketAddr,
    place: OwnedSemaphorePermit,
    shared: Arc<Shared>,
    filter: BoxedFilter<(Response,)>,
) {
    let _ = stream.set_nodelay(true);
    let place = Arc::new(place);
    let routes = TowerToHyperService::new(warp::service(filter));
    let service = {
        let shared = Arc::clone(&shared);
        service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
            let upgrade = hyper::upgrade::on(&mut request);
            let seen = proxy::seen(&shared.config.proxies, peer.ip(), request.headers());
            let incoming = Arc::new(Incoming {
                id: log::request_id(request.headers()),
                method: request.method().clone(),
                uri: request.uri().clone(),
                headers: request.headers().clone(),
                peer,
                seen,
                upgrade: Mutex::new(Some(upgrade)),
                place: Arc::clone(&place),
            });
            request.extensions_mut().insert(Arc::clone(&incoming));
            let routes = routes.clone();
            let answered = async move { routes.call(request).await };
            answer(Arc::clone(&shared), incoming, answered)
        })
    };
    let io = TokioIo::new(Patience::new(stream, shared.config.timeouts.send));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(shared.config.timeouts.head)
        .max_header_size(shared.config.limits.head_bytes)
        .serve_connection(io, service)
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = shared.stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    match ended {
        Err(error) if error.is_parse() => tracing::info!(%peer, %error, "what came is no HTTP"),
        Err(error) => tracing::debug!(%peer, %error, "a connection broke"),
        Ok(()) => {}
    }
}

async fn answer(
    shared: Arc<Shared>,
    incoming: Arc<Incoming>,
    answered: impl Future<Output = Result<Response, Infallible>>,
) -> Result<Response, Infallible> {
    let begun = Instant::now();
    let mut response = match AssertUnwindSafe(answered).catch_unwind().await {
        Ok(Ok(response)) => response,
        Ok(Err(never)) => match never {},
        Err(panic) => {
            let cause = panic_text(&*panic);
            tracing::error!(request_id = incoming.id, cause, "a request panicked");
            respond::internal(&incoming.id)
        }
    };
    let headers = response.headers_mut();
    policy::secure(headers, &shared.policy, shared.config.env.is_prod());
    if let Ok(id) = HeaderValue::from_str(&incoming.id) {
        headers.insert("x-request-id", id);
    }
    log::request(&incoming, response.status(), begun.elapsed());
    Ok(response)
}
