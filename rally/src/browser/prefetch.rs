//! Data that was asked for before its page: a pointer rested on the link.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use sycamore::prelude::window;

/// How long data that was fetched ahead is fresh, in milliseconds.
const FRESH: f64 = 10_000.0;

#[derive(Clone, Default)]
pub(super) struct Prefetch {
    pages: Rc<RefCell<HashMap<String, Entry>>>,
}

struct Entry {
    since: f64,
    response: Option<Rc<[u8]>>,
}

impl Prefetch {
    /// Whether the data of an address is to be asked for; if so it is taken to be on its way.
    pub(super) fn wants(&self, href: &str) -> bool {
        let now = now();
        let mut pages = self.pages.borrow_mut();
        pages.retain(|_, entry| entry.since + FRESH > now);
        if pages.contains_key(href) {
            return false;
        }
        let response = None;
        pages.insert(
            href.to_owned(),
            Entry {
                since: now,
                response,
            },
        );
        true
    }

    /// The data is there, or it could not be had.
    pub(super) fn arrived(&self, href: &str, response: Option<Vec<u8>>) {
        let mut pages = self.pages.borrow_mut();
        match (pages.get_mut(href), response) {
            (Some(entry), Some(response)) => entry.response = Some(response.into()),
            (Some(_), None) => drop(pages.remove(href)),
            (None, _) => {}
        }
    }

    /// The data of an address, if it is there and fresh.
    pub(super) fn take(&self, href: &str) -> Option<Rc<[u8]>> {
        let now = now();
        let entry = self.pages.borrow_mut().remove(href)?;
        entry.response.filter(|_| entry.since + FRESH > now)
    }
}

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
