//! The client's side: what is known of the server.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use super::{Contract, SKEW, ServerContract};
use crate::Codec;
use crate::client::Endpoint;
use crate::error::DecodeError;
use crate::frame::Push;

type Event = Box<dyn Fn(&ServerContract) + Send + Sync>;

/// What a client knows of its server's contract: nothing while both speak the same.
pub struct Known {
    contract_hash: String,
    server: RwLock<State>,
    event: Option<Event>,
}

#[derive(Default)]
struct State {
    server: Option<Arc<ServerContract>>,
    /// The contracts that the event was told of.
    told: BTreeSet<String>,
}

impl Known {
    /// Nothing is known yet; `own` is the `CONTRACT` of the client's generated module.
    pub fn new(own: &Contract<'_>) -> Self {
        Self {
            contract_hash: own.hash.to_owned(),
            server: RwLock::default(),
            event: None,
        }
    }

    /// Tells `event` of each contract of the server that is not this client's, once each.
    #[must_use]
    pub fn on_stale(mut self, event: impl Fn(&ServerContract) + Send + Sync + 'static) -> Self {
        self.event = Some(Box::new(event));
        self
    }

    /// The server's contract, where it is known to be another one.
    pub fn server(&self) -> Option<Arc<ServerContract>> {
        self.read(|state| state.server.clone())
    }

    /// Whether a function is on the server what it is here, as far as is known.
    pub fn has_endpoint(&self, endpoint: &Endpoint<'_>) -> bool {
        self.has(|server| server.endpoints.get(endpoint.name), endpoint.hash)
    }

    /// Whether values of a type that the server pushes are what they are here, as far as is known.
    /// Where they are not, pushes of the type must not be read.
    pub fn has_push<C, T: Push<C>>(&self) -> bool {
        self.has(|server| server.pushes.get(T::NAME), T::HASH)
    }

    fn has(&self, find: impl Fn(&ServerContract) -> Option<&String>, hash: &str) -> bool {
        self.read(|state| match &state.server {
            Some(server) => find(server).is_some_and(|their| their == hash),
            None => true,
        })
    }

    /// The subprotocols to offer in the handshake of a `WebSocket`, separated by commas.
    pub fn offer(&self, codec: Codec) -> String {
        let name = codec.subprotocol();
        format!("{name}.{}, {name}.{SKEW}, {name}", self.contract_hash)
    }

    /// Takes in the subprotocol that the server chose. If true, its first message is a text for
    /// [`learn`](Self::learn), and nothing is to be sent before it.
    pub fn connected(&self, subprotocol: &str) -> bool {
        self.write(|state| state.server = None);
        subprotocol
            .split_once('.')
            .is_some_and(|(_, part)| part == SKEW)
    }

    /// Takes in the header [`HEADER`](super::HEADER) of an answer over HTTP: a server that speaks another
    /// contract than was known will be asked for it.
    pub fn heard(&self, header: Option<&str>) {
        let is_news =
            |server: &Arc<ServerContract>| header.is_some_and(|h| h != server.contract_hash);
        if self.read(|state| state.server.as_ref().is_some_and(is_news)) {
            self.write(|state| state.server = None);
        }
    }

    /// Takes in the document of the server's contract.
    pub fn learn(&self, document: &[u8]) -> Result<Arc<ServerContract>, DecodeError> {
        Ok(self.learned(ServerContract::parse(document)?))
    }

    /// Takes in the server's contract, for who reads its document otherwise.
    pub fn learned(&self, server: ServerContract) -> Arc<ServerContract> {
        let server = Arc::new(server);
        let is_same = server.contract_hash == self.contract_hash;
        let is_news = self.write(|state| {
            state.server = (!is_same).then(|| Arc::clone(&server));
            !is_same && state.told.insert(server.contract_hash.clone())
        });
        if is_news && let Some(event) = &self.event {
            event(&server);
        }
        server
    }

    fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.server.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.server.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let server = self.server();
        f.debug_struct("Known")
            .field("contract_hash", &self.contract_hash)
            .field("server", &server.map(|server| server.contract_hash.clone()))
            .finish_non_exhaustive()
    }
}
