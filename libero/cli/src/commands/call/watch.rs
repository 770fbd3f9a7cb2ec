//! `libero call --watch`: what a server pushes.

use std::io::{self, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use contract_schema::PushType;
use libero_values::Model;
use libero_values::frames::{push_type, read_push};
use libero_wire::Codec;
use libero_wire::frame::{Head, head};
use libero_wire::skew::ServerContract;
use serde_json::json;

use super::show::{self, Form};
use super::socket::Socket;
use super::stale::{self, Theirs};
use super::transport::Transport;
use crate::failure::{Failure, Outcome};
use crate::terminal::say;

/// How often to look whether somebody pressed Ctrl-C.
const LOOK: Duration = Duration::from_millis(200);

/// Prints pushes, a line of JSON each, until Ctrl-C or until there were as many as asked for.
pub(super) fn watch(
    model: &Model,
    transport: &Transport<'_>,
    topic: &str,
    count: Option<u64>,
    form: Form,
) -> Result<Outcome, Failure> {
    let only = match topic {
        "*" => None,
        topic => Some(push(model, topic)?),
    };
    let interrupted = interruption()?;
    let (mut socket, peer) = Socket::open(transport)?;
    if let Some(peer) = &peer
        && let Err(failure) = can_be_read(model, peer, only, form)
    {
        socket.close();
        return Err(failure);
    }
    let pushes = Pushes {
        model,
        codec: transport.codec,
        only,
        peer,
        form,
    };
    say(&format!(
        "libero: {} is open; Ctrl-C ends it",
        transport.address.of_socket()
    ));
    let mut left = count;
    while left != Some(0) && !interrupted.load(Ordering::Relaxed) {
        let Some(message) = socket.receive(Instant::now() + LOOK)? else {
            continue;
        };
        let Some(line) = pushes.line(&message) else {
            continue;
        };
        let mut output = io::stdout().lock();
        if writeln!(output, "{line}")
            .and_then(|()| output.flush())
            .is_err()
        {
            // Nobody reads on.
            break;
        }
        left = left.map(|left| left - 1);
    }
    socket.close();
    Ok(Outcome::Done)
}

fn push<'m>(model: &'m Model, topic: &str) -> Result<&'m PushType, Failure> {
    model.push(topic).map_err(|missing| {
        let pushes = model.contract().push_types.iter();
        let names: Vec<&str> = pushes.map(|push| push.type_name.as_str()).collect();
        Failure::unusable(missing.to_string()).help(if names.is_empty() {
            "the contract has no pushes".to_owned()
        } else {
            format!("there is {}; and `*` for all", names.join(", "))
        })
    })
}

/// Says which pushes of a contract cannot be read of a server that speaks another one.
fn can_be_read(
    model: &Model,
    peer: &ServerContract,
    only: Option<&PushType>,
    form: Form,
) -> Result<(), Failure> {
    if let Some(only) = only {
        if let Some(why) = stale::push(peer, only).why_not() {
            return Err(stale::failure(&only.type_name, why));
        }
        say("warning: the server speaks another contract");
        return Ok(());
    }
    let all = &model.contract().push_types;
    let stale: Vec<String> = all
        .iter()
        .filter_map(|push| {
            let why = stale::push(peer, push).why_not()?;
            Some(format!("{} {why}", push.full_name()))
        })
        .collect();
    let is_nothing_left = !all.is_empty() && stale.len() == all.len();
    if is_nothing_left && form != Form::Raw {
        let what = format!(
            "the server speaks another contract, and none of its pushes can be read: {}",
            stale.join(", ")
        );
        return Err(Failure::unanswered(what).help("without `--contract` its own is read"));
    }
    let passed_over = match (&stale[..], form) {
        ([], _) => String::new(),
        (stale, Form::Raw) => format!(": {}", stale.join(", ")),
        (stale, _) => format!("; passed over: {}", stale.join(", ")),
    };
    say(&format!(
        "warning: the server speaks another contract{passed_over}"
    ));
    Ok(())
}

/// Which pushes are printed, and how.
struct Pushes<'m> {
    model: &'m Model,
    codec: Codec,
    only: Option<&'m PushType>,
    /// The server's contract, where it is another one.
    peer: Option<ServerContract>,
    form: Form,
}

impl Pushes<'_> {
    /// What is printed of a message; nothing where it is not asked for, or would be read as what it is not.
    fn line(&self, message: &[u8]) -> Option<String> {
        let is_raw = self.form == Form::Raw;
        match read_push(self.model, self.codec, message, &super::LIMITS) {
            Ok((push, _)) if self.only.is_some_and(|only| only != push) => None,
            Ok(_) if is_raw => Some(capture(self.codec, message)),
            Ok((push, _)) if self.is_stale(push) => None,
            Ok((push, value)) => {
                let json = show::json(self.model, &push_type(push), &value, self.form);
                match json {
                    Ok(json) if self.only.is_some() => Some(json.to_string()),
                    Ok(json) => {
                        Some(json!({ "push": push.full_name(), "value": json }).to_string())
                    }
                    Err(failure) => {
                        failure.say();
                        None
                    }
                }
            }
            Err(error) => {
                if !self.is_of_the_server_alone(message) {
                    say(&format!("warning: a push cannot be read: {error}"));
                }
                is_raw.then(|| capture(self.codec, message))
            }
        }
    }

    fn is_stale(&self, push: &PushType) -> bool {
        let peer = self.peer.as_ref();
        peer.is_some_and(|peer| stale::push(peer, push) != Theirs::Same)
    }

    /// Whether what cannot be read may be a push that only the server's contract has in this form.
    fn is_of_the_server_alone(&self, message: &[u8]) -> bool {
        let Some(peer) = &self.peer else {
            return false;
        };
        let Ok(Head::Push { module }) = head(self.codec, message, &super::LIMITS) else {
            return false;
        };
        let ours = &self.model.contract().push_types;
        let is_known = |name: &String| ours.iter().any(|push| push.full_name() == *name);
        let mut of_module = ours.iter().filter(|push| push.module == module);
        of_module.any(|push| self.is_stale(push)) || !peer.pushes.keys().all(is_known)
    }
}

/// A line of a capture, as `libero inspect` reads it.
fn capture(codec: Codec, message: &[u8]) -> String {
    let line = match codec {
        Codec::Json => json!({ "dir": "in", "text": String::from_utf8_lossy(message) }),
        Codec::Etf => json!({ "dir": "in", "data": libero_values::plain::base64::encode(message) }),
    };
    line.to_string()
}

/// Becomes true on Ctrl-C.
fn interruption() -> Result<Arc<AtomicBool>, Failure> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::unusable(format!("cannot start: {error}")))?;
    let seen = Arc::clone(&interrupted);
    std::thread::spawn(move || {
        runtime.block_on(async {
            if tokio::signal::ctrl_c().await.is_ok() {
                seen.store(true, Ordering::Relaxed);
            }
            // A second one ends the process at once.
            let _ = tokio::signal::ctrl_c().await;
            std::process::exit(130);
        });
    });
    Ok(interrupted)
}
