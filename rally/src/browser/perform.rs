//! Effects, in the browser.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use sycamore::prelude::{create_signal, on_cleanup, use_current_scope, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::life;
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

/// Does what an effect asks for, once the page that it belongs to is there: what it leads to must not change a
/// view that is being made, and least of all one that takes over what the server rendered.
pub(crate) fn perform_soon<Msg: 'static>(effect: Effect<Msg>, send: Dispatch<Msg>) {
    let tasks: Vec<_> = effect
        .into_steps()
        .into_iter()
        .map(|step| task(step, send))
        .collect();
    if !tasks.is_empty() {
        soon(tasks);
    }
}

fn soon(tasks: Vec<Task>) {
    let scope = use_current_scope();
    let here = create_signal(());
    let run = Closure::once_into_js(move || {
        if here.is_alive() {
            scope.run_in(|| tasks.into_iter().for_each(perform_task));
        }
    });
    window().queue_microtask(run.unchecked_ref());
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

fn navigation() -> Option<Rc<dyn Navigate>> {
    NAVIGATION.with_borrow(Clone::clone)
}

/// A call may change what pages show, from when it is sent until it is answered.
fn forget_data() {
    if let Some(navigation) = navigation() {
        navigation.forget_data();
    }
}

fn perform_task(task: Task) {
    match task {
        Task::Call(mut request) => {
            if !request.endpoint.read_only {
                forget_data();
                let token = request.token;
                request.token = Box::new(move |result| {
                    forget_data();
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
    let run = Closure::once_into_js(move || {
        if !life::is_over() {
            run();
        }
    });
    let run = run.unchecked_ref();
    let delay = milliseconds(delay);
    window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(run, delay)
        .ok()
}

fn every(period: Duration, mut run: Box<dyn FnMut()>) {
    let run = Closure::<dyn FnMut()>::new(move || {
        if !life::is_over() {
            run();
        }
    });
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
