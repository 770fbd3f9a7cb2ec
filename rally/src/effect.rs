//! What a page asks for: calls, navigation, timers. An effect is a value; nothing happens before the
//! run-time performs it, and on the server nothing does.

use std::fmt;
use std::time::Duration;

use crate::dispatch::Dispatch;
use crate::rpc::{self, Call, CallError};

/// What `init` and `update` ask the run-time to do.
#[must_use = "an effect does nothing unless `init` or `update` returns it"]
pub struct Effect<Msg: 'static> {
    steps: Vec<Step<Msg>>,
}

/// One thing to do.
pub enum Step<Msg: 'static> {
    /// A call, and what becomes of its answer.
    Call(rpc::Pending<Msg>),
    /// Another address: of this application, or of another site.
    Navigate {
        /// The address.
        to: String,
        /// Whether it takes the place of the one shown in the history.
        replace: bool,
    },
    /// Another address for the page that is shown.
    Address(String),
    /// A message, some time from now.
    After(Duration, Box<dyn FnOnce() -> Msg>),
    /// A message again and again, while the page is shown.
    Every(Duration, Box<dyn FnMut() -> Msg>),
    /// Anything else.
    Run(Box<dyn FnOnce(Dispatch<Msg>)>),
}

/// Nothing to do.
pub fn none<Msg>() -> Effect<Msg> {
    Effect { steps: vec![] }
}

/// Several effects, begun in their order.
pub fn batch<Msg>(effects: impl IntoIterator<Item = Effect<Msg>>) -> Effect<Msg> {
    let steps = effects.into_iter().flat_map(|effect| effect.steps);
    Effect {
        steps: steps.collect(),
    }
}

/// Calls the handler that takes `request`: `effect::rpc(ServerLoadData { id }, Msg::GotData)`.
///
/// `respond` gets what the handler answered, or why there is no answer.
pub fn rpc<C: 'static, T: Call<C>, Msg>(
    request: T,
    respond: impl FnOnce(Result<T::Ok, CallError<T::Err>>) -> Msg + 'static,
) -> Effect<Msg> {
    one(Step::Call(rpc::Pending::new(request, respond)))
}

/// Goes to an address as a click on a link does: `effect::navigate(Route::About)`.
pub fn navigate<Msg>(to: impl Into<String>) -> Effect<Msg> {
    let to = to.into();
    one(Step::Navigate { to, replace: false })
}

/// Goes to an address in place of the one shown: the back button does not lead here again.
pub fn redirect<Msg>(to: impl Into<String>) -> Effect<Msg> {
    let to = to.into();
    one(Step::Navigate { to, replace: true })
}

/// Gives the page that is shown another address, such as that of the same page with another query string. The
/// page stays as it is; who loads it anew, keeps its address, or comes back to it, gets that of this address.
pub fn set_address<Msg>(to: impl Into<String>) -> Effect<Msg> {
    one(Step::Address(to.into()))
}

/// Sends a message after some time, if the page is still shown.
pub fn after<Msg>(delay: Duration, message: impl FnOnce() -> Msg + 'static) -> Effect<Msg> {
    one(Step::After(delay, Box::new(message)))
}

/// Sends a message each time that `period` has passed, while the page is shown.
pub fn every<Msg>(period: Duration, message: impl FnMut() -> Msg + 'static) -> Effect<Msg> {
    one(Step::Every(period, Box::new(message)))
}

/// Runs a function in the browser, which may send messages, then or later.
pub fn from<Msg>(run: impl FnOnce(Dispatch<Msg>) + 'static) -> Effect<Msg> {
    one(Step::Run(Box::new(run)))
}

fn one<Msg>(action: Step<Msg>) -> Effect<Msg> {
    Effect {
        steps: vec![action],
    }
}

impl<Msg> Effect<Msg> {
    /// Nothing to do.
    pub fn none() -> Self {
        none()
    }

    /// Whether there is nothing to do.
    pub fn is_none(&self) -> bool {
        self.steps.is_empty()
    }

    /// What is to be done, for whoever does it: the run-time, or a test of `update`.
    pub fn into_steps(self) -> Vec<Step<Msg>> {
        self.steps
    }

    /// This effect, and then another.
    pub fn and(mut self, other: Self) -> Self {
        self.steps.extend(other.steps);
        self
    }
}

impl<Msg> Default for Effect<Msg> {
    fn default() -> Self {
        none()
    }
}

impl<Msg> fmt::Debug for Effect<Msg> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.steps).finish()
    }
}

impl<Msg> fmt::Debug for Step<Msg> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(call) => write!(f, "Call({})", call.endpoint.name),
            Self::Navigate { to, .. } => write!(f, "Navigate({to})"),
            Self::Address(to) => write!(f, "Address({to})"),
            Self::After(delay, _) => write!(f, "After({delay:?})"),
            Self::Every(period, _) => write!(f, "Every({period:?})"),
            Self::Run(_) => f.write_str("Run"),
        }
    }
}
