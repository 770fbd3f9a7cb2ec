//! Forms, and what is wrong with what was filled in.

use rally::prelude::*;

/// Something that is wrong with a form: the answer of a handler that refuses it.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The field, by its name in the form; none where it is the form as a whole.
    pub field: Option<String>,
    /// What is wrong, for whoever fills it in.
    pub text: String,
}

/// All that is wrong with a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problems {
    /// In the order of the fields.
    pub list: Vec<Problem>,
}

impl Problems {
    /// One more, unless all is well.
    pub fn check(&mut self, is_well: bool, field: &str, text: &str) {
        if !is_well {
            let (field, text) = (Some(field.to_owned()), text.to_owned());
            self.list.push(Problem { field, text });
        }
    }

    /// A single one, about a field.
    pub fn of(field: &str, text: &str) -> Self {
        let mut problems = Self::default();
        problems.check(false, field, text);
        problems
    }

    /// A single one, about the form as a whole.
    pub fn whole(text: impl Into<String>) -> Self {
        let problem = Problem {
            field: None,
            text: text.into(),
        };
        Self {
            list: vec![problem],
        }
    }

    /// `Ok` where there is none.
    pub fn none(self) -> Result<(), Self> {
        if self.list.is_empty() {
            Ok(())
        } else {
            Err(self)
        }
    }

    /// What is wrong with a field, or with the whole.
    pub fn text(&self, field: Option<&str>) -> String {
        let of_field = self
            .list
            .iter()
            .filter(|problem| problem.field.as_deref() == field);
        let texts: Vec<&str> = of_field.map(|problem| problem.text.as_str()).collect();
        texts.join(" ")
    }
}

/// What the database could not do is no fault of who filled in the form.
impl From<rally::db::Error> for Problems {
    fn from(error: rally::db::Error) -> Self {
        eprintln!("scoreboard: {error}");
        Self::whole("The league's books are closed just now. Try again in a moment.")
    }
}

/// What a refused or failed call says about the form.
impl From<CallError<Problems>> for Problems {
    fn from(error: CallError<Problems>) -> Self {
        match error {
            CallError::Refused(problems) => problems,
            CallError::Failed(failure) => Self::whole(failure.to_string()),
        }
    }
}

/// A field with its label, and below it what is wrong with it. `input` is the field itself, whose `id` is `name`.
pub fn field(
    name: &'static str,
    label: &'static str,
    problems: ReadSignal<Problems>,
    input: View,
) -> View {
    let text = create_memo(move || problems.with(|problems| problems.text(Some(name))));
    view! {
        div(class="field", data-wrong=text.with(|text| (!text.is_empty()).then_some("true"))) {
            label(r#for=name) { (label) }
            (input)
            p(class="problem", id=format!("{name}-problem"), aria-live="polite") { (text) }
        }
    }
}

/// What is wrong with the form as a whole.
pub fn summary(problems: ReadSignal<Problems>) -> View {
    view! {
        p(class="problem", role="alert") { (problems.with(|problems| problems.text(None))) }
    }
}
