//! What the prelude and development tools offer: functions of `window.__rally`, if they are there.

use js_sys::{Function, Reflect, Uint8Array};
use sycamore::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

fn hook(name: &str) -> Option<Function> {
    let hooks = Reflect::get(&window(), &"__rally".into()).ok()?;
    Reflect::get(&hooks, &name.into()).ok()?.dyn_into().ok()
}

/// Shows a frame to development tools. `direction` is `out`, `in` or `push`.
pub(super) fn frame(direction: &str, bytes: &[u8]) {
    if let Some(function) = hook("frame") {
        let bytes = Uint8Array::from(bytes);
        let _ = function.call2(&JsValue::NULL, &direction.into(), &bytes);
    }
}

/// Tells whoever wants to know: `status`, `version`.
pub(super) fn tell(name: &str, value: &str) {
    if let Some(function) = hook(name) {
        let _ = function.call1(&JsValue::NULL, &value.into());
    }
}

/// A line for the console.
pub(super) fn log(text: &str) {
    web_sys::console::warn_1(&format!("rally: {text}").into());
}

/// The text of a panic, which is all that is left of one.
pub(super) fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&format!("rally: {panic}").into());
    }));
}
