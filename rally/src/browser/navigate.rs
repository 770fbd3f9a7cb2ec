//! Addresses: links are followed and the history is walked without loading documents.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use sycamore::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event as DomEvent, HtmlAnchorElement, MouseEvent, Url};

use super::document::Document;
use super::link::{Link, Token};
use super::perform::set_timeout;
use super::prefetch::Prefetch;
use super::scroll::Scroll;
use super::{document as page_document, hooks, life, next};
use crate::app::{App, Data, Fetch, Place};
use crate::protocol::{Event, Request};
use crate::route::Route;

/// A page that takes longer than this shows that it is on its way.
const PROGRESS_AFTER: Duration = Duration::from_millis(150);

/// A link on which the pointer or the focus rests for as long may be followed.
const HINT_AFTER: Duration = Duration::from_millis(60);

/// Going somewhere, for effects, which know no application.
pub(super) trait Navigate {
    /// Goes to an address, of this application or not.
    fn go(&self, href: &str, replace: bool);

    /// Gives the page that is shown another address.
    fn set_address(&self, href: &str);

    /// Something may have changed on the server: what was fetched before is of no use.
    fn forget_data(&self);
}

/// How a page is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// A new entry of the history.
    Push,
    /// In place of the entry shown.
    Replace,
    /// An entry that is there already.
    Back,
}

/// The page of the address that the browser shows.
pub(super) fn here<A: App>() -> Option<A::Route> {
    let location = window().location();
    let path = location.pathname().ok()?;
    let query = location.search().ok()?;
    A::Route::parse(&path, query.trim_start_matches('?'))
}

pub(super) struct Navigator<A: App> {
    link: Rc<Link>,
    document: Rc<Document>,
    place: Signal<Place<A::Route>>,
    scroll: Scroll,
    prefetch: Prefetch,
    /// Counts navigations: an answer for one that was overtaken is of no interest.
    current: Cell<u32>,
    /// The navigation whose data is awaited; 0 where none is.
    waiting: Cell<u32>,
    /// Counts where the pointer and the focus were.
    hint: Cell<u32>,
    /// What is shown, path and query, to know a mere change of the fragment.
    shown: RefCell<String>,
    this: std::rc::Weak<Self>,
}

