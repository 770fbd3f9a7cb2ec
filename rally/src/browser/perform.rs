//! Effects, in the browser.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use sycamore::prelude::{on_cleanup, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::link::{Link, Token};
use super::navigate::Navigate;
use crate::dispatch::Dispatch;
use crate::effect::{Effect, Step};
use crate::protocol::{Event, Request};

thread_local! {
    static LINK: RefCell<Option<Rc<Link>>> = const { RefCell::new(None) };
    static NAVIGATION: RefCell<Option<Rc<dyn Navigate>>> = const { RefCell::new(None) };
}

/// Gives effects their connection.
pub(super) fn install(link: Rc<Link>) {
    LINK.set(Some(link));
}

/// Gives effects their addresses.
pub(super) fn install_navigation(navigation: Rc<dyn Navigate>) {
    NAVIGATION.set(Some(navigation));
}

/// Does what an effect asks for. To be called inside the scope of the page, with which its timers end.
pub(crate) fn perform<Msg: 'static>(effect: Effect<Msg>, send: Dispatch<Msg>) {
    for step in effect.into_steps() {
        match step {
            Step::Call(call) => {
                let respond = call.respond;
                let token: Token = Box::new(move |result| {
                    let response = result.as_deref().map_err(Clone::clone);
                    send(respond(response));
                });
                let request = Request::new(call.endpoint, call.encode, token);
                if let Some(link) = LINK.with_borrow(Clone::clone) {
                    link.event(Event::Call(request));
                }
            }
            Step::Navigate { to, replace } => {
                if let Some(navigation) = NAVIGATION.with_borrow(Clone::clone) {
                    navigation.go(&to, replace);
                }
            }
            Step::Address(to) => {
                if let Some(navigation) = NAVIGATION.with_borrow(Clone::clone) {
                    navigation.set_address(&to);
                }
            }
            Step::After(delay, message) => after(delay, move || send(message())),
            Step::Every(period, mut message) => every(period, move || send(message())),
            Step::Run(run) => run(send),
        }
    }
}

/// Runs a function after some time, unless the page is gone by then.
fn after(delay: Duration, run: impl FnOnce() + 'static) {
    if let Some(timer) = set_timeout(delay, run) {
        on_cleanup(move || window().clear_timeout_with_handle(timer));
    }
}

/// Runs a function after some time.
pub(super) fn set_timeout(delay: Duration, run: impl FnOnce() + 'static) -> Option<i32> {
    let run = Closure::once_into_js(run);
    let run = run.unchecked_ref();
    let delay = milliseconds(delay);
    window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(run, delay)
        .ok()
}

fn every(period: Duration, run: impl FnMut() + 'static) {
    let run = Closure::<dyn FnMut()>::new(run);
    let timer = window().set_interval_with_callback_and_timeout_and_arguments_0(
        run.as_ref().unchecked_ref(),
        milliseconds(period),
    );
    if let Ok(timer) = timer {
        on_cleanup(move || {
            window().clear_interval_with_handle(timer);
            drop(run);
        });
    }
}

fn milliseconds(duration: Duration) -> i32 {
    i32::try_from(duration.as_millis()).unwrap_or(i32::MAX)
}
