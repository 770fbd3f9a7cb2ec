//! How messages reach `update`.

use std::fmt;
use std::ops::Deref;

/// Sends messages to a page: `send(Msg::Saved)`. It is `Copy`, so that every closure of a view can
/// have it.
pub struct Dispatch<Msg: 'static> {
    send: &'static dyn Fn(Msg),
}

impl<Msg> Dispatch<Msg> {
    /// Messages that go to `send`, which is never freed: one small closure for each page shown.
    pub fn new(send: impl Fn(Msg) + 'static) -> Self {
        Self {
            send: Box::leak(Box::new(send)),
        }
    }

    /// Messages that go nowhere: on the server nothing happens after the first render.
    pub fn nowhere() -> Self {
        Self { send: &|_| {} }
    }
}

impl<Msg> Clone for Dispatch<Msg> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Msg> Copy for Dispatch<Msg> {}

impl<Msg> Deref for Dispatch<Msg> {
    type Target = dyn Fn(Msg);

    fn deref(&self) -> &Self::Target {
        self.send
    }
}

impl<Msg> fmt::Debug for Dispatch<Msg> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dispatch")
    }
}
