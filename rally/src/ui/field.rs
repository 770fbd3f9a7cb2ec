//! Fields that show what the model holds.

use std::borrow::Cow;

use js_sys::Reflect;
use sycamore::prelude::*;
use sycamore::web::{AttributeValue, HtmlNode, ViewHtmlNode, is_hydrating};
use wasm_bindgen::JsValue;

/// The text of an `input`, or the choice of a `select` (whose chosen `option` says `selected` itself, for those
/// without JavaScript): `input(..ui::value(move || model.with(|m| m.name.clone())))`.
pub fn value(text: impl Fn() -> String + 'static) -> Attributes {
    attribute("value", move || Held::Text(text()))
}

/// The text of a `textarea`, which has its text between its tags.
pub fn text(text: impl Fn() -> String + 'static) -> Attributes {
    attribute("value", move || Held::Inner(text()))
}

/// Whether a checkbox or a radio button is chosen.
pub fn checked(is_checked: impl Fn() -> bool + 'static) -> Attributes {
    attribute("checked", move || Held::Checked(is_checked()))
}

/// For `on:input` and `on:change`: what the field holds now.
///
/// `input(on:input=ui::on_text(move |text| send(Msg::Name(text))))`
pub fn on_text<E: AsRef<web_sys::Event>>(mut react: impl FnMut(String)) -> impl FnMut(E) {
    move |event| {
        react(
            property(event.as_ref(), "value")
                .as_string()
                .unwrap_or_default(),
        );
    }
}

/// For `on:change` of a checkbox: whether it is chosen now.
pub fn on_checked<E: AsRef<web_sys::Event>>(mut react: impl FnMut(bool)) -> impl FnMut(E) {
    move |event| {
        react(
            property(event.as_ref(), "checked")
                .as_bool()
                .unwrap_or_default(),
        );
    }
}

/// For `on:submit`: the form is not sent by the browser.
///
/// `form(on:submit=ui::on_submit(move || send(Msg::Save)))`
pub fn on_submit<E: AsRef<web_sys::Event>>(mut react: impl FnMut()) -> impl FnMut(E) {
    move |event| {
        event.as_ref().prevent_default();
        react();
    }
}

fn property(event: &web_sys::Event, name: &str) -> JsValue {
    let target = event.target().map(JsValue::from).unwrap_or_default();
    Reflect::get(&target, &name.into()).unwrap_or_default()
}

/// What a field is to hold.
enum Held {
    Text(String),
    Inner(String),
    Checked(bool),
}

struct Field<F>(F);

fn attribute(name: &'static str, held: impl Fn() -> Held + 'static) -> Attributes {
    let mut attributes = Attributes::new();
    sycamore::web::SetAttribute::set_attribute(&mut attributes, name, Field(held));
    attributes
}

impl<F: Fn() -> Held + 'static> AttributeValue for Field<F> {
    fn set_self(self, node: &mut HtmlNode, name: Cow<'static, str>) {
        if is_ssr!() {
            match (self.0)() {
                Held::Text(text) => node.set_attribute(name, Some(Cow::from(text)).into()),
                Held::Inner(text) => node.set_inner_html(escaped(&text).into()),
                Held::Checked(is) => node.set_bool_attribute(name, is.into()),
            }
            return;
        }
        hold(node.as_web_sys().clone(), name, Box::new(self.0));
    }
}

/// Keeps a property as the model says. Compiled once, not for each field.
fn hold(node: web_sys::Node, name: Cow<'static, str>, held: Box<dyn Fn() -> Held>) {
    // What stands there was written by the server, or typed since: then the prelude tells it.
    let mut is_adopted = is_hydrating();
    create_effect(move || {
        let held: JsValue = match held() {
            Held::Text(text) | Held::Inner(text) => text.into(),
            Held::Checked(is) => is.into(),
        };
        let name = JsValue::from(name.as_ref());
        if std::mem::take(&mut is_adopted) {
            // A `select` has no options yet: the prelude chooses, unless somebody has chosen.
            let _ = Reflect::set(&node, &"rallyHeld".into(), &held);
        } else if Reflect::get(&node, &name).as_ref() != Ok(&held) {
            // Setting what is there already would move the cursor.
            let _ = Reflect::set(&node, &name, &held);
        }
    });
}

/// Text as it stands between tags. A leading newline is doubled, since parsers drop the first.
fn escaped(text: &str) -> String {
    let newline = if text.starts_with('\n') { "\n" } else { "" };
    newline.to_owned() + &text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::show;

    fn html(view: impl FnOnce() -> View) -> String {
        sycamore::render_to_string(view)
    }

    #[test]
    fn what_a_field_holds_is_in_the_html_and_escaped() {
        let script = "</textarea><script>\"&";
        let cases = [
            (
                value(|| "a \"b\" <i>".into()),
                "<input value=\"a &quot;b&quot; &lt;i&gt;\"",
            ),
            (checked(|| true), "<input checked"),
            (checked(|| false), "<input data-hk"),
            (value(String::new), "<input value=\"\""),
        ];
        for (attributes, expected) in cases {
            let html = html(move || view! { input(..attributes) });
            assert!(html.starts_with(expected), "{html}");
        }
        let html = html(move || view! { textarea(..text(move || format!("\n{script}"))) });
        assert!(
            html.ends_with(">\n\n&lt;/textarea>&lt;script>\"&amp;</textarea>"),
            "{html}"
        );
    }

    #[test]
    fn a_view_that_is_not_shown_leaves_its_markers_alone() {
        let of =
            |when: bool| html(move || view! { p { (show(move || when, || view! { b { "x" } })) } });
        assert!(of(true).contains("<b data-hk="));
        assert!(!of(false).contains("<b"));
        assert_eq!(
            of(true).matches("<!--/-->").count(),
            of(false).matches("<!--/-->").count()
        );
    }
}
