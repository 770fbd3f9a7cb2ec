//! `libero inspect`

mod capture;
mod frame;
#[cfg(test)]
mod hostile;
mod human;
mod input;
mod json;
mod machine;
mod names;
mod place;
mod rows;
mod term;
mod text;

use std::collections::HashMap;
use std::io::{self, BufWriter};

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum, ValueHint};
use clap_complete::ArgValueCompleter;
use contract_schema::{Contract, Endpoint};
use libero_values::Model;
use libero_wire::Codec;

use crate::completion::names as completions;
use crate::contract_source::Place;
use crate::failure::{Failure, Outcome};
use crate::terminal::{color_of_output, say};
use capture::{Bad, Direction, Item, Message};
use frame::{Kind, Reading, Verdict};
use names::Names;
use rows::{Problem, Row};

/// How deep the terms may be that are shown as a whole.
const DEEPEST_TERM: usize = 200;

/// Show what is in a message, byte by byte: offsets, tags, names in place of hashes, errors at their bytes.
///
/// Takes hex, base64, a file, standard input (`-`), or a whole capture of a WebSocket: JSON lines such as
/// {"dir": "in", "data": base64 or text}, or a HAR file of a browser. Without a contract terms are shown
/// as Erlang would write them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  libero inspect '83 68 03 6d 00 00 00 01 61 61 01 77 02 6f 6b'
  libero inspect frame.bin --contract http://127.0.0.1:8080
  libero call http://127.0.0.1:8080 load_task '{\"id\": 7}' --etf --raw | libero inspect -
  libero inspect page.har --format json")]
pub(super) struct Inspect {
    /// Hex, base64, or JSON; the path of a file; `-` for standard input.
    #[arg(value_name = "INPUT|FILE|-", value_hint = ValueHint::FilePath)]
    input: String,
    /// What the input is; found out unless given.
    #[arg(long = "as", value_name = "FORM", value_enum)]
    form: Option<input::Form>,
    /// The contract: a file, or the address of a server; that of the nearest Cargo.toml unless given.
    #[arg(long, value_name = "FILE|URL", value_hint = ValueHint::FilePath)]
    contract: Option<String>,
    /// What a response answers: `load_task`. Found out unless given.
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(completions::endpoints))]
    endpoint: Option<String>,
    /// For people, or for programs: a JSON object a message.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The Cargo.toml that names the contract; the nearest one unless given.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with = "contract")]
    manifest_path: Option<Utf8PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

/// What is known of a message before its parts are shown.
#[derive(Debug)]
struct Head<'a> {
    /// From 1, in a capture.
    number: Option<usize>,
    message: &'a Message,
    kind: Option<Kind>,
    verdict: &'a Verdict,
    /// The contract that the message was made by, where that is another one.
    other_contract: Option<String>,
}

/// What is known once all parts were shown.
#[derive(Debug)]
struct Tail<'a> {
    /// In plain JSON, by the contract.
    value: Option<&'a serde_json::Value>,
    /// As Erlang would write it.
    term: Option<String>,
    problem: Option<&'a Problem>,
    /// The offset up to which parts were shown.
    shown: usize,
}

