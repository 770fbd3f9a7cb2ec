//! Forms in views.

use std::borrow::Cow;
use std::rc::Rc;

use sycamore::prelude::*;
use sycamore::web::{AttributeValue, HtmlNode, SetAttribute, ViewHtmlNode};
use wasm_bindgen::JsCast;

use super::field::{on_submit, on_text, text, value};
use crate::dispatch::Dispatch;
use crate::form::{Event, Form, State};

/// A [`Form`] in a view. It says to browsers and to readers of screens which fields have a problem, and which;
/// after an answer that has some, the first such field gets the focus.
///
/// ```
/// use rally::form::{Event, Form};
/// use rally::prelude::*;
///
/// # #[derive(Clone)]
/// struct ServerAddTeam {
///     name: String,
/// }
/// struct Model {
///     form: Form<ServerAddTeam>,
/// }
/// enum Msg {
///     Form(Event<ServerAddTeam>),
/// }
///
/// fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View {
///     let form = ui::Fields::new(model, |model| &model.form, send, Msg::Form);
///     view! {
///         form(..form.form()) {
///             (form.text("name", "Name", |team| &mut team.name))
///             (form.summary())
///             button(disabled=form.is_sent()) { "Add it" }
///         }
///     }
/// }
/// # let html = sycamore::render_to_string(|| {
/// #     let form = Form::new(ServerAddTeam { name: "Ants".to_owned() });
/// #     view(*create_signal(Model { form }), Dispatch::nowhere())
/// # });
/// # assert!(html.contains(r#"<input id="name" name="name" aria-describedby="name-problem" value="Ants""#), "{html}");
/// ```
pub struct Fields<R: 'static> {
    values: ReadSignal<Get<R>>,
    state: ReadSignal<Get<State>>,
    send: Dispatch<Event<R>>,
}

/// Reads a part of the model. A memo would be another piece of program for each form.
type Get<T> = Rc<dyn Fn() -> T>;

fn get<T>(part: ReadSignal<Get<T>>) -> T {
    let get = part.get_clone_untracked();
    get()
}

impl<R> Clone for Fields<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Fields<R> {}

impl<R: Clone> Fields<R> {
    /// The form of a model, and the message that takes its events.
    pub fn new<M, Msg>(
        model: ReadSignal<M>,
        form: fn(&M) -> &Form<R>,
        send: Dispatch<Msg>,
        msg: fn(Event<R>) -> Msg,
    ) -> Self {
        Self {
            values: *create_signal(
                Rc::new(move || model.with(|model| form(model).values.clone())) as _,
            ),
            state: *create_signal(
                Rc::new(move || model.with(|model| form(model).state.clone())) as _,
            ),
            // On the server nothing is ever sent.
            send: if is_ssr!() {
                Dispatch::nowhere()
            } else {
                Dispatch::new(move |event| send(msg(event)))
            },
        }
    }

    /// For the `form`: sending it, and where the focus goes.
    pub fn form(self) -> Attributes {
        let Self { state, send, .. } = self;
        let send = Box::new(move || send(Event::Sent));
        attributes(Sending { state, send })
    }

    /// A field of one line, with its label above and its problem below it. Its `id` is its name, that of the
    /// problem is `NAME-problem`.
    pub fn text(self, name: &'static str, label: &'static str, part: Part<R>) -> View {
        line(label, self.filled(name, part))
    }

    /// A field of several lines.
    pub fn area(self, name: &'static str, label: &'static str, part: Part<R>) -> View {
        let mut filled = self.filled(name, part);
        filled.is_area = true;
        filled.labelled(label, |input| view! { textarea(..input) {} })
    }

    /// A field of another kind: `|input| view! { input(r#type="date", ..input) }`, or a `select`.
    pub fn field(
        self,
        name: &'static str,
        label: &'static str,
        part: Part<R>,
        input: impl FnOnce(Attributes) -> View,
    ) -> View {
        self.filled(name, part).labelled(label, input)
    }

    /// What is wrong with the form as a whole.
    pub fn summary(self) -> View {
        summary(self.state)
    }

