//! The entries of the history: where each was scrolled to, and what it showed.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use sycamore::prelude::{document, window};
use wasm_bindgen::JsValue;
use web_sys::{History, ScrollRestoration};

/// Entries of which the data is kept, for going back at once.
const KEPT: usize = 20;
/// Where positions outlive the document, for the way back from another site.
const STORE: &str = "rally-scroll";

pub(super) struct Scroll {
    /// The entry that is shown. Each has a number, which the browser keeps with it.
    entry: Cell<u32>,
    last: Cell<u32>,
    positions: RefCell<Vec<(u32, i32, i32)>>,
    data: RefCell<VecDeque<(u32, Rc<[u8]>)>>,
}

impl Scroll {
    pub(super) fn start() -> Self {
        let positions = stored();
        let last = positions.iter().map(|(entry, ..)| *entry).max();
        let last = last.max(current_number()).unwrap_or(0);
        let scroll = Self {
            entry: Cell::new(last),
            last: Cell::new(last),
            positions: RefCell::new(positions),
            data: RefCell::default(),
        };
        if let Some(history) = history() {
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        scroll.arrive();
        scroll.restore();
        scroll
    }

    /// Remembers where the page is scrolled to, before another one is shown.
    pub(super) fn leave(&self) {
        let window = window();
        // Whole pixels: reading and writing fractions would take a tenth of the program.
        #[allow(clippy::cast_possible_truncation)]
        let at = |value: Result<f64, JsValue>| value.unwrap_or_default() as i32;
        let (x, y) = (at(window.scroll_x()), at(window.scroll_y()));
        let entry = self.entry.get();
        let mut positions = self.positions.borrow_mut();
        positions.retain(|(other, ..)| *other != entry);
        positions.push((entry, x, y));
        store(&positions);
    }

    /// The entry of an address, unless it is the one that is shown.
    pub(super) fn push(&self, href: &str) {
        if window().location().href().is_ok_and(|shown| shown == href) {
            return;
        }
        let entry = self.next();
        self.entry.set(entry);
        if let Some(history) = history() {
            let _ = history.push_state_with_url(&state(entry), "", Some(href));
        }
    }

    pub(super) fn replace(&self, href: &str) {
        if let Some(history) = history() {
            let _ = history.replace_state_with_url(&state(self.entry.get()), "", Some(href));
        }
    }

    fn next(&self) -> u32 {
        let entry = self.last.get() + 1;
        self.last.set(entry);
        entry
    }

    /// The browser has gone to another entry. One that it made itself is numbered now.
    pub(super) fn arrive(&self) {
        let entry = current_number().unwrap_or_else(|| {
            let entry = self.next();
            if let Some(history) = history() {
                let _ = history.replace_state_with_url(&state(entry), "", None);
            }
            entry
        });
        self.entry.set(entry);
    }

    /// The browser has gone to another entry of the same page.
    pub(super) fn stay(&self) {
        if current_number().is_some() {
            self.leave();
            self.arrive();
            self.restore();
        } else {
            // It scrolls to a fragment, before or after it tells.
            self.arrive();
        }
    }

    /// Scrolls to where the entry was.
    pub(super) fn restore(&self) {
        let entry = self.entry.get();
        let positions = self.positions.borrow();
        if let Some((_, x, y)) = positions.iter().find(|(other, ..)| *other == entry) {
            window().scroll_to_with_x_and_y(f64::from(*x), f64::from(*y));
        }
    }

    /// Scrolls a page that is shown for the first time: to what its address names, or to its top.
    pub(super) fn to_fragment() {
        let hash = window().location().hash().unwrap_or_default();
        let name = hash.trim_start_matches('#');
        let name =
            js_sys::decode_uri_component(name).map_or_else(|_| name.to_owned(), String::from);
        match document()
            .get_element_by_id(&name)
            .filter(|_| !name.is_empty())
        {
            Some(element) => element.scroll_into_view(),
            None => window().scroll_to_with_x_and_y(0.0, 0.0),
        }
    }

    /// Keeps what the entry shows.
    pub(super) fn keep_data(&self, response: Option<Rc<[u8]>>) {
        let entry = self.entry.get();
        let mut data = self.data.borrow_mut();
        data.retain(|(other, _)| *other != entry);
        data.extend(response.map(|response| (entry, response)));
        if data.len() > KEPT {
            data.pop_front();
        }
    }

    pub(super) fn forget_data(&self) {
        self.data.borrow_mut().clear();
    }

    /// What the entry showed to which the browser has gone.
    pub(super) fn kept_data(&self) -> Option<Rc<[u8]>> {
        let entry = current_number()?;
        let data = self.data.borrow();
        let (_, response) = data.iter().find(|(other, _)| *other == entry)?;
        Some(Rc::clone(response))
    }
}

fn history() -> Option<History> {
    window().history().ok()
}

fn state(entry: u32) -> JsValue {
    JsValue::from_f64(f64::from(entry))
}

fn current_number() -> Option<u32> {
    let state = history()?.state().ok()?.as_f64()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // written by `state`
    Some(state as u32)
}

fn stored() -> Vec<(u32, i32, i32)> {
    let storage = window().session_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(STORE).ok().flatten());
    let text = text.unwrap_or_default();
    let entry = |line: &str| {
        let mut parts = line.split(' ');
        let mut next = || parts.next();
        Some((
            next()?.parse().ok()?,
            next()?.parse().ok()?,
            next()?.parse().ok()?,
        ))
    };
    text.split(',').filter_map(entry).collect()
}

fn store(positions: &[(u32, i32, i32)]) {
    let newest = &positions[positions.len().saturating_sub(100)..];
    let lines: Vec<String> = newest
        .iter()
        .map(|(entry, x, y)| format!("{entry} {x} {y}"))
        .collect();
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item(STORE, &lines.join(","));
    }
}
