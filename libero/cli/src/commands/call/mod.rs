//! `libero call`

mod address;
mod describe;
mod input;
mod show;
mod socket;
mod stale;
mod transport;
mod watch;

use std::time::Duration;

use camino::Utf8PathBuf;
use clap::builder::{StringValueParser, TypedValueParser as _};
use clap::{Args, ValueHint};
use clap_complete::ArgValueCompleter;
use contract_schema::Endpoint;
use libero_values::frames::{self, Reply};
use libero_values::{Model, NotFound};
use libero_wire::skew::ServerContract;
use libero_wire::{Codec, Limits};

use crate::completion::names;
use crate::contract_source::{Found, NoContract, Place};
use crate::failure::{Failure, Outcome};
use crate::terminal::{print, say};
use address::Address;
use show::Form;
use stale::Theirs;
use transport::{Answer, Transport};

/// What is accepted of a server that was asked: a person looks at it, and waits for it.
const LIMITS: Limits = Limits {
    input_bytes: 256 << 20,
    string_bytes: 256 << 20,
    json_items: 1 << 24,
    ..Limits::DEFAULT
};

/// Call a server by its contract, as curl would: JSON in, JSON out.
///
/// The contract is the server's /contract.json, unless --contract names another. Arguments and results
/// are plain JSON, as docs/values.md has it. An error of the domain is printed as {"error": …}, with
/// exit code 1.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // one an option
#[command(override_usage = "\
libero call [OPTIONS] <URL> <NAME> [ARGS|-]
       libero call [OPTIONS] <URL> --watch <TOPIC>
       libero call [OPTIONS] [URL] --list
       libero call [OPTIONS] [URL] --describe <NAME>")]
#[command(after_help = "\
Examples:
  libero call http://127.0.0.1:8080 --list
  libero call http://127.0.0.1:8080 --describe load_task
  libero call http://127.0.0.1:8080 load_task '{\"id\": 7}'
  echo '{\"id\": 7}' | libero call ws://127.0.0.1:8080 load_task - --etf
  libero call http://127.0.0.1:8080 --watch BoardEvent --count 1

Exit codes: 0 done; 1 the server answered with an error of the domain; 2 wrong usage, wrong arguments;
3 the server could not be reached, refused the call or failed")]
pub(super) struct Call {
    /// The server: `http://HOST[:PORT][/PATH]` or `HOST:PORT`, or `ws://…` for a call over a WebSocket. Without
    /// a path calls go to /rpc, and sockets to /ws.
    #[arg(value_name = "URL", value_hint = ValueHint::Url, value_parser = StringValueParser::new().map(input::url),
        required_unless_present_any = ["list", "describe"])]
    url: Option<String>,
    /// What to call: `load_task`, or `board/tasks.load_task`.
    #[arg(value_name = "NAME", add = ArgValueCompleter::new(names::endpoints),
        required_unless_present_any = ["list", "describe", "watch"])]
    name: Option<String>,
    /// The arguments as a JSON object; `-` reads them from standard input.
    #[arg(value_name = "ARGS|-")]
    arguments: Option<String>,
    /// List what can be called, and what is pushed.
    #[arg(long, conflicts_with_all = ["name", "describe", "watch"])]
    list: bool,
    /// Describe an endpoint: arguments, result, errors, an example.
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(names::endpoints),
        conflicts_with_all = ["name", "watch"])]
    describe: Option<String>,
    /// Print what the server pushes, a line of JSON each, until Ctrl-C: the name of a type, or `*` for all.
    #[arg(long, value_name = "TOPIC", add = ArgValueCompleter::new(names::pushes), conflicts_with = "name")]
    watch: Option<String>,
    /// End after so many pushes.
    #[arg(long, value_name = "N", requires = "watch", value_parser = clap::value_parser!(u64).range(1..))]
    count: Option<u64>,
    /// The contract: a file, or the address of a server. The server's own unless given.
    #[arg(long, value_name = "FILE|URL", value_hint = ValueHint::FilePath)]
    contract: Option<String>,
    /// ETF frames in place of JSON.
    #[arg(long)]
    etf: bool,
    /// A header of the request, `name: value`; may be given several times.
    #[arg(long, short = 'H', value_name = "HEADER", value_parser = input::header)]
    header: Vec<(String, String)>,
    /// How long to wait for the contract, for a connection and for an answer, in seconds each; with --watch
    /// there is no answer to wait for.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = input::seconds)]
    timeout: Duration,
    /// The result on one line; indented unless given.
    #[arg(long)]
    compact: bool,
    /// Print the frame of the answer as it came, for `libero inspect -`; of pushes a capture.
    #[arg(long, conflicts_with = "typed_json")]
    raw: bool,
    /// Print the result as typed JSON, the JSON of the wire.
    #[arg(long)]
    typed_json: bool,
    /// The Cargo.toml that names the contract, where neither a server nor a contract is named.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with_all = ["url", "contract"])]
    manifest_path: Option<Utf8PathBuf>,
}