    /// Whether it was sent and not answered yet.
    pub fn is_sent(self) -> bool {
        get(self.state).is_sent
    }

    /// Whether the server took it, and nothing was changed since.
    pub fn is_done(self) -> bool {
        get(self.state).is_done
    }

    fn filled(self, name: &'static str, part: Part<R>) -> Filled {
        let Self {
            values,
            state,
            send,
        } = self;
        Filled {
            name,
            is_area: false,
            value: Box::new(move || {
                let mut values = get(values);
                std::mem::take(part(&mut values))
            }),
            changed: Box::new(move |text| {
                let change = move |values: &mut R| *part(values) = text;
                send(Event::Changed(Box::new(change)));
            }),
            problem: problem(state, name),
        }
    }
}

/// A part of what is filled in: `|team| &mut team.name`.
pub type Part<R> = fn(&mut R) -> &mut String;

fn attributes(value: impl AttributeValue) -> Attributes {
    let mut attributes = Attributes::new();
    attributes.set_attribute("", value);
    attributes
}

// What knows no request is compiled once, not for each form.

fn problem(state: ReadSignal<Get<State>>, name: &'static str) -> ReadSignal<String> {
    create_selector(move || get(state).problems.text(name))
}

fn is_wrong(problem: ReadSignal<String>) -> Option<&'static str> {
    problem.with(|text| (!text.is_empty()).then_some("true"))
}

fn summary(state: ReadSignal<Get<State>>) -> View {
    let problem = problem(state, "");
    view! { p(class="problem", role="alert") { (problem) } }
}

fn line(label: &'static str, filled: Filled) -> View {
    filled.labelled(label, |input| view! { input(..input) })
}

fn around(
    name: &'static str,
    label: &'static str,
    problem: ReadSignal<String>,
    input: View,
) -> View {
    view! {
        div(class="field", data-wrong=is_wrong(problem)) {
            label(r#for=name) { (label) }
            (input)
            p(class="problem", id=format!("{name}-problem"), aria-live="polite") { (problem) }
        }
    }
}

/// A field, and the attributes that make it one.
struct Filled {
    name: &'static str,
    is_area: bool,
    value: Box<dyn Fn() -> String>,
    changed: Box<dyn FnMut(String)>,
    problem: ReadSignal<String>,
}

impl Filled {
    fn labelled(self, label: &'static str, input: impl FnOnce(Attributes) -> View) -> View {
        let (name, problem) = (self.name, self.problem);
        around(name, label, problem, input(attributes(self)))
    }
}

impl AttributeValue for Filled {
    fn set_self(self, node: &mut HtmlNode, _: Cow<'static, str>) {
        let Self { name, problem, .. } = self;
        node.set_attribute("id".into(), name.into());
        node.set_attribute("name".into(), name.into());
        node.set_attribute("aria-describedby".into(), format!("{name}-problem").into());
        node.set_attribute("aria-invalid".into(), (move || is_wrong(problem)).into());
        let held = if self.is_area {
            text(self.value)
        } else {
            value(self.value)
        };
        held.apply_self(node);
        node.set_event_handler("input".into(), on_text::<web_sys::Event>(self.changed));
    }
}

/// The attributes of a form.
struct Sending {
    state: ReadSignal<Get<State>>,
    send: Box<dyn FnMut()>,
}

impl AttributeValue for Sending {
    fn set_self(self, node: &mut HtmlNode, _: Cow<'static, str>) {
        node.set_bool_attribute("novalidate".into(), true.into());
        node.set_event_handler("submit".into(), on_submit::<web_sys::Event>(self.send));
        if !is_ssr!() {
            focus(self.state);
        }
    }
}

/// Brings whoever fills in a form to the first field with a problem, once an answer.
fn focus(state: ReadSignal<Get<State>>) {
    let mut seen = get(state).answers;
    create_effect(move || {
        let state = get(state);
        if std::mem::replace(&mut seen, state.answers) != state.answers
            && let Some(field) = state.problems.first()
            && let Some(field) = document().get_element_by_id(field)
        {
            let _ = field.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}
