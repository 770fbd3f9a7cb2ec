//! The file of answers.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use contract_schema::{Endpoint, FieldType, PushType};
use libero_values::frames::push_type;
use libero_values::nearest::hint;
use libero_values::{Model, Value, plain};
use serde_json::{Map, Value as Json};

/// The longest wait that may be asked for.
const LONGEST: u64 = 600_000;
/// The shortest time between pushes.
const SHORTEST: u64 = 10;

/// What is answered in place of what would be made up, and what is pushed.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// By the module and the name of the endpoint.
    answers: HashMap<(String, String), InTurn>,
    pub(super) pushes: Vec<PushRule>,
}

/// Answers that are given one after the other, and again from the first.
#[derive(Debug)]
struct InTurn {
    answers: Vec<Answer>,
    next: AtomicUsize,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) what: What,
    pub(super) delay: Duration,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Ok(Value),
    Error(Value),
    /// No handler answered, and why.
    Failure(String),
    MadeUp,
}

/// A push that is sent to each socket.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PushRule {
    pub(super) push: PushType,
    /// Made up unless given.
    pub(super) value: Option<Value>,
    /// How long after the socket was opened.
    pub(super) first: Duration,
    /// How long after one the next follows; once alone where there is none.
    pub(super) every: Option<Duration>,
}

impl Rules {
    /// Everything is made up.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// Reads a file of answers; all that is wrong with it, each with its place.
    pub(super) fn parse(text: &str, model: &Model) -> Result<Self, Vec<String>> {
        let file = plain::parse(text).map_err(|error| vec![error.to_string()])?;
        let Json::Object(file) = file else {
            return Err(vec![
                "expected an object by the names of endpoints".to_owned(),
            ]);
        };
        let mut rules = Self::none();
        let mut errors = vec![];
        for (name, entry) in &file {
            if name == "pushes" {
                rules.pushes(entry, model, &mut errors);
                continue;
            }
            let endpoint = match model.endpoint(name) {
                Ok(endpoint) => endpoint,
                Err(error) => {
                    errors.push(error.to_string());
                    continue;
                }
            };
            let answers = answers(name, entry, endpoint, model, &mut errors);
            let key = (endpoint.module.clone(), endpoint.name.clone());
            let in_turn = InTurn {
                answers,
                next: AtomicUsize::new(0),
            };
            if rules.answers.insert(key, in_turn).is_some() {
                errors.push(format!("{name}: the endpoint is there twice"));
            }
        }
        if errors.is_empty() {
            Ok(rules)
        } else {
            Err(errors)
        }
    }

    /// The answer whose turn it is.
    pub(super) fn answer(&self, endpoint: &Endpoint) -> Answer {
        let key = (endpoint.module.clone(), endpoint.name.clone());
        let given = self.answers.get(&key).and_then(|in_turn| {
            let turn = in_turn.next.fetch_add(1, Ordering::Relaxed);
            in_turn.answers.get(turn % in_turn.answers.len().max(1))
        });
        given.cloned().unwrap_or(Answer {
            what: What::MadeUp,
            delay: Duration::ZERO,
        })
    }

    fn pushes(&mut self, entry: &Json, model: &Model, errors: &mut Vec<String>) {
        let Some(all) = entry.as_array() else {
            errors.push("pushes: expected a list".to_owned());
            return;
        };
        for (index, entry) in all.iter().enumerate() {
            match push_rule(entry, model) {
                Ok(rule) => self.pushes.push(rule),
                Err(error) => errors.push(format!("pushes[{index}]{error}")),
            }
        }
    }
}

/// The answers of an endpoint: one, or several in turn.
fn answers(
    name: &str,
    entry: &Json,
    endpoint: &Endpoint,
    model: &Model,
    errors: &mut Vec<String>,
) -> Vec<Answer> {
    let several: Vec<(String, &Json)> = match entry {
        Json::Array(entries) => {
            let entries = entries.iter().enumerate();
            entries
                .map(|(index, entry)| (format!("{name}[{index}]"), entry))
                .collect()
        }
        entry => vec![(name.to_owned(), entry)],
    };
    if several.is_empty() {
        errors.push(format!("{name}: expected an answer at least"));
    }
    let mut answers = vec![];
    for (place, entry) in several {
        match answer(entry, endpoint, model) {
            Ok(answer) => answers.push(answer),
            Err(error) => errors.push(format!("{place}{error}")),
        }
    }
    answers
}

/// The error begins with what comes behind the place of the entry.
fn answer(entry: &Json, endpoint: &Endpoint, model: &Model) -> Result<Answer, String> {
    let object = object(entry, &["ok", "error", "failure", "delay_ms"])?;
    let value = |key: &str, ty: &FieldType| -> Result<Option<Value>, String> {
        let json = object.get(key);
        json.map(|json| of_type(model, ty, json, key)).transpose()
    };
    let failure = match object.get("failure") {
        None => None,
        Some(Json::String(text)) => Some(text.clone()),
        Some(_) => return Err(".failure: expected text".to_owned()),
    };
    let what = match (
        value("ok", &endpoint.ok)?,
        value("error", &endpoint.err)?,
        failure,
    ) {
        (Some(ok), None, None) => What::Ok(ok),
        (None, Some(error), None) => What::Error(error),
        (None, None, Some(text)) => What::Failure(text),
        (None, None, None) => What::MadeUp,
        _ => return Err(": expected one of ok, error and failure, got more".to_owned()),
    };
    Ok(Answer {
        what,
        delay: millis(object, "delay_ms", 0)?.unwrap_or_default(),
    })
}

