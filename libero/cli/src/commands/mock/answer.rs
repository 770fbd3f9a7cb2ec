//! What is answered to a call.

use std::sync::Arc;
use std::time::Duration;

use contract_schema::{Endpoint, FieldType, PushType, TypeKind};
use libero_values::frames::{
    self, Reply, Request, endpoint_at, push_type, read_by_path, read_request, reply_by_path,
    response,
};
use libero_values::sample::plausible;
use libero_values::{Model, Value, typed_json};
use libero_wire::frame::RpcError;
use libero_wire::{Codec, Limits, dispatch, skew};
use tokio::sync::watch;

use super::rules::{PushRule, Rules, What};
use crate::terminal::say;

/// A contract, and what is answered.
#[derive(Debug)]
pub(super) struct Server {
    model: Model,
    rules: watch::Receiver<Arc<Rules>>,
    seed: u64,
    push_every: Option<Duration>,
    quiet: bool,
}

impl Server {
    pub(super) fn new(
        model: Model,
        rules: watch::Receiver<Arc<Rules>>,
        seed: u64,
        push_every: Option<Duration>,
        quiet: bool,
    ) -> Self {
        Self {
            model,
            rules,
            seed,
            push_every,
            quiet,
        }
    }

    pub(super) fn model(&self) -> &Model {
        &self.model
    }

