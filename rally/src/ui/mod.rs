//! Helpers for views, right on the server, while hydrating, and after.
//!
//! `prop:value` and `bind:value` are absent from what the server renders, and in the browser they erase
//! what was typed before the page could react. These do neither.
//!
//! ```
//! use rally::prelude::*;
//!
//! enum Msg {
//!     Name(String),
//!     Agreed(bool),
//! }
//!
//! fn form(name: ReadSignal<String>, agreed: ReadSignal<bool>, send: Dispatch<Msg>) -> View {
//!     view! {
//!         input(
//!             name="name",
//!             ..ui::value(move || name.get_clone()),
//!             on:input=ui::on_text(move |text| send(Msg::Name(text))),
//!         )
//!         input(
//!             r#type="checkbox",
//!             name="agreed",
//!             ..ui::checked(move || agreed.get()),
//!             on:change=ui::on_checked(move |agreed| send(Msg::Agreed(agreed))),
//!         )
//!         (ui::show(move || agreed.get(), || view! { p { "Thank you." } }))
//!     }
//! }
//! # let html = sycamore::render_to_string(|| {
//! #     form(*create_signal("Ann \"A\"".to_owned()), *create_signal(true), Dispatch::nowhere())
//! # });
//! # assert!(html.contains(r#"<input name="name" value="Ann &quot;A&quot;""#), "{html}");
//! # assert!(html.contains("checked") && html.contains("Thank you."), "{html}");
//! ```

mod field;
mod form;

use sycamore::prelude::*;

pub use field::{checked, on_checked, on_submit, on_text, text, value};
pub use form::{Fields, Part};

/// Shows a view while a condition holds. It is made anew each time, and only when the condition
/// changes.
pub fn show<V: Into<View> + 'static>(
    when: impl Fn() -> bool + 'static,
    view: impl Fn() -> V + 'static,
) -> View {
    show_boxed(Box::new(when), Box::new(move || view().into()))
}

/// Compiled once, not for each use.
fn show_boxed(when: Box<dyn Fn() -> bool>, view: Box<dyn Fn() -> View>) -> View {
    let when = create_selector(when);
    View::from_dynamic(move || if when.get() { view() } else { View::new() })
}
