//! What runs in the browser.

use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::{App, Data, Place, root};
use crate::dispatch::Dispatch;
use crate::effect::{Action, Effect};
use crate::head::Head;
use crate::page::Shell;
use crate::route::Route;

struct Document;

impl Shell for Document {
    fn set_head(&self, head: Head) {
        document().set_title(&head.title);
    }
}

/// Starts an application on the document that the server rendered.
pub fn start<A: App>() {
    let flags = document()
        .get_element_by_id("flags")
        .unwrap()
        .text_content()
        .unwrap();
    let bytes: Vec<u8> = (0..flags.len() / 2)
        .map(|i| u8::from_str_radix(&flags[i * 2..i * 2 + 2], 16).unwrap())
        .collect();
    let cx = Rc::new(A::context(&[]).unwrap());
    let shell: Rc<dyn Shell> = Rc::new(Document);
    let route = A::Route::parse("/", "").unwrap();
    let element = document().get_element_by_id("app").unwrap();
    sycamore::hydrate_to(
        move || {
            let place = create_signal(Place {
                route,
                data: Data::Flags(bytes.into()),
            });
            root::<A>(&cx, &shell, *place)
        },
        element.unchecked_ref(),
    );
}

/// Does what an effect asks for.
pub(crate) fn perform<Msg>(effect: Effect<Msg>, send: Dispatch<Msg>) {
    for action in effect.actions {
        match action {
            Action::Call(call) => {
                let _ = (call.encode)(1);
                send((call.respond)(Err(crate::rpc::Failure::Offline)));
            }
            _ => {}
        }
    }
}
