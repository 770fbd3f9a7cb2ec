//! What every handler is given.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::broadcast;

use crate::board::events::BoardEvent;
use crate::db::Db;

/// Events a slow socket may lag behind before it is told to load the board again.
const BACKLOG: usize = 256;

/// The server as the handlers see it.
pub struct ServerContext {
    /// The database.
    pub db: Db,
    events: broadcast::Sender<BoardEvent>,
    online: AtomicU32,
}

impl ServerContext {
    /// A context over a database.
    pub fn new(db: Db) -> Self {
        Self {
            db,
            events: broadcast::Sender::new(BACKLOG),
            online: AtomicU32::new(0),
        }
    }

    /// Tells every open socket. Call it after the change is in the database.
    pub fn announce(&self, event: BoardEvent) {
        // The only error is that nobody listens.
        let _ = self.events.send(event);
    }

    /// Every event from now on.
    pub fn events(&self) -> broadcast::Receiver<BoardEvent> {
        self.events.subscribe()
    }

    /// Open sockets.
    pub fn online(&self) -> u32 {
        self.online.load(Ordering::Relaxed)
    }

    /// Counts one more socket and tells the others.
    pub(crate) fn socket_opened(&self) {
        let before = self.online.fetch_add(1, Ordering::Relaxed);
        self.announce(BoardEvent::Online(before + 1));
    }

    /// Counts one socket less and tells the others.
    pub(crate) fn socket_closed(&self) {
        let before = self.online.fetch_sub(1, Ordering::Relaxed);
        self.announce(BoardEvent::Online(before - 1));
    }
}