impl Call {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let address = self.url.as_deref().map(Address::parse).transpose()?;
        let found = self.contract()?;
        let model = found.model().map_err(NoContract::of_talk)?;
        if self.list {
            print(&describe::list(&model))?;
            return Ok(Outcome::Done);
        }
        if let Some(name) = &self.describe {
            let endpoint = self.endpoint(&model, name)?;
            let url = self.url.as_deref().unwrap_or("http://127.0.0.1:8080");
            print(&describe::describe(&model, endpoint, url))?;
            return Ok(Outcome::Done);
        }
        // clap has seen to that: there is an address wherever there is a name or a topic.
        let Some(address) = address else {
            return Err(Failure::unusable("name a server: `libero call URL NAME`"));
        };
        let transport = Transport {
            address: &address,
            codec: if self.etf { Codec::Etf } else { Codec::Json },
            headers: &self.header,
            patience: self.timeout,
            contract_hash: &model.contract().contract_hash,
        };
        if let Some(topic) = &self.watch {
            return watch::watch(&model, &transport, topic, self.count, self.form());
        }
        let endpoint = self.endpoint(&model, self.name.as_deref().unwrap_or_default())?;
        if let Some(deprecated) = &endpoint.deprecated {
            let note = deprecated
                .note
                .as_deref()
                .unwrap_or("do not call it any more");
            say(&format!("warning: {} is deprecated: {note}", endpoint.name));
        }
        self.call(&model, &transport, endpoint)
    }

    fn form(&self) -> Form {
        if self.raw {
            Form::Raw
        } else if self.typed_json {
            Form::TypedJson
        } else if self.compact {
            Form::Compact
        } else {
            Form::Indented
        }
    }

    /// The contract that is spoken: the server's own, unless another is named.
    fn contract(&self) -> Result<Found, Failure> {
        let place = self.contract.as_deref().or(self.url.as_deref());
        let place = Place::given(place, self.manifest_path.as_deref());
        let found = place.read_within(self.timeout);
        found.map_err(NoContract::of_talk)
    }

    fn endpoint<'m>(&self, model: &'m Model, name: &str) -> Result<&'m Endpoint, Failure> {
        model.endpoint(name).map_err(|missing: NotFound| {
            let url = self
                .url
                .as_deref()
                .map_or_else(String::new, |url| format!("{url} "));
            let help = format!("`libero call {url}--list` shows what there is");
            Failure::unusable(missing.to_string()).help(help)
        })
    }

    fn call(
        &self,
        model: &Model,
        transport: &Transport<'_>,
        endpoint: &Endpoint,
    ) -> Result<Outcome, Failure> {
        let message = input::message(model, endpoint, self.arguments.as_deref())?;
        let id = 1;
        let frame = frames::request(model, endpoint, transport.codec, id, &message);
        let frame = frame.map_err(|error| Failure::unusable(error.to_string()))?;
        let answer = match transport.call(&frame)? {
            Answer::Frame(answer) => answer,
            Answer::Other(peer) => self.again(transport, endpoint, &frame, &peer)?,
        };
        if self.raw {
            show::bytes(&answer)?;
        }
        let read = frames::read_response(model, endpoint, transport.codec, &answer, &LIMITS);
        let (answered, reply) = read.map_err(|error| {
            let what = format!("what the server answered cannot be read: {error}");
            Failure::unanswered(what).help("`--raw` prints it as it came, for `libero inspect -`")
        })?;
        if answered != id && reply.is_ok() {
            let what = format!("the server answered call {answered}, and call {id} was asked");
            return Err(Failure::unanswered(what));
        }
        show::reply(model, endpoint, &reply, self.form())?;
        outcome(endpoint, &reply)
    }

    /// Calls a server that speaks another contract: where the endpoint is the same in both.
    fn again(
        &self,
        transport: &Transport<'_>,
        endpoint: &Endpoint,
        frame: &[u8],
        peer: &ServerContract,
    ) -> Result<Vec<u8>, Failure> {
        let theirs = stale::endpoint(peer, endpoint);
        if self.contract.is_some()
            && let Some(why) = theirs.why_not()
        {
            return Err(stale::failure(&endpoint.name, why));
        }
        let transport = Transport {
            contract_hash: &peer.contract_hash,
            ..*transport
        };
        match transport.call(frame)? {
            Answer::Frame(answer) if theirs == Theirs::Same => Ok(answer),
            _ => Err(
                Failure::unanswered("the server changes its contract just now").help("call again"),
            ),
        }
    }
}

fn outcome(endpoint: &Endpoint, reply: &Reply) -> Result<Outcome, Failure> {
    match reply {
        Ok(Ok(_)) => Ok(Outcome::Done),
        Ok(Err(_)) => Ok(Outcome::Refused),
        Err(error) => Err(Failure::unanswered(format!("{}: {error}", endpoint.name))),
    }
}