fn of_type(model: &Model, ty: &FieldType, json: &Json, key: &str) -> Result<Value, String> {
    plain::read(model, ty, json).map_err(|error| {
        let path = error.path();
        let dot = if path.is_empty() || path.starts_with('[') {
            ""
        } else {
            "."
        };
        format!(".{key}{dot}{path}: {}", error.message())
    })
}

fn push_rule(entry: &Json, model: &Model) -> Result<PushRule, String> {
    let object = object(entry, &["push", "value", "every_ms", "after_ms"])?;
    let Some(Json::String(name)) = object.get("push") else {
        return Err(".push: expected the name of a push".to_owned());
    };
    let push = model
        .push(name)
        .map_err(|error| format!(".push: {error}"))?;
    let value = object.get("value");
    let value = value.map(|json| of_type(model, &push_type(push), json, "value"));
    let every = millis(object, "every_ms", SHORTEST)?;
    let after = millis(object, "after_ms", 0)?;
    Ok(PushRule {
        push: push.clone(),
        value: value.transpose()?,
        first: after.or(every).unwrap_or_default(),
        every,
    })
}

/// An object with no other keys than these.
fn object<'j>(entry: &'j Json, known: &[&str]) -> Result<&'j Map<String, Json>, String> {
    let Some(object) = entry.as_object() else {
        return Err(format!(": expected an object with {}", known.join(", ")));
    };
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        None => Ok(object),
        Some(key) => {
            let near = hint(key, known.iter().copied());
            Err(format!(
                ".{key}: the key is unknown{near}; known are {}",
                known.join(", ")
            ))
        }
    }
}

fn millis(object: &Map<String, Json>, key: &str, least: u64) -> Result<Option<Duration>, String> {
    let Some(json) = object.get(key) else {
        return Ok(None);
    };
    match json.as_u64() {
        Some(millis) if (least..=LONGEST).contains(&millis) => {
            Ok(Some(Duration::from_millis(millis)))
        }
        _ => Err(format!(
            ".{key}: expected {least} to {LONGEST} milliseconds, got {json}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTRACT: &str =
        include_str!("../../../../../examples/quickstart/generated/contract.json");

    fn model() -> Model {
        let contract = contract_schema::document::from_json(CONTRACT).expect("a contract");
        Model::new(&contract).expect("sound")
    }

    #[test]
    fn answers_are_given_in_turn() {
        let model = model();
        let text = r#"{"count_tasks": [{"failure": "a"}, {"delay_ms": 5}]}"#;
        let rules = Rules::parse(text, &model).expect("rules");
        let endpoint = model.endpoint("count_tasks").expect("an endpoint");
        let turns = [(); 3].map(|()| rules.answer(endpoint).what);
        let failure = What::Failure("a".to_owned());
        assert_eq!(turns, [failure.clone(), What::MadeUp, failure]);
        let other = model.endpoint("load_task").expect("an endpoint");
        assert_eq!(rules.answer(other).what, What::MadeUp);
    }

    #[test]
    fn the_example_of_the_docs_is_a_file_of_answers() {
        let docs = include_str!("../../../../../docs/cli.md");
        let mut blocks = docs.split("```json\n").skip(1);
        let example = blocks.find(|block| block.contains("\"pushes\""));
        let (example, _) = example
            .and_then(|block| block.split_once("```"))
            .expect("a block");
        let rules = Rules::parse(example, &model()).expect("rules");
        assert_eq!((rules.answers.len(), rules.pushes.len()), (3, 1));
    }

    #[test]
    fn all_that_is_wrong_is_told_with_its_place() {
        let text = r#"{
            "load_tsak": {},
            "count_tasks": [{"ok": {"a": 1}}, {"oks": 1}],
            "add_person": {"ok": 1, "failure": "x"},
            "limits": {"delay_ms": -1},
            "pushes": [{"push": "BoardEvents", "every_ms": 100}, {"push": "BoardEvent", "every_ms": 1}]
        }"#;
        let errors = Rules::parse(text, &model()).expect_err("wrong");
        let expected = [
            "there is no endpoint load_tsak; did you mean load_task?",
            "count_tasks[0].ok",
            "count_tasks[1].oks: the key is unknown (did you mean ok?); known are ok, error, failure, delay_ms",
            "add_person.ok",
            "limits.delay_ms: expected 0 to 600000 milliseconds, got -1",
            "pushes[0].push: there is no push BoardEvents; did you mean BoardEvent?",
            "pushes[1].every_ms: expected 10 to 600000 milliseconds, got 1",
        ];
        assert_eq!(errors.len(), expected.len(), "{errors:#?}");
        for (error, expected) in errors.iter().zip(expected) {
            assert!(error.starts_with(expected), "{error}");
        }
        assert!(Rules::parse("{", &model()).is_err());
    }
}
