//! What ends with the program. One that has panicked is followed by another in the same document: the boot
//! script ends it, so that its listeners and timers are not asked any more, and its socket is closed.

use std::cell::RefCell;

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, AddEventListenerOptions, EventTarget, WebSocket};

thread_local! {
    static LIFE: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

/// Takes what the boot script ends the program by: `signal`, and a place for the `socket`.
pub(super) fn begin(life: JsValue) {
    LIFE.set(life);
}

/// Listens to an event until the program has ended.
pub(super) fn listen(target: &EventTarget, event: &str, listener: &Function) {
    let options = AddEventListenerOptions::new();
    if let Some(signal) = signal() {
        options.set_signal(&signal);
    }
    let add = EventTarget::add_event_listener_with_callback_and_add_event_listener_options;
    let _ = add(target, event, listener, &options);
}

/// Whether the program has ended. A timer of it may still run then.
pub(super) fn is_over() -> bool {
    signal().is_some_and(|signal| signal.aborted())
}

/// The socket that is closed at the end.
pub(super) fn owns(socket: &WebSocket) {
    LIFE.with_borrow(|life| {
        let _ = Reflect::set(life, &"socket".into(), socket);
    });
}

fn signal() -> Option<AbortSignal> {
    let signal = LIFE.with_borrow(|life| Reflect::get(life, &"signal".into()));
    signal.ok()?.dyn_into().ok()
}