/// Where a message is shown.
trait Show {
    fn head(&mut self, head: &Head<'_>) -> io::Result<()>;
    fn row(&mut self, row: Row<'_>) -> io::Result<()>;
    fn tail(&mut self, tail: &Tail<'_>, message: &[u8]) -> io::Result<()>;
    /// What stands in a capture where a message should.
    fn bad(&mut self, number: usize, bad: &Bad) -> io::Result<()>;
}

impl Inspect {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let messages = input::messages(&self.input, self.form)?;
        let contract = self.contract()?;
        let model = match &contract {
            Some(contract) => Some(Model::new(contract).map_err(|error| {
                Failure::refused(error.to_string()).help("name another contract with `--contract`")
            })?),
            None => None,
        };
        let endpoint = match (&self.endpoint, &model) {
            (Some(name), Some(model)) => {
                let found = model.endpoint(name);
                Some(found.map_err(|missing| Failure::unusable(missing.to_string()))?)
            }
            (Some(_), None) => {
                let failure = Failure::unusable("`--endpoint` needs a contract");
                return Err(failure.help("name one with `--contract FILE`"));
            }
            _ => None,
        };
        let mut inspector = Inspector {
            model: model.as_ref(),
            names: model.as_ref().map(Names::of).unwrap_or_default(),
            endpoint,
            calls: HashMap::new(),
        };
        let output = BufWriter::new(io::stdout().lock());
        let shown = match self.format {
            Format::Human => {
                inspector.all(&messages, &mut human::Human::new(output, color_of_output()))
            }
            Format::Json => inspector.all(&messages, &mut machine::Machine::new(output)),
        };
        match shown {
            Ok(true) => Ok(Outcome::Done),
            Ok(false) => {
                let bad = messages.iter().filter(|item| item.is_err()).count();
                if bad > 0 {
                    let all = messages.len();
                    say(&format!(
                        "warning: {bad} of {all} messages cannot be read: {}",
                        capture::LINE
                    ));
                }
                Ok(Outcome::Refused)
            }
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Outcome::Done),
            Err(error) => {
                let what = format!("cannot write to standard output: {error}");
                Err(Failure::unusable(what))
            }
        }
    }

    /// The contract that was named; else the project's, if there is one.
    fn contract(&self) -> Result<Option<Contract>, Failure> {
        let place = match (&self.contract, &self.manifest_path) {
            (Some(place), _) => Place::parse(place),
            (None, Some(manifest)) => Place::Project(Some(manifest.clone())),
            (None, None) => {
                let contract = Place::Project(None).read_quietly();
                if contract.is_none() {
                    say(
                        "libero: no contract is known here: hashes stay as they are (`--contract FILE|URL`)",
                    );
                }
                return Ok(contract);
            }
        };
        Ok(Some(place.read()?.contract))
    }
}

struct Inspector<'m> {
    model: Option<&'m Model>,
    names: Names<'m>,
    endpoint: Option<&'m Endpoint>,
    /// What was called, by the numbers of the requests.
    calls: HashMap<u32, &'m Endpoint>,
}

