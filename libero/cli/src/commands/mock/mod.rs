//! `libero mock`

mod answer;
mod rules;
mod served;
mod server;
mod socket;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use libero_values::Model;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::contract_source::Place;
use crate::failure::{Failure, Outcome};
use crate::terminal::{counted, say};
use answer::Server;
use rules::Rules;
use served::Documents;

/// How often the file of answers is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// Serve a contract with made-up answers, so that a client can be built first.
///
/// Calls are answered over HTTP at /rpc and over a WebSocket at /ws, in both codecs, and by path as
/// /openapi.json describes them; /contract, /contract.json and /llms.txt tell of the contract. The same call
/// gets the same answer. A file of answers takes the place of what is made up, for each endpoint that it names.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero mock                                      # the contract that Cargo.toml names
  libero mock contract.json --port 9000 --seed 7
  libero mock --answers answers.json --push-every 2000

A file of answers, which is read again whenever it is saved:
  {
    \"add_person\": {\"ok\": {\"id\": 7, \"name\": \"Ada\", \"role\": \"Owner\"}},
    \"board/changes.remove_task\": [{\"error\": {\"type\": \"NotFound\", \"id\": 7}}, {\"ok\": null, \"delay_ms\": 800}],
    \"count_tasks\": {\"failure\": \"the disk is full\"},
    \"pushes\": [{\"push\": \"BoardEvent\", \"every_ms\": 5000}]
  }")]
pub(super) struct Mock {
    /// A file, or the address of a server; the `contract` of [package.metadata.libero] unless given.
    #[arg(value_name = "FILE|URL")]
    place: Option<String>,
    /// A JSON file of answers.
    #[arg(long, value_name = "FILE")]
    answers: Option<Utf8PathBuf>,
    /// Another number makes other answers up.
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    seed: u64,
    /// Send a push to each open socket so often, every kind in turn.
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(10..))]
    push_every: Option<u64>,
    /// 0 for any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where to listen.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS")]
    host: IpAddr,
    /// Say nothing of calls.
    #[arg(long, short)]
    quiet: bool,
    /// The Cargo.toml that names the contract; the nearest one unless given.
    #[arg(long, value_name = "PATH", conflicts_with = "place")]
    manifest_path: Option<Utf8PathBuf>,
}

impl Mock {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let place = Place::given(self.place.as_deref(), self.manifest_path.as_deref());
        let found = place.read()?;
        let model = Model::new(&found.contract)
            .map_err(|error| Failure::refused(format!("{}: {error}", found.from)))?;
        let every = self.push_every.map(Duration::from_millis);
        let rules = match &self.answers {
            None => Rules::none(),
            Some(path) => read_rules(path, &model)?,
        };
        let documents = Documents::of(&found.contract, found.text)
            .map_err(|error| Failure::refused(format!("{}: {error}", found.from)))?;
        let (changed, rules) = watch::channel(Arc::new(rules));
        let server = Arc::new(Server::new(model, rules, self.seed, every, self.quiet));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| Failure::unusable(format!("cannot start: {error}")))?;
        let address = SocketAddr::new(self.host, self.port);
        runtime.block_on(async {
            let listener = TcpListener::bind(address).await;
            let listener = listener.map_err(|error| {
                Failure::unusable(format!("cannot listen on {address}: {error}"))
                    .help("`--port 0` takes any port that is free")
            })?;
            let address = listener.local_addr().unwrap_or(address);
            say(&format!(
                "libero: {}, made up, at http://{address}/rpc and ws://{address}/ws, explained at \
                 http://{address}/contract; Ctrl-C ends it",
                counted(found.contract.endpoints.len(), "endpoint"),
            ));
            if let Some(path) = &self.answers {
                tokio::spawn(follow(path.clone(), Arc::clone(&server), changed));
            }
            server::serve(listener, server, documents).await;
            Ok(Outcome::Done)
        })
    }
}

fn read_rules(path: &Utf8Path, model: &Model) -> Result<Rules, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::unusable(format!("cannot read `{path}`: {error}")))?;
    Rules::parse(&text, model).map_err(|errors| refusal(path, &errors))
}

fn refusal(path: &Utf8Path, errors: &[String]) -> Failure {
    let lines: Vec<String> = errors
        .iter()
        .map(|error| format!("{path}: {error}"))
        .collect();
    Failure::refused(lines.join("\nerror: ")).help(
        "answers are written as `libero mock --help` shows; docs/values.md has the form of values",
    )
}

/// Takes the file of answers over whenever it was saved.
async fn follow(path: Utf8PathBuf, server: Arc<Server>, changed: watch::Sender<Arc<Rules>>) {
    let mut known = std::fs::read_to_string(&path).ok();
    let mut look = tokio::time::interval(LOOK);
    loop {
        look.tick().await;
        // What is gone for a moment is being saved.
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        if known.as_ref() == Some(&text) {
            continue;
        }
        match Rules::parse(&text, server.model()) {
            Ok(rules) => {
                changed.send_replace(Arc::new(rules));
                say(&format!("libero: {path}: new answers"));
            }
            Err(errors) => {
                refusal(&path, &errors).say();
                say("libero: the answers from before stay");
            }
        }
        known = Some(text);
    }
}
