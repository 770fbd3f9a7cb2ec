//! A page: a model, messages, and functions between them.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use sycamore::prelude::*;

use crate::dispatch::Dispatch;
use crate::effect::Effect;
use crate::head::Head;

/// A page. Generated from a page file, whose functions it names.
pub trait Page: Sized + 'static {
    /// What all pages of the namespace know.
    type Context: 'static;
    /// What the address says.
    type Params: Clone + 'static;
    /// What `load` gives. `()` where there is none.
    type Data: 'static;
    /// The state of the page.
    type Model: 'static;
    /// What happens to it.
    type Msg: 'static;

    /// The state of a page that is shown for the first time, without data. `None`: it needs data.
    fn init(cx: &Self::Context, params: &Self::Params) -> Option<Started<Self>>;

    /// The state of a page whose data is there. `None`: it takes none.
    fn init_loaded(
        cx: &Self::Context,
        params: &Self::Params,
        data: Self::Data,
    ) -> Option<Started<Self>>;

    /// Changes the state as a message says.
    fn update(cx: &Self::Context, model: &mut Self::Model, msg: Self::Msg) -> Effect<Self::Msg>;

    /// Shows the state.
    fn view(cx: &Self::Context, model: ReadSignal<Self::Model>, send: Dispatch<Self::Msg>) -> View;

    /// What stands in `<head>`.
    fn head(cx: &Self::Context, model: &Self::Model) -> Head;
}

/// What a page begins with: its state, and what it asks for.
pub type Started<P> = (<P as Page>::Model, Effect<<P as Page>::Msg>);

/// Why `load` gave no data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such thing: the not-found page, with status 404.
    NotFound,
    /// Whoever asks may not see it: the error page, with status 403.
    Forbidden,
    /// It is elsewhere: a redirect.
    Redirect(String),
    /// Something failed. The text goes to the log; who asks gets the error page, with status 500.
    Failed(String),
}

impl<E: std::error::Error> From<E> for LoadError {
    fn from(error: E) -> Self {
        Self::Failed(error.to_string())
    }
}

/// What an error page may tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageError {
    /// The status over HTTP: 403 where it may not be seen, 500, 503 where the server has too much to do, 504 where `load` took too long.
    pub status: u16,
    /// What to look for in the server's log.
    pub trace_id: String,
    /// What went wrong. In development only.
    pub cause: Option<String>,
}

/// What surrounds a page that is shown.
pub trait Shell {
    /// Takes what the page has in `<head>`, now and after each change.
    fn set_head(&self, head: Head);

    /// Is told of the view of each page that is made, before it is shown.
    fn made(&self, page: &View) {
        let _ = page;
    }
}

/// Shows a page: makes its model, runs its messages, and gives its view. To be called inside a
/// reactive scope, with which the page ends.
pub fn mount<P: Page>(
    cx: &Rc<P::Context>,
    shell: &Rc<dyn Shell>,
    params: &P::Params,
    data: Option<P::Data>,
) -> View {
    let started = match data {
        Some(data) => P::init_loaded(cx, params, data),
        None => P::init(cx, params),
    };
    // Who shows a page that needs data has fetched it.
    let Some((model, effect)) = started else {
        return View::default();
    };
    let model = create_signal(model);
    let send = start::<P>(cx, model);
    {
        let (cx, shell) = (Rc::clone(cx), Rc::clone(shell));
        // Boxed, here and below: what is not typed by the page is compiled once, not for each page.
        let tell: Box<dyn FnMut()> =
            Box::new(move || shell.set_head(model.with(|model| P::head(&cx, model))));
        create_effect(tell);
    }
    crate::perform_soon(effect, send);
    P::view(cx, *model, send)
}

/// The loop of a page: one message after the other, `update` never inside of itself, and one change
/// of the model for each.
fn start<P: Page>(cx: &Rc<P::Context>, model: Signal<P::Model>) -> Dispatch<P::Msg> {
    let cx = Rc::clone(cx);
    let scope = use_current_scope();
    let inbox = Inbox::default();
    let this = Rc::new(Cell::new(Dispatch::nowhere()));
    let own = Rc::clone(&this);
    let send = Dispatch::new(move |msg| {
        let (cx, send) = (Rc::clone(&cx), own.get());
        inbox.run(Box::new(move || {
            // The page is gone, and this is a late answer.
            if !model.is_alive() {
                return;
            }
            let mut effect = Effect::none();
            model.update(|model| effect = P::update(&cx, model, msg));
            scope.run_in(|| crate::perform(effect, send));
        }));
    });
    this.set(send);
    send
}

/// Messages that wait, each with what it leads to.
#[derive(Default)]
struct Inbox {
    waiting: RefCell<VecDeque<Box<dyn FnOnce()>>>,
    is_busy: Cell<bool>,
}

impl Inbox {
    /// Runs what a message leads to, and then what that leads to; where something runs already, after it.
    fn run(&self, message: Box<dyn FnOnce()>) {
        self.waiting.borrow_mut().push_back(message);
        if self.is_busy.replace(true) {
            return;
        }
        loop {
            // Not in the head of the loop: the queue would be borrowed all through the body.
            let next = self.waiting.borrow_mut().pop_front();
            let Some(message) = next else {
                break;
            };
            message();
        }
        self.is_busy.set(false);
    }
}
