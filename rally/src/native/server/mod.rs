//! The server: pages of the first request, calls, sockets and files.
//!
//! ```no_run
//! # use rally::env::Vars;
//! # async fn main_of<PublicSite: rally::server::Site<Context = ()>>() -> Result<(), Box<dyn std::error::Error>> {
//! use rally::server::{Config, Server};
//!
//! let vars = Vars::load()?;
//! Server::new(Config::load(&vars)?)
//!     .site::<PublicSite>(|_request| ())
//!     .run(vars.port(8080)?)
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! Below the base of each site there are `/ws` and `/rpc`; of the whole server there are `/healthz` and
//! `/_rally/`. All other addresses are pages, or files of the folder `static`.

mod body;
mod config;
mod connection;
mod dev;
mod document;
mod encoding;
mod error;
mod files;
mod listen;
mod log;
mod manifest;
mod origin;
mod pages;
mod patience;
mod policy;
mod proxy;
mod render;
mod request;
mod respond;
mod routes;
mod rpc;
mod shared;
mod site;
mod socket;

use std::marker::PhantomData;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use warp::filters::BoxedFilter;
use warp::reply::Response;

pub use config::{Config, Limits, Logs, Timeouts};
pub use error::ServeError;
pub use libero_wire::skew::Unannounced;
pub use listen::Listen;
pub use policy::Policy;
pub use proxy::Proxies;
pub use request::Request;
pub use site::Site;

use site::{Mount, Mounted};

/// A server that is not running yet.
pub struct Server {
    config: Config,
    sites: Vec<Arc<dyn Mounted>>,
    routes: Option<BoxedFilter<(Response,)>>,
}

impl Server {
    /// A server without sites.
    pub fn new(config: Config) -> Self {
        Self {
            config,
            sites: vec![],
            routes: None,
        }
    }

    /// The same with one more site. `context` makes what its handlers and pages work with, for each request
    /// of a page, each call over HTTP, and each socket.
    #[must_use]
    pub fn site<S: Site>(
        mut self,
        context: impl Fn(&Request) -> S::Context + Send + Sync + 'static,
    ) -> Self {
        let site: PhantomData<fn() -> S> = PhantomData;
        self.sites.push(Arc::new(Mount { context, site }));
        self
    }

    /// The same with routes of the application's own, which are asked before the sites: what they reject, the
    /// sites answer.
    #[must_use]
    pub fn routes(mut self, routes: BoxedFilter<(Response,)>) -> Self {
        self.routes = Some(routes);
        self
    }

    /// Runs until the process is asked to end, by Ctrl-C or SIGTERM. Then sockets are closed, and what is under
    /// way may end within [`Timeouts::stop`]. A second signal ends the process at once.
    pub async fn run(self, listen: impl Into<Listen>) -> Result<(), ServeError> {
        let mut signals = listen::Signals::new()?;
        let is_child = self.config.dev.is_some();
        let running = self.start(listen).await?;
        tokio::select! {
            () = signals.next() => {}
            () = listen::parent_gone(), if is_child => {}
        }
        tracing::info!("stopping");
        tokio::select! {
            () = running.stop() => {}
            () = signals.next() => {
                tracing::warn!("ended by a second signal");
                // Whatever else would be waited for: the database, threads that still work.
                std::process::exit(130);
            }
        }
        Ok(())
    }

    /// Starts, and goes on in the background until it is stopped.
    pub async fn start(self, listen: impl Into<Listen>) -> Result<Running, ServeError> {
        let Self {
            config,
            mut sites,
            routes,
        } = self;
        log::set_up(config.logs);
        log::report_internal_errors();
        check(&sites)?;
        sites.sort_by_key(|site| std::cmp::Reverse(site.base().len()));
        let listener = listen.into().open(config.host).await?;
        let address = listener.local_addr().map_err(ServeError::Io)?;
        let shared = Arc::new(shared(config, sites)?);
        let filter = connection::filter(&shared, routes);
        let stopping = shared.stopping.clone();
        if shared.config.dev.is_some() {
            // `rally dev` stands before it, and says where.
            tracing::debug!("listening on http://{address}");
        } else {
            tracing::info!("listening on http://{address}");
        }
        let task = tokio::spawn(connection::serve(listener, shared, filter));
        Ok(Running {
            address,
            stopping,
            task,
        })
    }
}

fn check(sites: &[Arc<dyn Mounted>]) -> Result<(), ServeError> {
    if sites.is_empty() {
        return Err(ServeError::NoSite);
    }
    for (index, site) in sites.iter().enumerate() {
        let base = site.base();
        let is_path = base.starts_with('/') && !base.contains("//");
        if !is_path || (base.ends_with('/') && base != "/") {
            return Err(ServeError::BadBase(base));
        }
        if sites[..index].iter().any(|other| other.base() == base) {
            return Err(ServeError::SameBase(base));
        }
    }
    Ok(())
}

fn shared(config: Config, sites: Vec<Arc<dyn Mounted>>) -> Result<shared::Shared, ServeError> {
    let header = |policy: &Policy| {
        let problem =
            "a source of the content security policy holds a ; or a , or a control character";
        policy
            .header()
            .ok_or(ServeError::Setting(problem.to_owned()))
    };
    Ok(shared::Shared {
        policy: header(&config.policy)?,
        document_policy: header(&config.policy.clone().allow_script(document::PRELUDE))?,
        frame: frame(&config),
        manifest: manifest::Manifest::new(&config.assets),
        renderer: render::Renderer::new(&config.limits),
        boot: log::new_id(),
        stopping: CancellationToken::new(),
        tasks: TaskTracker::new(),
        sites,
        config,
    })
}

fn frame(config: &Config) -> document::Frame {
    let is_there = |name: &&str| config.static_files.join(name).is_file();
    let address = |name: &str| format!("/{name}");
    let mut stylesheets = config.stylesheets.clone();
    if stylesheets.is_empty() {
        stylesheets.extend(Some("style.css").filter(is_there).map(address));
    }
    let mut icon = config.icon.clone();
    if icon.is_empty() {
        let icons = ["favicon.svg", "favicon.png", "favicon.ico"];
        let found = icons.into_iter().find(is_there).map(address);
        // Without any, browsers would ask for one.
        icon = found.unwrap_or_else(|| "data:,".to_owned());
    }
    document::Frame {
        lang: config.lang.clone(),
        stylesheets,
        icon,
        call_bytes: config.limits.call_bytes,
        is_dev: config.is_dev(),
    }
}

/// A server that runs. It is stopped when this is dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stopping: CancellationToken,
    task: JoinHandle<()>,
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops it: no more connections, sockets are closed, and what is under way may end within
    /// [`Timeouts::stop`].
    pub async fn stop(mut self) {
        self.stopping.cancel();
        let _ = (&mut self.task).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stopping.cancel();
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sites: Vec<_> = self.sites.iter().map(|site| site.base()).collect();
        f.debug_struct("Server")
            .field("config", &self.config)
            .field("sites", &sites)
            .finish_non_exhaustive()
    }
}
