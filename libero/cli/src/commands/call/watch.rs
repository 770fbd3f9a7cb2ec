//! `libero call --watch`: what a server pushes.

use std::io::{self, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use contract_schema::PushType;
use libero_values::Model;
use libero_values::frames::{push_type, read_push};
use libero_wire::Codec;
use serde_json::json;

use super::show::{self, Form};
use super::socket::Socket;
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
    if peer.is_some() {
        say("warning: the server speaks another contract: pushes that changed cannot be read");
    }
    say(&format!(
        "libero: {} is open; Ctrl-C ends it",
        transport.address.of_socket()
    ));
    let mut left = count;
    while left != Some(0) && !interrupted.load(Ordering::Relaxed) {
        let Some(message) = socket.receive(Instant::now() + LOOK)? else {
            continue;
        };
        let Some(line) = line(model, transport.codec, only, &message, form) else {
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

/// What is printed of a message; nothing where it is not asked for.
fn line(
    model: &Model,
    codec: Codec,
    only: Option<&PushType>,
    message: &[u8],
    form: Form,
) -> Option<String> {
    match read_push(model, codec, message, &super::LIMITS) {
        Ok((push, _)) if only.is_some_and(|only| only != push) => None,
        Ok(_) if form == Form::Raw => Some(capture(codec, message)),
        Ok((push, value)) => {
            let json = show::json(model, &push_type(push), &value, form);
            match json {
                Ok(json) if only.is_some() => Some(json.to_string()),
                Ok(json) => {
                    let name = format!("{}.{}", push.type_module, push.type_name);
                    Some(json!({ "push": name, "value": json }).to_string())
                }
                Err(failure) => {
                    failure.say();
                    None
                }
            }
        }
        Err(error) => {
            say(&format!("warning: a push cannot be read: {error}"));
            (form == Form::Raw).then(|| capture(codec, message))
        }
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
