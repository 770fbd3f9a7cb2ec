//! Calls that wait to be sent, and calls that wait for an answer.

use super::Request;
use crate::rpc::Failure;

/// How often a call that only reads is sent before it is given up.
const SENDS: u32 = 3;

pub(super) struct Calls<T> {
    last_id: u32,
    waiting: Vec<Call<T>>,
    /// In the order in which they were sent. There are few: a map would be more code than it is worth.
    sent: Vec<Call<T>>,
}

struct Call<T> {
    /// The number of the request, once it is sent.
    id: u32,
    way: Way,
    request: Request<T>,
    deadline: u64,
}

impl<T> Call<T> {
    fn may_be_repeated(&self) -> bool {
        self.request.endpoint.read_only && self.request.sends < SENDS
    }
}

/// How a call was sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Socket,
    Http,
}

impl<T> Default for Calls<T> {
    fn default() -> Self {
        Self {
            last_id: 0,
            waiting: vec![],
            sent: vec![],
        }
    }
}

impl<T> Calls<T> {
    /// A number for a request. 0 stands for requests that the server could not read.
    pub(super) fn next_id(&mut self) -> u32 {
        self.last_id = self.last_id.checked_add(1).unwrap_or(1);
        self.last_id
    }

    pub(super) fn wait(&mut self, request: Request<T>, deadline: u64) {
        self.waiting.push(Call {
            id: 0,
            way: Way::Socket,
            request,
            deadline,
        });
    }

    pub(super) fn sent(&mut self, id: u32, way: Way, mut request: Request<T>, deadline: u64) {
        request.sends += 1;
        self.sent.push(Call {
            id,
            way,
            request,
            deadline,
        });
    }

    pub(super) fn answered(&mut self, id: u32) -> Option<T> {
        let place = self.sent.iter().position(|call| call.id == id)?;
        Some(self.sent.remove(place).request.token)
    }

    pub(super) fn take_waiting(&mut self) -> Vec<Request<T>> {
        self.waiting.drain(..).map(|call| call.request).collect()
    }

    /// The socket is lost: what only reads waits for the next one, the rest is given back. Calls over HTTP
    /// are still under way.
    pub(super) fn lost(&mut self, deadline: u64) -> Vec<T> {
        let mut given_up = vec![];
        let of_socket = |call: &mut Call<T>| call.way == Way::Socket;
        for call in self.sent.extract_if(.., of_socket) {
            if call.may_be_repeated() {
                self.waiting.push(Call { deadline, ..call });
            } else {
                given_up.push(call.request.token);
            }
        }
        given_up
    }

    /// There is no answer to a call: whether it waits to be sent again.
    pub(super) fn again(&mut self, id: u32, deadline: u64) -> bool {
        let is_it = |call: &Call<T>| call.id == id && call.may_be_repeated();
        let place = self.sent.iter().position(is_it);
        if let Some(place) = place {
            let call = self.sent.remove(place);
            self.waiting.push(Call { deadline, ..call });
        }
        place.is_some()
    }

    /// Calls whose time is over.
    pub(super) fn expire(&mut self, now: u64) -> Vec<(T, Failure)> {
        let late = |calls: &mut Vec<Call<T>>, failure: Failure| {
            let is_late = |call: &mut Call<T>| call.deadline <= now;
            let late = calls.extract_if(.., is_late).map(|call| call.request.token);
            late.map(|token| (token, failure.clone())).collect()
        };
        let mut over: Vec<_> = late(&mut self.waiting, Failure::Offline);
        let timed_out: Vec<_> = late(&mut self.sent, Failure::TimedOut);
        over.extend(timed_out);
        over
    }

    pub(super) fn next_deadline(&self) -> Option<u64> {
        let calls = self.waiting.iter().chain(&self.sent);
        calls.map(|call| call.deadline).min()
    }
}
