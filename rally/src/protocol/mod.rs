//! The client's end of the connection, without sockets or clocks: what happens goes in as events, what
//! is to be done comes out as commands. So it runs in tests as it runs in a browser.
//!
//! * One socket carries calls and pushes. It is opened again when it is lost, with growing, jittered
//!   pauses; at once when the tab is woken or the network is back.
//! * A call that was not sent waits for a connection. One that was sent is sent again on the next
//!   connection if it only reads; else it fails as [`Failure::Lost`], since nobody knows whether it was
//!   carried out.
//! * Where no socket can be opened at all, or none for long, calls go one by one over HTTP. A server that
//!   is started again is back before that.
//! * A call larger than the server takes is not sent: the server would close the socket.
//! * A server of another version is met as libero's skew protocol says: calls that both know go on.

mod backoff;
mod calls;
mod io;
#[cfg(test)]
mod tests;
mod timing;

use libero_wire::skew::{Contract, Known, ServerContract};
use libero_wire::{Codec, Limits, frame};

use crate::rpc::Failure;
use backoff::Backoff;
use calls::{Calls, Way};
pub use io::{Command, Event, Posted, Request, Status};
pub use timing::Timing;

/// The text that asks a server whether it is there, and the text of its answer. Neither is a frame.
pub const PING: &str = "ping";
/// What a server answers to [`PING`].
pub const PONG: &str = "pong";

/// The bytes of a call that a server takes, unless its documents say otherwise.
pub const CALL_BYTES: u32 = 1 << 20;

/// Sockets that may fail to open, one after the other, before calls go over HTTP.
const SOCKETS_BEFORE_HTTP: u32 = 3;

/// Where a request over HTTP had no answer, the pause before another way is looked for, at most.
const PAUSE: u64 = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// No socket before this time.
    Closed { until: u64 },
    /// A socket is being opened, or the server's contract is awaited.
    Opening { since: u64, greeting: bool },
    /// Frames may be sent.
    Open { heard: u64, asked: Option<u64> },
}

/// Reads the document of a server's contract, or says what is wrong with it.
///
/// [`ServerContract::parse`] does so, with a reader of JSON; a browser has one.
pub type ReadContract = fn(&[u8]) -> Result<ServerContract, String>;

/// The client's end of the connection.
pub struct Connection<T> {
    contract: &'static Contract<'static>,
    read: ReadContract,
    timing: Timing,
    call_bytes: u32,
    known: Known,
    told: Option<String>,
    state: State,
    status: Status,
    backoff: Backoff,
    /// Until when there was a socket by which the server was heard.
    connected: Option<u64>,
    calls: Calls<T>,
    commands: Vec<Command<T>>,
}

impl<T> Connection<T> {
    /// A connection for a client that speaks `contract`, to a server that takes calls of so many bytes.
    /// Nothing happens before [`Event::Wake`].
    pub fn new(
        contract: &'static Contract<'static>,
        timing: Timing,
        read: ReadContract,
        call_bytes: u32,
    ) -> Self {
        Self {
            contract,
            read,
            timing,
            call_bytes,
            known: Known::new(contract),
            told: None,
            state: State::Closed { until: u64::MAX },
            status: Status::Connecting,
            backoff: Backoff::default(),
            connected: None,
            calls: Calls::default(),
            commands: vec![],
        }
    }

    /// Takes in an event at a time in milliseconds, with a random number in `0..1` for pauses.
    pub fn handle(&mut self, now: u64, random: f64, event: Event<T>) -> Vec<Command<T>> {
        match event {
            Event::Wake => self.wake(now),
            Event::Tick => self.tick(now, random),
            Event::Opened { subprotocol } => self.opened(now, &subprotocol),
            Event::Text(text) => self.text(now, &text, random),
            Event::Binary(frame) => self.binary(now, frame),
            Event::Closed => self.closed(now, random),
            Event::Call(request) => self.call(now, request),
            Event::Posted { id, outcome } => self.posted(now, id, outcome),
        }
        std::mem::take(&mut self.commands)
    }

