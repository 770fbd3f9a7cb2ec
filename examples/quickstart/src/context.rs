//! What every handler is given.

use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::Transaction;
use tokio::sync::{Mutex, broadcast};

use libero_wire::skew::Unannounced;

use crate::board::events::BoardEvent;
use crate::db::Db;

/// Events a slow socket may lag behind before it is told to load the board again.
const BACKLOG: usize = 256;

/// The server as the handlers see it.
pub struct ServerContext {
    /// The database.
    pub db: Db,
    /// What becomes of callers that do not say which contract they speak.
    pub unannounced: Unannounced,
    events: broadcast::Sender<BoardEvent>,
    /// Held from before a change until it has been announced.
    order: Mutex<()>,
    online: AtomicU32,
}

impl ServerContext {
    /// A context over a database.
    pub fn new(db: Db) -> Self {
        Self {
            db,
            unannounced: Unannounced::Accept,
            events: broadcast::Sender::new(BACKLOG),
            order: Mutex::new(()),
            online: AtomicU32::new(0),
        }
    }

    /// Changes the database and tells every open socket, in the order in which changes are made.
    ///
    /// # Errors
    ///
    /// Those of `work`, and those of `SQLite` by way of `E`'s `From`; then nothing has changed.
    pub async fn change<T, E, const N: usize>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
        events: impl FnOnce(&T) -> [BoardEvent; N],
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<rusqlite::Error> + Send + 'static,
    {
        let _turn = self.order.lock().await;
        let value = self.db.write(work).await?;
        for event in events(&value) {
            self.announce(event);
        }
        Ok(value)
    }

    fn announce(&self, event: BoardEvent) {
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
