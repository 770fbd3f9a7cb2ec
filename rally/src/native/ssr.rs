//! Pages as text, for the first request.

use std::cell::RefCell;
use std::rc::Rc;

use libero_wire::error::DecodeError;
use sycamore::prelude::*;

use crate::app::{App, Data, Place, root};
use crate::head::Head;
use crate::page::{PageError, Shell};

/// A page as text.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// What belongs into the element in which the application lives.
    pub html: String,
    /// What belongs into `<head>`.
    pub head: Head,
}

/// Renders a page, whose context and data are as they will stand in the document. It takes as long
/// as it takes, and no signal may cross a thread: to be called from a blocking task.
pub fn render<A: App>(
    context: &[u8],
    route: A::Route,
    data: Option<&[u8]>,
) -> Result<Rendered, DecodeError> {
    let cx = Rc::new(A::context(context)?);
    let data = data.map_or(Data::None, |data| Data::Flags(data.into()));
    let shell = Rc::new(Collect::default());
    let html = {
        let shell: Rc<dyn Shell> = Rc::clone(&shell) as Rc<dyn Shell>;
        sycamore::render_to_string(move || {
            let place = create_signal(Place { route, data });
            root::<A>(&cx, &shell, *place)
        })
    };
    let head = shell.head.take();
    Ok(Rendered { html, head })
}

/// Renders what is shown where there is no page.
pub fn render_not_found<A: App>(context: &[u8], path: &str) -> Result<Rendered, DecodeError> {
    let cx = Rc::new(A::context(context)?);
    let html = sycamore::render_to_string(|| A::not_found(&cx, path));
    let head = plain_head::<A>(&cx, "There is no such page");
    Ok(Rendered { html, head })
}

/// Renders what is shown where a page failed.
pub fn render_error<A: App>(context: &[u8], error: &PageError) -> Result<Rendered, DecodeError> {
    let cx = Rc::new(A::context(context)?);
    let html = sycamore::render_to_string(|| A::error(&cx, error));
    let head = plain_head::<A>(&cx, "Something went wrong");
    Ok(Rendered { html, head })
}

/// That of a page which nobody needs to find again.
fn plain_head<A: App>(cx: &A::Context, title: &str) -> Head {
    Head::title(A::title(cx, title)).meta("robots", "noindex")
}

/// Keeps the head for the document.
#[derive(Default)]
struct Collect {
    head: RefCell<Head>,
}

impl Shell for Collect {
    fn set_head(&self, head: Head) {
        *self.head.borrow_mut() = head;
    }
}
