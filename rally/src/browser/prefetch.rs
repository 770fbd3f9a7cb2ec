//! Data of pages that is on its way, or was there before its page: a pointer rested on the link.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use sycamore::prelude::window;

use super::link::Token;
use super::next;
use crate::rpc::Failure;

/// How long data that was fetched ahead is fresh, in milliseconds.
const FRESH: f64 = 10_000.0;

/// Requests that may be under way although nobody waits for them.
const AT_ONCE: usize = 2;

/// There are few: a map would be more code than it is worth.
#[derive(Clone, Default)]
pub(super) struct Prefetch(Rc<Asked>);

#[derive(Default)]
struct Asked {
    pages: RefCell<Vec<Page>>,
    last: Cell<u32>,
}

struct Page {
    /// An answer is for one request: an address may be asked for again.
    number: u32,
    href: String,
    since: f64,
    /// On its way while there is none.
    response: Option<Rc<[u8]>>,
    /// Who goes there.
    waiting: Option<Token>,
}

impl Prefetch {
    /// The number of the request, if the data of an address is to be asked for; then it is taken to be on its
    /// way. Who waits is told in the place of who waited before, and was overtaken.
    pub(super) fn wants(&self, href: &str, waiting: Option<Token>) -> Option<u32> {
        self.forget();
        let mut pages = self.0.pages.borrow_mut();
        if let Some(page) = pages.iter_mut().find(|page| page.href == href) {
            if waiting.is_some() {
                page.waiting = waiting;
            }
            return None;
        }
        let on_its_way = |page: &&Page| page.response.is_none() && page.waiting.is_none();
        if waiting.is_none() && pages.iter().filter(on_its_way).count() >= AT_ONCE {
            return None;
        }
        let number = next(&self.0.last);
        pages.push(Page {
            number,
            href: href.to_owned(),
            since: now(),
            response: None,
            waiting,
        });
        Some(number)
    }

    /// The data is there, or it could not be had.
    pub(super) fn arrived(
        &self,
        number: u32,
        result: Result<Vec<u8>, Failure>,
        accepts: fn(&[u8]) -> bool,
    ) {
        let Some(mut page) = self.remove(|page| page.number == number) else {
            return;
        };
        match (page.waiting.take(), result) {
            (Some(waiting), result) => waiting(result),
            (None, Ok(response)) if accepts(&response) => {
                page.response = Some(response.into());
                self.0.pages.borrow_mut().push(page);
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

    fn remove(&self, which: impl Fn(&Page) -> bool) -> Option<Page> {
        let mut pages = self.0.pages.borrow_mut();
        let at = pages.iter().position(which)?;
        Some(pages.swap_remove(at))
    }

    /// Forgets what is no longer fresh.
    fn forget(&self) {
        let now = now();
        let is_fresh = |page: &Page| page.response.is_none() || page.since + FRESH > now;
        self.0.pages.borrow_mut().retain(is_fresh);
    }

    /// Forgets what nobody waits for, on its way or not.
    pub(super) fn forget_all(&self) {
        let mut pages = self.0.pages.borrow_mut();
        pages.retain(|page| page.waiting.is_some());
    }
}

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