    /// What `look` sees of the hashes that peers compare.
    pub(super) fn compared<T>(&self, look: impl FnOnce(&skew::Contract<'_>) -> T) -> T {
        let contract = self.model.contract();
        let digits = |hash: &str| hash.get(..16).unwrap_or(hash).to_owned();
        let endpoints = contract.endpoints.iter();
        let endpoints: Vec<_> = endpoints
            .map(|one| (one.full_name(), digits(&one.hash)))
            .collect();
        // Pushes of contracts from before there were hashes of them are never the same.
        let pushes = contract.push_types.iter();
        let pushes: Vec<_> = pushes
            .filter_map(|one| Some((one.full_name(), digits(one.hash.as_deref()?))))
            .collect();
        look(&skew::Contract {
            hash: &contract.contract_hash,
            endpoints: &borrowed(&endpoints),
            pushes: &borrowed(&pushes),
        })
    }

    /// Tells of other answers.
    pub(super) fn rules(&self) -> watch::Receiver<Arc<Rules>> {
        self.rules.clone()
    }

    /// The reply to a request, and how long to wait before it is sent.
    pub(super) fn answer(&self, request: &[u8]) -> (Vec<u8>, Duration) {
        let request = match read_request(&self.model, request, &Limits::DEFAULT) {
            Ok(request) => request,
            Err(refused) => {
                self.say(&format!("refused: {}", refused.error));
                return (refused.reply(), Duration::ZERO);
            }
        };
        let (reply, delay) = self.reply(&request);
        let frame = |reply: &Reply| {
            response(
                &self.model,
                request.endpoint,
                request.codec,
                request.request_id,
                reply,
            )
        };
        let frame = frame(&reply)
            .or_else(|error| frame(&Err(internal(error.to_string()))))
            .unwrap_or_default();
        (frame, delay)
    }

    /// The same for a call whose path names the function, as `board/tasks/load_task` does.
    pub(super) fn answer_by_path(&self, path: &str, body: &[u8]) -> (dispatch::Reply, Duration) {
        let Some(endpoint) = endpoint_at(&self.model, path) else {
            self.say(&format!("refused: there is no function at /rpc/{path}"));
            return (dispatch::Reply::unknown_path(path), Duration::ZERO);
        };
        let request = match read_by_path(&self.model, endpoint, body, &Limits::DEFAULT) {
            Ok(request) => request,
            Err(refused) => {
                self.say(&format!("refused: {}", refused.error));
                let reply = dispatch::Reply::by_path(Err(refused.error));
                return (reply, Duration::ZERO);
            }
        };
        let (reply, delay) = self.reply(&request);
        let reply = reply_by_path(&self.model, endpoint, &reply)
            .unwrap_or_else(|error| dispatch::Reply::by_path(Err(internal(error.to_string()))));
        (reply, delay)
    }

    fn reply(&self, request: &Request<'_>) -> (Reply, Duration) {
        let endpoint = request.endpoint;
        let answer = self.rules.borrow().answer(endpoint);
        let (reply, how) = match answer.what {
            What::Ok(value) => (Ok(Ok(value)), "ok"),
            What::Error(value) => (Ok(Err(value)), "error"),
            What::Failure(message) => (Err(internal(message)), "failure"),
            What::MadeUp => (self.made_up(endpoint, &request.message), "made up"),
        };
        self.say(&format!("{}.{}: {how}", endpoint.module, endpoint.name));
        (reply, answer.delay)
    }

    /// The same for the same message. What is asked for by name is in the answer: a task with the id
    /// that was asked for.
    fn made_up(&self, endpoint: &Endpoint, message: &Value) -> Reply {
        let text = typed_json::write(&self.model, &endpoint.request, message).unwrap_or_default();
        // FNV-1a.
        let hash = text.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let seed = self.seed ^ hash;
        match plausible(&self.model, &endpoint.ok, &endpoint.name, seed) {
            Ok(mut value) => {
                self.echo(endpoint, message, &mut value);
                Ok(Ok(value))
            }
            // Success has no value: it always fails.
            Err(_) => match plausible(&self.model, &endpoint.err, &endpoint.name, seed) {
                Ok(error) => Ok(Err(error)),
                Err(error) => Err(internal(error.to_string())),
            },
        }
    }

    /// Copies fields of the message into fields of the answer with the same label and type, and into
    /// those of structs that stand in the answer.
    fn echo(&self, endpoint: &Endpoint, message: &Value, answer: &mut Value) {
        if let Value::Constructor(message) = message {
            let asked = self.fields(&endpoint.request);
            let asked: Vec<_> = asked.into_iter().zip(&message.fields).collect();
            self.echo_in(&asked, &endpoint.ok, answer, true);
        }
    }

    fn echo_in(
        &self,
        asked: &[((&str, &FieldType), &Value)],
        ty: &FieldType,
        answer: &mut Value,
        is_outermost: bool,
    ) {
        let Value::Constructor(answer) = answer else {
            return;
        };
        for (field, slot) in self.fields(ty).into_iter().zip(&mut answer.fields) {
            if let Some((_, value)) = asked.iter().find(|(asked, _)| *asked == field) {
                slot.clone_from(value);
            } else if is_outermost {
                self.echo_in(asked, field.1, slot, false);
            }
        }
    }

    /// The labels and types of a struct.
    fn fields(&self, ty: &FieldType) -> Vec<(&str, &FieldType)> {
        let FieldType::UserType {
            module_path,
            type_name,
            args,
        } = ty
        else {
            return vec![];
        };
        let def = self.model.type_def(module_path, type_name);
        let def = def.filter(|def| def.kind == TypeKind::Struct && args.is_empty());
        let Some(variant) = def.and_then(|def| def.variants.first()) else {
            return vec![];
        };
        let labels = variant.field_labels.iter().flatten();
        labels
            .map(String::as_str)
            .zip(&variant.field_types)
            .collect()
    }

    /// What is pushed to a socket: by the file, and each kind in turn at the interval.
    pub(super) fn pushes(&self) -> Vec<PushRule> {
        let mut pushes = self.rules.borrow().pushes.clone();
        let kinds = &self.model.contract().push_types;
        if let Some(every) = self.push_every {
            let round = every * u32::try_from(kinds.len()).unwrap_or(u32::MAX);
            let kinds = (1_u32..).zip(kinds);
            pushes.extend(kinds.map(|(turn, push)| PushRule {
                push: push.clone(),
                value: None,
                first: every * turn,
                every: Some(round),
            }));
        }
        pushes
    }

    /// The frame of a push; `count` others of its rule were sent before.
    pub(super) fn push(&self, rule: &PushRule, codec: Codec, count: u64) -> Option<Vec<u8>> {
        let made_up = || self.made_up_push(&rule.push, count);
        let value = rule.value.clone().or_else(made_up)?;
        let frame = frames::push(&self.model, &rule.push, codec, &value).ok()?;
        self.say(&format!("push {}", rule.push.type_name));
        Some(frame)
    }

    fn made_up_push(&self, push: &PushType, count: u64) -> Option<Value> {
        let seed = self.seed.wrapping_add(count.wrapping_mul(7919));
        plausible(&self.model, &push_type(push), "", seed).ok()
    }

    pub(super) fn say(&self, line: &str) {
        if !self.quiet {
            say(line);
        }
    }
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    let pairs = pairs.iter();
    pairs.map(|(name, hash)| (&**name, &**hash)).collect()
}

fn internal(message: String) -> RpcError {
    RpcError::InternalError {
        trace_id: "mock".to_owned(),
        message,
    }
}
