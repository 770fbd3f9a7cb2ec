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
        perform_task(task(step, send));
    }
}

/// A step that knows no messages any more: so there is one program for the steps of all pages.
enum Task {
    Call(Request<Token>),
    Navigate { to: String, replace: bool },
    Address(String),
    After(Duration, Box<dyn FnOnce()>),
    Every(Duration, Box<dyn FnMut()>),
    Run(Box<dyn FnOnce()>),
}

fn task<Msg: 'static>(step: Step<Msg>, send: Dispatch<Msg>) -> Task {
    match step {
        Step::Call(call) => {
            let respond = call.respond;
            let token: Token = Box::new(move |result| {
                let response = result.as_deref().map_err(Clone::clone);
                send(respond(response));
            });
            Task::Call(Request::new(call.endpoint, call.encode, token))
        }
        Step::Navigate { to, replace } => Task::Navigate { to, replace },
        Step::Address(to) => Task::Address(to),
        Step::After(delay, message) => Task::After(delay, Box::new(move || send(message()))),
        Step::Every(period, mut message) => Task::Every(period, Box::new(move || send(message()))),
        Step::Run(run) => Task::Run(Box::new(move || run(send))),
    }
}

fn perform_task(task: Task) {
    let navigation = || NAVIGATION.with_borrow(Clone::clone);
    match task {
        Task::Call(mut request) => {
            if !request.endpoint.read_only {
                let token = std::mem::replace(&mut request.token, Box::new(|_| {}));
                request.token = Box::new(move |result| {
                    // Whether it was carried out or not: nobody may know.
                    if let Some(navigation) = NAVIGATION.with_borrow(Clone::clone) {
                        navigation.changed();
                    }
                    token(result);
                });
            }
            if let Some(link) = LINK.with_borrow(Clone::clone) {
                link.event(Event::Call(request));
            }
        }
        Task::Navigate { to, replace } => {
            if let Some(navigation) = navigation() {
                navigation.go(&to, replace);
            }
        }
        Task::Address(to) => {
            if let Some(navigation) = navigation() {
                navigation.set_address(&to);
            }
        }
        Task::After(delay, run) => after(delay, run),
        Task::Every(period, run) => every(period, run),
        Task::Run(run) => run(),
    }
}

/// Runs a function after some time, unless the page is gone by then.
fn after(delay: Duration, run: Box<dyn FnOnce()>) {
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

fn every(period: Duration, run: Box<dyn FnMut()>) {
    let run = Closure::wrap(run);
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
