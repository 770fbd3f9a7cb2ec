//! Forms: what is filled in, whether the server is being asked, and what it says is wrong.
//!
//! ```
//! use rally::form::Problems;
//!
//! // In a handler that answers `Result<_, Vec<(String, String)>>`: fields and what is wrong with them.
//! fn check(name: &str) -> Result<(), Vec<(String, String)>> {
//!     let mut problems = Problems::default();
//!     problems.check(!name.is_empty(), "name", "What is it called?");
//!     problems.none()?;
//!     Ok(())
//! }
//! assert_eq!(check("").unwrap_err()[0].0, "name");
//! ```
//!
//! A page keeps a [`Form`] in its model, hands its [`Event`]s on to it, and shows it by
//! [`ui::Fields`](crate::ui::Fields).

use std::fmt;

use crate::effect::{self, Effect};
use crate::rpc::{Call, CallError};

/// What is wrong with what was filled in. It travels as pairs: the field, by its name in the form, and a text
/// for whoever fills it in. Without a name it is about the form as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<(String, String)>);

impl Problems {
    /// One problem of a field.
    pub fn of(field: &str, text: impl Into<String>) -> Self {
        Self(vec![(field.to_owned(), text.into())])
    }

    /// One problem of the form as a whole.
    pub fn whole(text: impl Into<String>) -> Self {
        Self::of("", text)
    }

    /// One more problem of a field, unless all is well.
    pub fn check(&mut self, is_well: bool, field: &str, text: &str) {
        if !is_well {
            self.0.push((field.to_owned(), text.to_owned()));
        }
    }

    /// `Ok` where there is none.
    pub fn none(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// What is wrong with a field; with the form as a whole, where no field is named.
    pub fn text(&self, field: &str) -> String {
        let of_field = self.0.iter().filter(|(name, _)| name == field);
        let texts: Vec<&str> = of_field.map(|(_, text)| text.as_str()).collect();
        texts.join(" ")
    }

    /// The first field with a problem.
    pub(crate) fn first(&self) -> Option<&str> {
        let names = self.0.iter().map(|(name, _)| name.as_str());
        names.into_iter().find(|name| !name.is_empty())
    }
}

impl From<Problems> for Vec<(String, String)> {
    fn from(problems: Problems) -> Self {
        problems.0
    }
}

impl From<Vec<(String, String)>> for Problems {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

/// What a call that was refused or failed says about a form.
impl From<CallError<Vec<(String, String)>>> for Problems {
    fn from(error: CallError<Vec<(String, String)>>) -> Self {
        match error {
            CallError::Refused(pairs) => Self(pairs),
            CallError::Failed(failure) => Self::whole(failure.to_string()),
        }
    }
}

/// A form, as a part of a model. `R` is the request that it makes, whose fields are those of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form<R> {
    /// What is filled in.
    pub values: R,
    pub(crate) state: State,
}

/// All of a form but what is filled in, so that the rest of the program is the same for all forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) is_sent: bool,
    pub(crate) is_done: bool,
    /// Whether anything was changed since it was sent.
    is_changed: bool,
    pub(crate) problems: Problems,
    /// How often the server has answered.
    pub(crate) answers: u32,
}

/// What somebody does to a form.
pub enum Event<R> {
    /// Something was filled in.
    Changed(Box<dyn FnOnce(&mut R)>),
    /// It is to be sent.
    Sent,
}

impl<R: Clone> Form<R> {
    /// A form that holds this at first.
    pub fn new(values: R) -> Self {
        let state = State::default();
        Self { values, state }
    }

    /// Takes an event. A form that is to be sent calls the handler, unless it was sent and not answered yet.
    pub fn update<C: 'static, Msg>(
        &mut self,
        event: Event<R>,
        respond: impl FnOnce(Result<R::Ok, CallError<R::Err>>) -> Msg + 'static,
    ) -> Effect<Msg>
    where
        R: Call<C>,
    {
        match event {
            Event::Changed(change) => {
                change(&mut self.values);
                self.state.is_changed = true;
                self.state.is_done = false;
            }
            Event::Sent if self.state.is_sent => {}
            Event::Sent => {
                self.state.is_sent = true;
                self.state.is_done = false;
                self.state.is_changed = false;
                return effect::rpc(self.values.clone(), respond);
            }
        }
        effect::none()
    }

    /// Takes the answer: what the handler gave, or nothing where it refused. Then the form tells why.
    pub fn answered<T>(
        &mut self,
        answer: Result<T, CallError<Vec<(String, String)>>>,
    ) -> Option<T> {
        let (value, problems) = match answer {
            Ok(value) => (Some(value), Problems::default()),
            Err(error) => (None, error.into()),
        };
        self.state.answered(value.is_some(), problems);
        value
    }

    /// Whether it was sent and not answered yet.
    pub fn is_sent(&self) -> bool {
        self.state.is_sent
    }

    /// Whether the server took it, and nothing was changed since.
    pub fn is_done(&self) -> bool {
        self.state.is_done
    }

    /// What the server said is wrong.
    pub fn problems(&self) -> &Problems {
        &self.state.problems
    }
}

