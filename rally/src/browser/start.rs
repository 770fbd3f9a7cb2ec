//! Adopting the document, or rendering it anew.

use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen::JsValue;

use super::document::{self, Document};
use super::link::Link;
use super::navigate::{self, Navigator};
use super::{hooks, life, perform};
use crate::app::{App, Data, Place, root};
use crate::page::Shell;
use crate::protocol::{CALL_BYTES, Event};

/// Starts an application on the document that the server rendered. Called by the boot script with
/// `hydrate`, and with `render` where that failed: the element of the application is empty then. `life` is what
/// the script ends it by.
pub fn start<A: App>(mode: &str, life: JsValue) -> Result<(), JsValue> {
    hooks::report_panics();
    life::begin(life);
    let context = document::flags("rally-context")?.unwrap_or_default();
    let cx = A::context(&context).map_err(|error| format!("rally: the context: {error}"))?;
    let cx = Rc::new(cx);
    let route = navigate::here::<A>().ok_or("rally: the address is none of this application")?;
    let data = match document::flags("rally-data")? {
        Some(bytes) => {
            // Now, while the page that the server sent still stands.
            if let Some(fetch) = A::fetch(&route) {
                let unreadable = |error| format!("rally: the data of the page: {error}");
                (fetch.reads)(&bytes).map_err(unreadable)?;
            }
            Data::Flags(bytes.into())
        }
        None => Data::None,
    };
    let element = document::element("rally-app").ok_or("rally: no element #rally-app")?;

    let call_bytes = element.get_attribute("data-call-bytes");
    let call_bytes = call_bytes.and_then(|bytes| bytes.parse().ok());
    let link = Link::new::<A>(call_bytes.unwrap_or(CALL_BYTES));
    perform::install(Rc::clone(&link));
    let document: Rc<Document> = Rc::default();
    let view = move || {
        let place = create_signal(Place { route, data });
        let shell: Rc<dyn Shell> = document.clone();
        let navigator = Navigator::<A>::new(link.clone(), document, place);
        perform::install_navigation(Rc::clone(&navigator) as Rc<dyn navigate::Navigate>);
        navigator.listen();
        link.event(Event::Wake);
        root::<A>(&cx, &shell, *place)
    };
    if mode == "hydrate" {
        sycamore::hydrate_to(view, &element);
    } else {
        sycamore::render_to(view, &element);
    }
    Ok(())
}
