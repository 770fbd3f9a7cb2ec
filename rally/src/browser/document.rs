//! The document: flags, `<head>`, the bar of progress.

use std::cell::{Cell, RefCell};

use sycamore::prelude::{View, document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

use crate::head::Head;
use crate::page::Shell;

/// An element of the document.
pub(super) fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// The bytes of a value that the server wrote into the document. `None`: there is none.
pub(super) fn flags(id: &str) -> Result<Option<Vec<u8>>, JsValue> {
    let Some(text) = element(id).and_then(|element| element.text_content()) else {
        return Ok(None);
    };
    // One character for each byte.
    let binary = window().atob(text.trim())?;
    let bytes = binary.chars().map(|c| u8::try_from(u32::from(c)));
    let bytes = bytes.collect::<Result<Vec<u8>, _>>();
    Ok(Some(bytes.map_err(|_| "rally: flags are no base64")?))
}

/// Keeps `<head>` as the page says.
#[derive(Default)]
pub(super) struct Document {
    /// The first head is that of the document, as the server wrote it.
    was_told: Cell<bool>,
    /// The first page is that of the document as well.
    was_shown: Cell<bool>,
    /// The first node of the page that was made last.
    first: RefCell<Option<Node>>,
}

impl Document {
    /// Whether the page that was made last is in the document. Where something has removed the comments
    /// between which pages stand, it is not.
    pub(super) fn is_shown(&self) -> bool {
        self.first.borrow().as_ref().is_none_or(Node::is_connected)
    }
}

impl Shell for Document {
    fn set_head(&self, head: Head) {
        if document().title() != head.title {
            document().set_title(&head.title);
        }
        if self.was_told.replace(true) {
            set_meta(&head);
        }
    }

    fn made(&self, page: &View) {
        // While the document is taken over, some nodes are not known.
        if self.was_shown.replace(true) {
            self.first.replace(page.as_web_sys().into_iter().next());
        }
    }
}

/// The server marks the tags that belong to the page.
const MARK: &str = "data-rally";

fn set_meta(head: &Head) {
    let Some(parent) = document().head() else {
        return;
    };
    if let Ok(old) = parent.query_selector_all(&format!("meta[{MARK}]")) {
        for index in 0..old.length() {
            if let Some(tag) = old.get(index) {
                let _ = parent.remove_child(&tag);
            }
        }
    }
    let description = ("description".to_owned(), head.description.clone());
    let tags = std::iter::once(&description).chain(&head.meta);
    for (name, content) in tags.filter(|(_, content)| !content.is_empty()) {
        let Ok(tag) = document().create_element("meta") else {
            continue;
        };
        let key = if name.contains(':') {
            "property"
        } else {
            "name"
        };
        let _ = tag.set_attribute(key, name);
        let _ = tag.set_attribute("content", content);
        let _ = tag.set_attribute(MARK, "");
        let _ = parent.append_child(&tag);
    }
}

/// Shows that a page is on its way. Stylesheets may give `#rally-progress` another look.
pub(super) fn set_progress(is_loading: bool) {
    let Some(bar) = element("rally-progress").or_else(make_progress) else {
        return;
    };
    let bar: HtmlElement = bar.unchecked_into();
    bar.set_hidden(!is_loading);
}

fn make_progress() -> Option<Element> {
    let bar = document().create_element("div").ok()?;
    bar.set_id("rally-progress");
    let _ = bar.set_attribute("role", "progressbar");
    let _ = bar.set_attribute("aria-label", "Loading");
    let style = bar.unchecked_ref::<HtmlElement>().style();
    let look = [
        ("position", "fixed"),
        ("inset", "0 0 auto 0"),
        ("height", "3px"),
        ("background", "var(--rally-progress, currentColor)"),
        ("opacity", "0.6"),
        ("z-index", "2147483647"),
    ];
    for (name, value) in look {
        let _ = style.set_property(name, value);
    }
    document().body()?.append_child(&bar).ok()?;
    Some(bar)
}