    /// When [`Event::Tick`] is due.
    pub fn wake_at(&self) -> Option<u64> {
        let of_state = match self.state {
            State::Closed { until } => until,
            State::Opening { since, .. } => since + self.timing.connect,
            State::Open { heard, asked } => match asked {
                Some(asked) => asked + self.timing.pong,
                None => heard + self.timing.heartbeat,
            },
        };
        let due = of_state.min(self.calls.next_deadline().unwrap_or(u64::MAX));
        (due < u64::MAX).then_some(due)
    }

    fn wake(&mut self, now: u64) {
        match &mut self.state {
            State::Closed { .. } => self.open(now),
            // It may have died while the machine slept: ask, and wait less long than usual.
            State::Open { asked, .. } if asked.is_none() => {
                *asked = Some(now);
                self.commands.push(Command::SendText(PING));
            }
            State::Opening { .. } | State::Open { .. } => {}
        }
    }

    fn tick(&mut self, now: u64, random: f64) {
        for (token, failure) in self.calls.expire(now) {
            let result = Err(failure);
            self.commands.push(Command::Answer { token, result });
        }
        match self.state {
            State::Closed { until } if until <= now => self.open(now),
            State::Opening { since, .. } if since + self.timing.connect <= now => {
                self.commands.push(Command::Close);
                self.closed(now, random);
            }
            State::Open {
                asked: Some(asked), ..
            } if asked + self.timing.pong <= now => {
                self.commands.push(Command::Close);
                self.closed(now, random);
            }
            State::Open { heard, asked: None } if heard + self.timing.heartbeat <= now => {
                let asked = Some(now);
                self.state = State::Open { heard, asked };
                self.commands.push(Command::SendText(PING));
            }
            _ => {}
        }
    }

    fn open(&mut self, now: u64) {
        self.state = State::Opening {
            since: now,
            greeting: false,
        };
        let offer = self.known.offer(Codec::Etf);
        // By characters: a search for texts is a large function, and this would be its only use.
        let offer = offer
            .split(',')
            .map(|name| name.trim().to_owned())
            .collect();
        self.commands.push(Command::Open(offer));
    }

    fn opened(&mut self, now: u64, subprotocol: &str) {
        if !matches!(
            self.state,
            State::Opening {
                greeting: false,
                ..
            }
        ) {
            return;
        }
        if self.known.connected(subprotocol) {
            self.state = State::Opening {
                since: now,
                greeting: true,
            };
        } else {
            self.ready(now);
        }
    }

    fn ready(&mut self, now: u64) {
        self.state = State::Open {
            heard: now,
            asked: None,
        };
        self.set_status(Status::Online);
        self.send_waiting(now);
    }

    fn send_waiting(&mut self, now: u64) {
        for request in self.calls.take_waiting() {
            self.send(now, request);
        }
    }

    fn text(&mut self, now: u64, text: &str, random: f64) {
        match &mut self.state {
            State::Open { heard, asked } => {
                *heard = now;
                *asked = None;
                self.backoff.reset();
                if text != PONG {
                    let log = "a text message that is no frame was ignored".to_owned();
                    self.commands.push(Command::Log(log));
                }
            }
            State::Opening { greeting: true, .. } => match (self.read)(text.as_bytes()) {
                Ok(server) => {
                    self.learn(server);
                    self.ready(now);
                }
                Err(error) => {
                    let log = format!("the server's contract cannot be read: {error}");
                    self.commands.push(Command::Log(log));
                    self.commands.push(Command::Close);
                    self.closed(now, random);
                }
            },
            State::Closed { .. } | State::Opening { .. } => {}
        }
    }

    fn learn(&mut self, server: ServerContract) {
        let server = self.known.learned(server);
        let is_other = server.contract_hash != self.contract.hash;
        if is_other && self.told.as_ref() != Some(&server.contract_hash) {
            self.told = Some(server.contract_hash.clone());
            self.commands.push(Command::NewVersion(server));
        }
    }

    fn binary(&mut self, now: u64, message: Vec<u8>) {
        let State::Open { heard, asked } = &mut self.state else {
            return;
        };
        *heard = now;
        *asked = None;
        self.backoff.reset();
        match frame::etf::head(&message, &Limits::DEFAULT) {
            Ok(frame::Head::Push { .. }) => self.commands.push(Command::Push(message)),
            Ok(frame::Head::Response { request_id }) => {
                if let Some(token) = self.calls.answered(request_id) {
                    let result = Ok(message);
                    self.commands.push(Command::Answer { token, result });
                } else {
                    let log = format!("a late answer to request {request_id} was ignored");
                    self.commands.push(Command::Log(log));
                }
            }
            Err(error) => {
                let log = format!("an unreadable message was ignored: {error}");
                self.commands.push(Command::Log(log));
            }
        }
    }

