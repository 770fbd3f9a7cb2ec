//! Settings of a server.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use libero_wire::skew::Unannounced;

use super::policy::Policy;
use super::proxy::Proxies;
use crate::native::env::{AppEnv, EnvError, Vars};
use crate::native::session::SessionCookie;

/// Settings of a server. Change single fields of what [`Config::new`] or [`Config::load`] gives.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it runs. Outside of production errors are shown, and `http:` is good enough for cookies.
    pub env: AppEnv,
    /// Where to listen, if only a port is given: 127.0.0.1, in production all addresses. `HOST`.
    pub host: IpAddr,
    /// The files of the application: `static`. They are served from `/`.
    pub static_files: PathBuf,
    /// What `rally build` made: `_rally`, or what `RALLY_ASSETS` says. Served from `/_rally/`.
    pub assets: PathBuf,
    /// The language of the documents: `en`.
    pub lang: String,
    /// Stylesheets of the documents. Empty: `/style.css`, if there is such a file.
    pub stylesheets: Vec<String>,
    /// The icon of the documents. Empty: `favicon.svg`, `.png` or `.ico` of the folder `static`, or none.
    pub icon: String,
    /// Origins besides the server's own whose pages may call: `https://app.example`.
    pub origins: Vec<String>,
    /// Proxies that are trusted to say who asks. `TRUSTED_PROXIES`, as in `127.0.0.1, 10.0.0.0/8`: none.
    pub proxies: Proxies,
    /// What becomes of callers that do not say which contract they speak: they are served. Clients that libero
    /// generates say it.
    pub unannounced: Unannounced,
    /// What a document may load and run.
    pub policy: Policy,
    /// The cookie of the session.
    pub session: SessionCookie,
    /// How much of something is accepted.
    pub limits: Limits,
    /// How long something may take.
    pub timeouts: Timeouts,
    /// What is logged, and how. `LOG` is `text`, `json` or `none`.
    pub logs: Logs,
    /// A file in which `rally dev` keeps its state; documents reload when it changes. `RALLY_DEV`.
    pub dev: Option<PathBuf>,
}

/// How much of something is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Open connections, sockets included: 20,000. More wait to be let in.
    pub connections: usize,
    /// The head of a request, in bytes: 16 kB.
    pub head_bytes: usize,
    /// A call, over HTTP and on a socket, in bytes: 1 MB.
    pub call_bytes: usize,
    /// Calls of one socket that run at the same time; more wait unread: 16.
    pub calls_per_socket: usize,
    /// Pages that are rendered at the same time: twice the number of processors.
    pub renders: usize,
    /// Pages that wait to be rendered. More get the status 503: 256.
    pub waiting_renders: usize,
}

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// The head of a request, and the silence before it: 20 s.
    pub head: Duration,
    /// The body of a request: 20 s.
    pub body: Duration,
    /// `load` of a page and of the context: 20 s.
    pub load: Duration,
    /// How often a silent socket is asked whether it is there: 25 s.
    pub ping: Duration,
    /// How long a socket may be silent: 60 s.
    pub silence: Duration,
    /// How long a peer may take nothing of what it is sent: 20 s.
    pub send: Duration,
    /// What is under way when the server is stopped: 10 s.
    pub stop: Duration,
}

/// How requests and errors are logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logs {
    /// Lines for people.
    Text,
    /// A JSON object a line.
    Json,
    /// By what the application has set up itself.
    None,
}

impl Config {
    /// The defaults for where the server runs.
    pub fn new(env: AppEnv) -> Self {
        let host = match env {
            AppEnv::Prod => Ipv4Addr::UNSPECIFIED,
            AppEnv::Dev | AppEnv::Test => Ipv4Addr::LOCALHOST,
        };
        Self {
            env,
            host: host.into(),
            static_files: "static".into(),
            assets: "_rally".into(),
            lang: "en".to_owned(),
            stylesheets: vec![],
            icon: String::new(),
            origins: vec![],
            proxies: Proxies::default(),
            unannounced: Unannounced::Accept,
            policy: Policy::default(),
            session: SessionCookie::new(env),
            limits: Limits::default(),
            timeouts: Timeouts::default(),
            logs: match env {
                AppEnv::Prod => Logs::Json,
                AppEnv::Dev => Logs::Text,
                AppEnv::Test => Logs::None,
            },
            dev: None,
        }
    }

    /// The defaults, and what the settings say: `APP_ENV`, `HOST`, `LOG`, `TRUSTED_PROXIES`,
    /// `RALLY_ASSETS`, `RALLY_DEV`.
    pub fn load(vars: &Vars) -> Result<Self, EnvError> {
        let mut config = Self::new(vars.app_env()?);
        if let Some(host) = vars.parse("HOST")? {
            config.host = host;
        }
        if let Some(logs) = vars.parse("LOG")? {
            config.logs = logs;
        }
        if let Some(proxies) = vars.parse("TRUSTED_PROXIES")? {
            config.proxies = proxies;
        }
        if let Some(assets) = vars.get("RALLY_ASSETS")? {
            config.assets = assets.into();
        }
        config.dev = vars.get("RALLY_DEV")?.map(PathBuf::from);
        Ok(config)
    }

    pub(super) fn is_dev(&self) -> bool {
        self.env == AppEnv::Dev
    }
}

impl Default for Limits {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            connections: 20_000,
            head_bytes: 16 << 10,
            call_bytes: crate::protocol::CALL_BYTES as usize,
            calls_per_socket: 16,
            renders: processors * 2,
            waiting_renders: 256,
        }
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(20),
            body: Duration::from_secs(20),
            load: Duration::from_secs(20),
            ping: Duration::from_secs(25),
            silence: Duration::from_mins(1),
            send: Duration::from_secs(20),
            stop: Duration::from_secs(10),
        }
    }
}

impl std::str::FromStr for Logs {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            "none" => Ok(Self::None),
            _ => Err("it must be text, json or none"),
        }
    }
}