impl Inspector<'_> {
    /// Shows messages; whether there is nothing wrong with any.
    fn all(&mut self, messages: &[Item], show: &mut dyn Show) -> io::Result<bool> {
        let mut is_fine = true;
        for (index, message) in messages.iter().enumerate() {
            let number = (messages.len() > 1).then_some(index + 1);
            is_fine &= match message {
                Ok(message) => self.one(number, message, show)?,
                Err(bad) => {
                    show.bad(index + 1, bad)?;
                    false
                }
            };
        }
        Ok(is_fine)
    }

    fn one(
        &mut self,
        number: Option<usize>,
        message: &Message,
        show: &mut dyn Show,
    ) -> io::Result<bool> {
        let bytes = &message.bytes;
        let kind = Kind::of(message.codec, bytes);
        let verdict = self.verdict(kind, message);
        show.head(&Head {
            number,
            message,
            kind,
            verdict: &verdict,
            other_contract: self.other_contract(kind, message),
        })?;

        let mut failed = Ok(());
        let mut shown = 0;
        let mut deepest = 0;
        let mut row = |row: Row<'_>| {
            shown = row.offset + row.bytes.len();
            deepest = deepest.max(row.depth);
            if failed.is_ok() {
                failed = show.row(row);
            }
        };
        let walked = match (message.codec, kind) {
            (Codec::Json, _) => json::walk(bytes, &mut row),
            (Codec::Etf, Some(kind)) => self.frame(kind, bytes, &mut row),
            (Codec::Etf, None) => {
                let got = bytes
                    .first()
                    .map_or("nothing".to_owned(), |byte| format!("{byte:02x}"));
                Err(Problem::at(
                    0,
                    format!(
                        "expected 83 (a request), 00 (a response), 01 (a push) or JSON, got {got}"
                    ),
                ))
            }
        };
        failed?;
        // What is wrong with the bytes themselves comes before what is wrong with what they say, which may
        // only follow from it.
        if walked.is_ok() {
            shown = bytes.len();
        }
        let problem = walked.err().or_else(|| verdict.problem.clone());
        let is_raw = verdict.value.is_none() && problem.is_none() && deepest < DEEPEST_TERM;
        show.tail(
            &Tail {
                value: verdict.value.as_ref(),
                term: kind
                    .filter(|_| is_raw && message.codec == Codec::Etf)
                    .and_then(|kind| raw(kind, bytes)),
                problem: problem.as_ref(),
                shown,
            },
            bytes,
        )?;
        Ok(problem.is_none())
    }

    fn verdict(&mut self, kind: Option<Kind>, message: &Message) -> Verdict {
        let head = libero_wire::frame::head(message.codec, &message.bytes, &frame::LIMITS);
        let request_id = match head {
            Ok(libero_wire::frame::Head::Response { request_id })
                if kind == Some(Kind::Response) =>
            {
                Some(request_id)
            }
            _ => None,
        };
        let (Some(model), Some(kind)) = (self.model, kind) else {
            return Verdict {
                request_id,
                ..Verdict::default()
            };
        };
        let called = request_id.and_then(|id| self.calls.get(&id).copied());
        let reading = Reading {
            model,
            names: &self.names,
            endpoint: self.endpoint.or(called),
        };
        let verdict = reading.verdict(kind, message.codec, &message.bytes);
        if kind == Kind::Request
            && message.direction != Some(Direction::In)
            && let (Some(name), Some(id)) = (&verdict.name, verdict.request_id)
            && let Ok(endpoint) = model.endpoint(name)
        {
            self.calls.insert(id, endpoint);
        }
        verdict
    }

    /// The contract of a request, where it is not the one at hand.
    fn other_contract(&self, kind: Option<Kind>, message: &Message) -> Option<String> {
        let ours = &self.model?.contract().contract_hash;
        if kind != Some(Kind::Request) || message.codec != Codec::Json {
            return None;
        }
        frame::key(&message.bytes, "contract_hash").filter(|theirs| theirs != ours)
    }

    /// The parts of a frame of ETF.
    fn frame(&self, kind: Kind, bytes: &[u8], row: &mut dyn FnMut(Row<'_>)) -> Result<(), Problem> {
        let mut part =
            |range: std::ops::Range<usize>, tag, meaning: &str| match bytes.get(range.clone()) {
                Some(bytes) => {
                    row(Row {
                        offset: range.start,
                        bytes,
                        depth: 0,
                        tag,
                        meaning,
                    });
                    Ok(())
                }
                None => Err(Problem::at(
                    bytes.len(),
                    format!("expected {tag}, the input ends"),
                )),
            };
        let start = term_start(kind);
        let parts = match kind {
            Kind::Request => Some(term::REQUEST),
            Kind::Response => {
                part(0..1, "frame", "a response")?;
                let id = bytes.get(1..5).and_then(|id| id.try_into().ok());
                let id = id.map(u32::from_be_bytes).unwrap_or_default();
                part(1..5, "id", &format!("request_id: {id}"))?;
                None
            }
            Kind::Push => {
                part(0..1, "frame", "a push")?;
                Some(term::PUSH)
            }
            _ => None,
        };
        part(start..start + 1, "version", "a term")?;
        if bytes[start] != 131 {
            let what = format!(
                "expected 83, with which a term begins, got {:02x}",
                bytes[start]
            );
            return Err(Problem::at(start, what));
        }
        let end = term::walk(bytes, start + 1, parts, &self.names, row)?;
        match bytes.len() - end {
            0 => Ok(()),
            left => Err(Problem::at(end, format!("{left} bytes after the end"))),
        }
    }
}

/// Where the term of a frame begins.
fn term_start(kind: Kind) -> usize {
    match kind {
        Kind::Response => 5,
        Kind::Push => 1,
        _ => 0,
    }
}

/// The term of a frame as Erlang would write it. It has been walked through: its lengths are those of what is
/// there, which this reader takes on trust.
fn raw(kind: Kind, bytes: &[u8]) -> Option<String> {
    let term = eetf::Term::decode(bytes.get(term_start(kind)..)?);
    term.ok().map(|term| term.to_string())
}
