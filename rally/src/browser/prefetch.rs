//! Data of pages that is on its way, or was there before its page: a pointer rested on the link.

use std::cell::RefCell;
use std::rc::Rc;

use sycamore::prelude::window;

use super::link::Token;
use crate::rpc::Failure;

/// How long data that was fetched ahead is fresh, in milliseconds.
const FRESH: f64 = 10_000.0;

/// There are few: a map would be more code than it is worth.
#[derive(Clone, Default)]
pub(super) struct Prefetch(Rc<RefCell<Vec<Page>>>);

struct Page {
    href: String,
    since: f64,
    /// On its way while there is none.
    response: Option<Rc<[u8]>>,
    /// Who goes there.
    waiting: Option<Token>,
}

impl Prefetch {
    /// Whether the data of an address is to be asked for; if so it is taken to be on its way. Who waits is told
    /// in the place of who waited before, and was overtaken.
    pub(super) fn wants(&self, href: &str, waiting: Option<Token>) -> bool {
        self.forget();
        let mut pages = self.0.borrow_mut();
        if let Some(page) = pages.iter_mut().find(|page| page.href == href) {
            if waiting.is_some() {
                page.waiting = waiting;
            }
            return false;
        }
        pages.push(Page {
            href: href.to_owned(),
            since: now(),
            response: None,
            waiting,
        });
        true
    }

    /// The data is there, or it could not be had.
    pub(super) fn arrived(
        &self,
        href: &str,
        result: Result<Vec<u8>, Failure>,
        accepts: fn(&[u8]) -> bool,
    ) {
        let Some(mut page) = self.remove(|page| page.href == href) else {
            return;
        };
        match (page.waiting.take(), result) {
            (Some(waiting), result) => waiting(result),
            (None, Ok(response)) if accepts(&response) => {
                page.response = Some(response.into());
                self.0.borrow_mut().push(page);
            }
            _ => {}
        }
    }

    /// The data of an address, if it is there and fresh.
    pub(super) fn take(&self, href: &str) -> Option<Rc<[u8]>> {
        self.forget();
        self.remove(|page| page.href == href && page.response.is_some())?
            .response
    }

    /// Something was changed at the server: what was fetched before may say otherwise.
    pub(super) fn clear(&self) {
        self.0.borrow_mut().retain(|page| page.waiting.is_some());
    }

    fn remove(&self, which: impl Fn(&Page) -> bool) -> Option<Page> {
        let mut pages = self.0.borrow_mut();
        let at = pages.iter().position(which)?;
        Some(pages.swap_remove(at))
    }

    /// Forgets what is no longer fresh.
    fn forget(&self) {
        let now = now();
        let is_fresh = |page: &Page| page.response.is_none() || page.since + FRESH > now;
        self.0.borrow_mut().retain(is_fresh);
    }
}

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
