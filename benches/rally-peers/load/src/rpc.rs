//! Calls over WebSocket.

use std::io::{Error, ErrorKind, Result};
use std::process::Command;

use crate::contender::{Contender, folder, program};
use crate::report::{Line, middle, ratio};
use crate::turn::{Caller, Plan, rounds};
use crate::wire::Socket;

/// What a call says, and its answer repeats.
const TEXT: &[u8] = b"thirty-two letters and some more";
/// Of a socket that sends back what it gets.
const OF_ECHO: f64 = 0.8;
const SOCKETS: [usize; 4] = [1, 8, 64, 512];

impl Caller for Socket {
    async fn open(contender: &Contender) -> Result<Self> {
        let mut socket = Self::open(contender).await?;
        let reply = socket.call().await?;
        if reply.windows(TEXT.len()).any(|part| part == TEXT) {
            return Ok(socket);
        }
        let problem = format!("not the answer: {}", String::from_utf8_lossy(&reply));
        Err(Error::new(ErrorKind::InvalidData, problem))
    }

    async fn ask(&mut self) -> Result<()> {
        self.call().await.map(drop)
    }
}

/// The contenders: rally, and a socket that sends the same message back.
pub fn contenders() -> std::result::Result<Vec<Contender>, String> {
    let rally = Contender::start("rally", program("rally-page"))?;
    let echo = echo("warp echo", "warp-echo", &rally)?;
    Ok(vec![rally, echo])
}

/// A socket that sends back what it gets, which is the call of another contender.
fn echo(name: &'static str, file: &str, of: &Contender) -> std::result::Result<Contender, String> {
    let mut echo = Contender::start(name, program(file))?;
    echo.call.clone_from(&of.call);
    if let Some(call) = &mut echo.call {
        call.protocol = None;
    }
    Ok(echo)
}

/// Measures and prints.
pub async fn run(plan: Plan) -> std::result::Result<(), String> {
    let mut contenders = contenders()?;
    contenders.push(echo(
        "tungstenite echo",
        "tungstenite-echo",
        &contenders[0],
    )?);
    let mut node = Command::new("node");
    node.arg(folder().join("trpc/server.mjs"));
    contenders.push(Contender::start("tRPC", node)?);
    for sockets in SOCKETS {
        let rounds = rounds::<Socket>(&contenders, sockets, plan).await?;
        for (peer, contender) in contenders.iter().enumerate().skip(1) {
            let columns = format!("{sockets} sockets");
            let column = columns.trim_end_matches(if sockets == 1 { "s" } else { "" });
            let print = |what: &str, value: f64, limit, note: String| {
                Line {
                    goal: &format!("rpc, {what}/{}", contender.name),
                    payload: column,
                    unit: "ratio",
                    value,
                    limit,
                    note: Some(format!("{column}: {note}")),
                }
                .print();
            };
            let rate = |index| middle(&rounds, index, |turn| turn.rate);
            let cpu = |index| middle(&rounds, index, |turn| turn.cpu);
            let limit = (contender.name == "warp echo").then_some(("at_least", OF_ECHO));
            print(
                "round trips a second",
                ratio(&rounds, peer, |ours, peer| ours.rate / peer.rate),
                limit,
                format!("{:.0} against {:.0}", rate(0), rate(peer)),
            );
            print(
                "CPU time of the server",
                ratio(&rounds, peer, |ours, peer| peer.cpu / ours.cpu),
                None,
                format!("{:.1} µs a call against {:.1} µs", cpu(0), cpu(peer)),
            );
        }
    }
    Ok(())
}
