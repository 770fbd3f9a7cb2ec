//! Calls that wait to be sent, and calls that wait for an answer.

use std::collections::{BTreeMap, VecDeque};

use super::Request;
use crate::rpc::Failure;

/// How often a call that only reads is sent before it is given up.
const SENDS: u32 = 3;

pub(super) struct Calls<T> {
    last_id: u32,
    waiting: VecDeque<Waiting<T>>,
    sent: BTreeMap<u32, Waiting<T>>,
}

struct Waiting<T> {
    request: Request<T>,
    deadline: u64,
}

impl<T> Default for Calls<T> {
    fn default() -> Self {
        Self {
            last_id: 0,
            waiting: VecDeque::new(),
            sent: BTreeMap::new(),
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
        self.waiting.push_back(Waiting { request, deadline });
    }

    pub(super) fn sent(&mut self, id: u32, mut request: Request<T>, deadline: u64) {
        request.sends += 1;
        self.sent.insert(id, Waiting { request, deadline });
    }

    pub(super) fn answered(&mut self, id: u32) -> Option<T> {
        self.sent.remove(&id).map(|call| call.request.token)
    }

    pub(super) fn take_waiting(&mut self) -> Vec<Request<T>> {
        self.waiting.drain(..).map(|call| call.request).collect()
    }

    /// The connection is lost: what only reads waits for the next one, the rest is given back.
    pub(super) fn lost(&mut self, deadline: u64) -> Vec<T> {
        let mut given_up = vec![];
        for call in std::mem::take(&mut self.sent).into_values() {
            if call.request.endpoint.read_only && call.request.sends < SENDS {
                self.waiting.push_back(Waiting { deadline, ..call });
            } else {
                given_up.push(call.request.token);
            }
        }
        given_up
    }

    /// Calls whose time is over.
    pub(super) fn expire(&mut self, now: u64) -> Vec<(T, Failure)> {
        let mut over = vec![];
        for call in std::mem::take(&mut self.waiting) {
            if call.deadline <= now {
                over.push((call.request.token, Failure::Offline));
            } else {
                self.waiting.push_back(call);
            }
        }
        let late: Vec<u32> = self
            .sent
            .iter()
            .filter(|(_, call)| call.deadline <= now)
            .map(|(id, _)| *id)
            .collect();
        over.extend(
            late.into_iter()
                .filter_map(|id| self.answered(id))
                .map(|token| (token, Failure::TimedOut)),
        );
        over
    }

    pub(super) fn next_deadline(&self) -> Option<u64> {
        let calls = self.waiting.iter().chain(self.sent.values());
        calls.map(|call| call.deadline).min()
    }
}