impl<A: App> Navigator<A> {
    pub(super) fn new(
        link: Rc<Link>,
        document: Rc<Document>,
        place: Signal<Place<A::Route>>,
    ) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            link,
            document,
            place,
            scroll: Scroll::start(),
            prefetch: Prefetch::default(),
            current: Cell::new(0),
            waiting: Cell::new(0),
            hint: Cell::new(0),
            shown: RefCell::new(without_fragment()),
            this: this.clone(),
        })
    }

    /// Listens to clicks, to the history, and to what might be clicked next.
    pub(super) fn listen(self: &Rc<Self>) {
        self.on("click", |this, event| this.clicked(event));
        // Not for fingers, which go over links to scroll.
        for name in ["mouseover", "focusin"] {
            self.on(name, |this, event| this.hinted(event));
        }
        let this = Rc::clone(self);
        let left = Closure::<dyn FnMut(DomEvent)>::new(move |_| this.scroll.leave());
        life::listen(&window(), "pagehide", left.as_ref().unchecked_ref());
        left.forget();
        let this = Rc::clone(self);
        let popped = Closure::<dyn FnMut(DomEvent)>::new(move |_| this.popped());
        life::listen(&window(), "popstate", popped.as_ref().unchecked_ref());
        popped.forget();
    }

    fn on(self: &Rc<Self>, name: &str, react: fn(&Rc<Self>, &DomEvent)) {
        let this = Rc::clone(self);
        let listener = Closure::<dyn FnMut(DomEvent)>::new(move |event| react(&this, &event));
        life::listen(&document(), name, listener.as_ref().unchecked_ref());
        listener.forget();
    }

    fn clicked(&self, event: &DomEvent) {
        let Some(mouse) = event.dyn_ref::<MouseEvent>() else {
            return;
        };
        let is_plain = mouse.button() == 0
            && !(mouse.meta_key() || mouse.ctrl_key() || mouse.shift_key() || mouse.alt_key());
        if event.default_prevented() || !is_plain {
            return;
        }
        let Some(link) = link_of(event) else {
            return;
        };
        let Some((href, route)) = Self::route_of_link(&link) else {
            // To another place of this page, perhaps: the browser makes the entry, and scrolls.
            self.scroll.leave();
            return;
        };
        event.prevent_default();
        self.open(route, &href, Way::Push);
    }

    /// The pointer or the focus has come to an element. If it is a link, and they stay, its page may be wanted.
    fn hinted(&self, event: &DomEvent) {
        let number = next(&self.hint);
        let Some((href, route)) = link_of(event).and_then(|link| Self::route_of_link(&link)) else {
            return;
        };
        let Some(fetch) = A::fetch(&route) else {
            return;
        };
        let this = self.this.clone();
        set_timeout(HINT_AFTER, move || {
            let still = |this: &Rc<Self>| this.hint.get() == number;
            if let Some(this) = this.upgrade().filter(still) {
                this.ask(&href, fetch, None);
            }
        });
    }

    /// Asks for the data of a page, unless it is there or on its way already.
    fn ask(&self, href: &str, fetch: Fetch, waiting: Option<Token>) {
        let Some(number) = self.prefetch.wants(href, waiting) else {
            return;
        };
        let prefetch = self.prefetch.clone();
        let token: Token = Box::new(move |result| prefetch.arrived(number, result, fetch.accepts));
        let request = Request::new(fetch.endpoint, fetch.encode, token);
        self.link.event(Event::Call(request));
    }

    /// The address and the page of a link, if it is one to be followed here.
    fn route_of_link(link: &HtmlAnchorElement) -> Option<(String, A::Route)> {
        let is_elsewhere = link.has_attribute("download")
            || !matches!(link.target().as_str(), "" | "_self")
            || link.rel().split_whitespace().any(|rel| rel == "external");
        if is_elsewhere {
            return None;
        }
        let url = Url::new(&link.href()).ok()?;
        // To another place of the page that is shown: the browser's own matter.
        if !url.hash().is_empty() && path_and_query(&url) == without_fragment() {
            return None;
        }
        Some((url.href(), Self::route(&url)?))
    }

    fn route(url: &Url) -> Option<A::Route> {
        if Some(url.origin()) != window().location().origin().ok() {
            return None;
        }
        A::Route::parse(&url.pathname(), url.search().trim_start_matches('?'))
    }

    fn popped(&self) {
        let address = without_fragment();
        if *self.shown.borrow() == address {
            self.begin();
            self.end();
            self.scroll.stay();
            return;
        }
        match here::<A>() {
            Some(route) => {
                let href = window().location().href().unwrap_or_default();
                self.open(route, &href, Way::Back);
            }
            None => leave(None),
        }
    }

    /// Begins a navigation, which overtakes those before. Its number.
    fn begin(&self) -> u32 {
        next(&self.hint);
        next(&self.current)
    }

    /// No data is awaited any more.
    fn end(&self) {
        if self.waiting.replace(0) != 0 {
            page_document::set_progress(false);
        }
    }

    /// Opens a page as soon as its data is there; what is shown stays until then.
    fn open(&self, route: A::Route, href: &str, way: Way) {
        let number = self.begin();
        let Some(fetch) = A::fetch(&route) else {
            return self.show(route, Data::None, href, way);
        };
        let kept = match way {
            Way::Back => self.scroll.kept_data(),
            Way::Push | Way::Replace => None,
        };
        if let Some(response) = kept.or_else(|| self.prefetch.take(href)) {
            return self.show(route, Data::Response(response), href, way);
        }
        let Some(this) = self.this.upgrade() else {
            return;
        };
        let target = href.to_owned();
        let accepts = fetch.accepts;
        let token: Token = Box::new(move |result| {
            if this.current.get() != number {
                return;
            }
            match result {
                Ok(response) if accepts(&response) => {
                    this.show(route, Data::Response(response.into()), &target, way);
                }
                // Not found, elsewhere, failed, another version: the server says it best.
                _ => leave(Some(&target)),
            }
        });
        let waiting = self.this.clone();
        set_timeout(PROGRESS_AFTER, move || {
            let still = |this: Rc<Self>| this.waiting.get() == number;
            if waiting.upgrade().is_some_and(still) {
                page_document::set_progress(true);
            }
        });
        self.waiting.set(number);
        self.ask(href, fetch, Some(token));
    }

    fn show(&self, route: A::Route, data: Data, href: &str, way: Way) {
        let kept = match &data {
            Data::Response(response) => Some(Rc::clone(response)),
            Data::None | Data::Flags(_) => None,
        };
        self.end();
        self.scroll.leave();
        match way {
            Way::Push => self.scroll.push(href),
            Way::Replace => self.scroll.replace(href),
            Way::Back => self.scroll.arrive(),
        }
        self.scroll.keep_data(kept);
        *self.shown.borrow_mut() = without_fragment();
        self.place.set(Place { route, data });
        match way {
            Way::Back => self.scroll.restore(),
            Way::Push | Way::Replace => Scroll::to_fragment(),
        }
        if !self.document.is_shown() {
            leave(None);
        }
        hooks::tell("navigated", href);
    }
}

impl<A: App> Navigate for Navigator<A> {
    fn go(&self, href: &str, replace: bool) {
        let base = window().location().href().unwrap_or_default();
        let url = Url::new_with_base(href, &base);
        match url
            .ok()
            .and_then(|url| Some((url.href(), Self::route(&url)?)))
        {
            Some((href, route)) => {
                let way = if replace { Way::Replace } else { Way::Push };
                self.open(route, &href, way);
            }
            None => leave(Some(href)),
        }
    }

    fn set_address(&self, href: &str) {
        self.scroll.replace(href);
        // What was fetched belongs to the address as it was.
        self.scroll.keep_data(None);
        *self.shown.borrow_mut() = without_fragment();
    }

    fn forget_data(&self) {
        self.prefetch.forget_all();
        self.scroll.forget_data();
    }
}

/// Loads a document: of another application, or of this one anew.
fn leave(href: Option<&str>) {
    let location = window().location();
    let _ = match href {
        Some(href) => location.set_href(href),
        None => location.reload(),
    };
}

fn link_of(event: &DomEvent) -> Option<HtmlAnchorElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("a[href]").ok()??.dyn_into().ok()
}

fn path_and_query(url: &Url) -> String {
    url.pathname() + &url.search()
}

fn without_fragment() -> String {
    let location = window().location();
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    part(location.pathname()) + &part(location.search())
}