    fn closed(&mut self, now: u64, random: f64) {
        match self.state {
            State::Closed { .. } => return,
            // It was heard, or it was the first one: a proxy that opens sockets without a server behind it
            // is none.
            State::Open { .. } if self.backoff.failures() == 0 => self.connected = Some(now),
            State::Open { .. } | State::Opening { .. } => {}
        }
        for token in self.calls.lost(now + self.timing.wait) {
            let result = Err(Failure::Lost);
            self.commands.push(Command::Answer { token, result });
        }
        let until = now + self.backoff.next_pause(random);
        self.state = State::Closed { until };
        self.set_status(Status::Offline);
        if self.uses_http(now) {
            for request in self.calls.take_waiting() {
                self.post(now, request);
            }
        }
    }

    fn call(&mut self, now: u64, request: Request<T>) {
        match self.state {
            State::Open { .. } => self.send(now, request),
            _ if self.uses_http(now) => self.post(now, request),
            _ => self.calls.wait(request, now + self.timing.wait),
        }
    }

    fn uses_http(&self, now: u64) -> bool {
        let is_long_ago = |at| at + self.timing.without <= now;
        self.backoff.failures() >= SOCKETS_BEFORE_HTTP && self.connected.is_none_or(is_long_ago)
    }

    fn send(&mut self, now: u64, request: Request<T>) {
        if let Some((_, frame)) = self.begin(now, Way::Socket, request) {
            self.commands.push(Command::Send(frame));
        }
    }

    fn post(&mut self, now: u64, request: Request<T>) {
        let endpoint = request.endpoint;
        if let Some((id, frame)) = self.begin(now, Way::Http, request) {
            let contract = format!("{} {}", self.contract.hash, endpoint.hash);
            self.commands.push(Command::Post {
                id,
                frame,
                contract,
            });
        }
    }

    /// Numbers a call and writes its frame; one that the server does not have or take ends here.
    fn begin(&mut self, now: u64, way: Way, request: Request<T>) -> Option<(u32, Vec<u8>)> {
        let endpoint = libero_wire::client::Endpoint {
            module: "",
            name: request.endpoint.name,
            hash: request.endpoint.hash,
        };
        let frame = if self.known.has_endpoint(&endpoint) {
            let id = self.calls.next_id();
            let limit = self.call_bytes as usize;
            (request.encode)(id).and_then(|frame| match frame.len() {
                bytes if bytes > limit => Err(Failure::TooLarge { bytes, limit }),
                _ => Ok((id, frame)),
            })
        } else {
            Err(Failure::Stale)
        };
        match frame {
            Ok((id, frame)) => {
                self.calls.sent(id, way, request, now + self.timing.answer);
                Some((id, frame))
            }
            Err(failure) => {
                let (token, result) = (request.token, Err(failure));
                self.commands.push(Command::Answer { token, result });
                None
            }
        }
    }

    fn posted(&mut self, now: u64, id: u32, outcome: Posted) {
        if outcome == Posted::Failed && self.calls.again(id, now + self.timing.wait) {
            return match &mut self.state {
                State::Open { .. } => self.send_waiting(now),
                State::Closed { until } => *until = (*until).min(now + PAUSE),
                State::Opening { .. } => {}
            };
        }
        let Some(token) = self.calls.answered(id) else {
            return;
        };
        let result = match outcome {
            Posted::Response(frame) => Ok(frame),
            Posted::OtherContract(document) => {
                if let Ok(server) = (self.read)(&document) {
                    self.learn(server);
                }
                Err(Failure::Stale)
            }
            Posted::Failed => Err(Failure::Lost),
        };
        self.commands.push(Command::Answer { token, result });
    }

    fn set_status(&mut self, status: Status) {
        if std::mem::replace(&mut self.status, status) != status {
            self.commands.push(Command::Status(status));
        }
    }
}