impl State {
    fn answered(&mut self, is_taken: bool, problems: Problems) {
        self.answers += 1;
        self.is_sent = false;
        self.is_done = is_taken && !self.is_changed;
        self.problems = problems;
    }
}

impl<R> fmt::Debug for Event<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Changed(_) => "Changed",
            Self::Sent => "Sent",
        })
    }
}

#[cfg(test)]
mod tests {
    use libero_wire::error::{DecodeError, EncodeError};

    use super::{Event, Form, Problems};
    use crate::effect::Effect;
    use crate::rpc::{Answer, Call, CallError, Endpoint, Failure};

    type Refused = Vec<(String, String)>;

    #[derive(Clone, Debug, PartialEq)]
    struct Save {
        name: String,
    }

    impl Call<()> for Save {
        type Ok = u8;
        type Err = Refused;
        const ENDPOINT: Endpoint = Endpoint {
            name: "save",
            hash: "",
            read_only: false,
        };

        fn encode(&self, _: u32) -> Result<Vec<u8>, EncodeError> {
            Ok(self.name.clone().into())
        }

        fn decode(_: &[u8]) -> Result<Answer<u8, Refused>, DecodeError> {
            Ok(Ok(Ok(1)))
        }
    }

    fn form() -> Form<Save> {
        Form::new(Save {
            name: String::new(),
        })
    }

    fn does(form: &mut Form<Save>, event: Event<Save>) -> bool {
        let effect: Effect<()> = form.update(event, |_| ());
        !effect.is_none()
    }

    fn typed(text: &'static str) -> Event<Save> {
        Event::Changed(Box::new(|save| text.clone_into(&mut save.name)))
    }

    fn refused(field: &str, text: &str) -> Result<u8, CallError<Refused>> {
        Err(CallError::Refused(Problems::of(field, text).into()))
    }

    #[test]
    fn a_form_is_sent_once_until_it_is_answered() {
        let mut form = form();
        assert!(!does(&mut form, typed("Ann")));
        assert!(does(&mut form, Event::Sent));
        assert!(form.is_sent() && !does(&mut form, Event::Sent));
        assert_eq!(form.answered(refused("name", "Taken.")), None);
        assert!(!form.is_sent() && does(&mut form, Event::Sent));
        assert_eq!(form.values.name, "Ann");
    }

    #[test]
    fn what_is_wrong_stays_until_the_next_answer() {
        let mut form = form();
        form.answered(refused("name", "Too short."));
        does(&mut form, typed("Ann"));
        does(&mut form, Event::Sent);
        assert_eq!(form.problems().text("name"), "Too short.");
        form.answered::<u8>(Err(CallError::Failed(Failure::Offline)));
        assert_eq!(form.problems().text("name"), "");
        assert!(form.problems().text("").contains("no connection"));
        assert_eq!(form.answered(Ok(7)), Some(7));
        assert_eq!(form.problems(), &Problems::default());
    }

    #[test]
    fn a_form_is_done_while_it_holds_what_was_taken() {
        let mut form = form();
        does(&mut form, Event::Sent);
        form.answered(Ok(1));
        assert!(form.is_done());
        does(&mut form, typed("Ann"));
        assert!(!form.is_done());
        does(&mut form, Event::Sent);
        does(&mut form, typed("Anna"));
        form.answered(Ok(1));
        assert!(!form.is_done(), "it was changed while it was under way");
    }

    #[test]
    fn the_problems_of_a_field_are_read_as_one_text() {
        let mut problems = Problems::whole("Closed.");
        problems.check(true, "name", "never");
        problems.check(false, "name", "Too short.");
        problems.check(false, "name", "No letters.");
        assert_eq!(problems.text("name"), "Too short. No letters.");
        assert_eq!(problems.text(""), "Closed.");
        assert_eq!(problems.text("town"), "");
        assert_eq!(problems.first(), Some("name"));
        assert!(problems.none().is_err());
    }
}
