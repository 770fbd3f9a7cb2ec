//! What a message is, and whether it is what the contract says.

use contract_schema::{Endpoint, FieldType, TypeDef};
use libero_values::frames::{self, Reply};
use libero_values::nearest::hint;
use libero_values::{Model, Value, etf, plain, typed_json};
use libero_wire::frame::{self as wire, RpcError};
use libero_wire::{Codec, DecodeError, Limits};
use serde_json::{Value as Json, json};

use super::names::{Constructor, Names};
use super::place::Part;
use super::rows::Problem;
use super::text::excerpt;

/// What is looked at; a person has it in hand.
pub(super) const LIMITS: Limits = Limits {
    input_bytes: 256 << 20,
    string_bytes: 256 << 20,
    json_items: 1 << 24,
    ..Limits::DEFAULT
};

/// What a message is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Request,
    Response,
    Push,
    /// A term without a frame.
    Term,
    /// What a server says of its contract.
    Contract,
    /// JSON that is no frame.
    Json,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Push => "push",
            Self::Term => "term",
            Self::Contract => "contract",
            Self::Json => "JSON",
        }
    }

    pub(super) fn of(codec: Codec, message: &[u8]) -> Option<Self> {
        Some(match (codec, message) {
            (Codec::Etf, [0, ..]) => Self::Response,
            (Codec::Etf, [1, ..]) => Self::Push,
            // A tuple of three that begins with a binary.
            (Codec::Etf, [131, 104, 3, 109, ..]) => Self::Request,
            (Codec::Etf, [131, ..]) => Self::Term,
            (Codec::Etf, _) => return None,
            (Codec::Json, _) => match key(message, "kind").as_deref() {
                Some("request") => Self::Request,
                Some("response" | "error") => Self::Response,
                Some("push") => Self::Push,
                Some("contract") => Self::Contract,
                _ => Self::Json,
            },
        })
    }
}

/// The codec of a message, by its first byte; what is no text is no JSON.
pub(super) fn codec_of(message: &[u8]) -> Codec {
    match message.first() {
        Some(0 | 1 | 131) => Codec::Etf,
        Some(b'{' | b'[' | b'"') => Codec::Json,
        Some(byte) if byte.is_ascii_whitespace() || byte.is_ascii_graphic() => {
            match std::str::from_utf8(message) {
                // It may end in the middle of a letter.
                Err(error) if error.error_len().is_some() => Codec::Etf,
                _ => Codec::Json,
            }
        }
        _ => Codec::Etf,
    }
}

/// The text at a key of an object; of a text that is cut off, where it is the first key.
pub(super) fn key(message: &[u8], key: &str) -> Option<String> {
    if let Ok(json) = serde_json::from_slice::<Json>(message) {
        return json.get(key)?.as_str().map(str::to_owned);
    }
    let start = message.get(..100).unwrap_or(message);
    let start = String::from_utf8_lossy(start);
    let rest = start
        .trim_start()
        .strip_prefix(&format!("{{\"{key}\":\""))?;
    rest.split('"').next().map(str::to_owned)
}

/// What was found out about a message.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// What it is about: `load_task of board/tasks`.
    pub(super) about: String,
    /// The call or the push, by its whole name.
    pub(super) name: Option<String>,
    pub(super) request_id: Option<u32>,
    /// What it carries, in plain JSON.
    pub(super) value: Option<Json>,
    pub(super) problem: Option<Problem>,
}

/// What a message is to be read as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'m> {
    pub(super) model: &'m Model,
    pub(super) names: &'m Names<'m>,
    /// What a response answers, where that is known.
    pub(super) endpoint: Option<&'m Endpoint>,
}

impl Reading<'_> {
    pub(super) fn verdict(self, kind: Kind, codec: Codec, message: &[u8]) -> Verdict {
        match kind {
            Kind::Request => self.request(message),
            Kind::Response => self.response(codec, message),
            Kind::Push => self.push(codec, message),
            Kind::Term => self.term(message),
            Kind::Json => self.json(message),
            Kind::Contract => Verdict::default(),
        }
    }

    fn request(self, message: &[u8]) -> Verdict {
        let mut verdict = Verdict::default();
        match frames::read_request(self.model, message, &LIMITS) {
            Ok(request) => {
                verdict.about = about(request.endpoint);
                verdict.name = Some(name(request.endpoint));
                verdict.request_id = Some(request.request_id);
                let ty = &request.endpoint.request;
                verdict.value = plain::write(self.model, ty, &request.message).ok();
            }
            Err(refused) => {
                verdict.request_id = Some(refused.request_id);
                verdict.problem = Some(match &refused.cause {
                    Some(cause) => cause.into(),
                    None => self.no_endpoint(message),
                });
            }
        }
        verdict
    }

    /// Of a request that no endpoint takes: which part of it says so.
    fn no_endpoint(self, message: &[u8]) -> Problem {
        let Ok(request) = wire::Request::read(message, &LIMITS) else {
            return Problem::at(0, "the contract has no such endpoint");
        };
        let endpoints = &self.model.contract().endpoints;
        let in_module = || {
            let endpoints = endpoints.iter();
            endpoints.filter(|endpoint| *endpoint.module == *request.module)
        };
        let module = excerpt(&request.module, 100);
        let (part, what) = if in_module().next().is_some() {
            let called = &request.constructor;
            let known = self.names.find(called.as_bytes());
            let name = known.map_or_else(|| excerpt(called, 100), Constructor::name);
            let taken: Vec<String> = in_module().filter_map(message_name).collect();
            let hint = hint(called, taken.iter().map(String::as_str));
            let what = format!("the contract has no endpoint in {module} that takes {name}{hint}");
            (Part::Constructor, what)
        } else {
            let modules = endpoints.iter().map(|endpoint| &*endpoint.module);
            let hint = hint(&request.module, modules);
            let what = format!("the contract has no endpoints in the module {module}{hint}");
            (Part::Module, what)
        };
        Problem {
            path: part.path().to_owned(),
            ..Problem::at(part.offset(request.codec(), message).unwrap_or(0), what)
        }
    }

    /// Of an unknown endpoint: whichever takes it. What none takes, that one is told of which got farthest.
    fn response(self, codec: Codec, message: &[u8]) -> Verdict {
        let endpoints = match self.endpoint {
            Some(endpoint) => std::slice::from_ref(endpoint),
            None => &self.model.contract().endpoints[..],
        };
        let read = |endpoint| frames::read_response(self.model, endpoint, codec, message, &LIMITS);
        let mut farthest: Option<(&Endpoint, DecodeError)> = None;
        let mut taken: Option<(&Endpoint, u32, Reply)> = None;
        let mut others = vec![];
        for endpoint in endpoints {
            match read(endpoint) {
                Ok((id, reply)) if taken.is_none() => taken = Some((endpoint, id, reply)),
                Ok(_) => others.push(&*endpoint.name),
                Err(error) => {
                    let is_farther =
                        |(_, known): &(&Endpoint, DecodeError)| known.offset() < error.offset();
                    if farthest.as_ref().is_none_or(is_farther) {
                        farthest = Some((endpoint, error));
                    }
                }
            }
        }
        let request_id = match wire::head(codec, message, &LIMITS) {
            Ok(wire::Head::Response { request_id }) => Some(request_id),
            _ => None,
        };
        match (taken, farthest) {
            (Some((endpoint, id, reply)), _) => self.answer(endpoint, &others, id, &reply),
            (None, Some((endpoint, error))) => Verdict {
                about: match self.endpoint {
                    Some(_) => format!("to {}", about(endpoint)),
                    None => format!("to none of the endpoints; nearest is {}", about(endpoint)),
                },
                request_id,
                problem: Some((&error).into()),
                ..Verdict::default()
            },
            (None, None) => Verdict {
                request_id,
                ..Verdict::default()
            },
        }
    }

    fn answer(self, endpoint: &Endpoint, others: &[&str], id: u32, reply: &Reply) -> Verdict {
        let plain = |ty, value| plain::write(self.model, ty, value).ok();
        let mut verdict = Verdict {
            request_id: Some(id),
            ..Verdict::default()
        };
        match reply {
            Err(error) => {
                verdict.about = format!("not handled: {error}");
                verdict.value = Some(failure(error));
                return verdict;
            }
            Ok(Ok(value)) => {
                verdict.value = plain(&endpoint.ok, value).map(|ok| json!({ "ok": ok }));
            }
            Ok(Err(value)) => {
                verdict.value = plain(&endpoint.err, value).map(|error| json!({ "error": error }));
            }
        }
        verdict.about = match (self.endpoint, others) {
            (Some(_), _) | (None, []) => format!("to {}", about(endpoint)),
            (None, others) => {
                let all: Vec<&str> = [&*endpoint.name]
                    .into_iter()
                    .chain(others.iter().copied())
                    .collect();
                format!("to any of {}", all.join(", "))
            }
        };
        verdict.name = others.is_empty().then(|| name(endpoint));
        verdict
    }

    fn push(self, codec: Codec, message: &[u8]) -> Verdict {
        match frames::read_push(self.model, codec, message, &LIMITS) {
            Ok((push, value)) => Verdict {
                about: format!("of {}.{}", push.type_module, push.type_name),
                name: Some(format!("{}.{}", push.type_module, push.type_name)),
                value: plain::write(self.model, &frames::push_type(push), &value).ok(),
                ..Verdict::default()
            },
            Err(error) => Verdict {
                problem: Some((&error).into()),
                ..Verdict::default()
            },
        }
    }

    /// A term that begins with the hash of a type without parameters.
    fn term(self, message: &[u8]) -> Verdict {
        let atom = match message {
            [131, 104, _, 119, 10, rest @ ..] | [131, 119, 10, rest @ ..] => rest.get(..10),
            _ => None,
        };
        let constructor = atom.and_then(|atom| self.names.find(atom));
        let Some(def) = constructor.map(|constructor| constructor.def) else {
            return Verdict::default();
        };
        self.value(def, |ty| etf::read_with(self.model, ty, message, &LIMITS))
    }

    /// A value that says its type.
    fn json(self, message: &[u8]) -> Verdict {
        let name = key(message, "type");
        let mut types = self.model.contract().types.iter();
        match types.find(|def| Some(def.full_name()) == name) {
            Some(def) => self.value(def, |ty| {
                typed_json::read_with(self.model, ty, message, &LIMITS)
            }),
            None => Verdict::default(),
        }
    }

    /// A value of a type without parameters.
    fn value(
        self,
        def: &TypeDef,
        read: impl FnOnce(&FieldType) -> Result<Value, DecodeError>,
    ) -> Verdict {
        if !def.type_params.is_empty() {
            return Verdict::default();
        }
        let ty = FieldType::user(def.module_path.as_str(), def.type_name.as_str());
        let mut verdict = Verdict {
            about: def.full_name(),
            name: Some(def.full_name()),
            ..Verdict::default()
        };
        match read(&ty) {
            Ok(value) => verdict.value = plain::write(self.model, &ty, &value).ok(),
            Err(error) => verdict.problem = Some((&error).into()),
        }
        verdict
    }
}

fn failure(error: &RpcError) -> Json {
    json!({ "failure": error.to_string() })
}

/// `board/tasks.ServerLoadTask`
fn message_name(endpoint: &Endpoint) -> Option<String> {
    match &endpoint.request {
        FieldType::UserType {
            module_path,
            type_name,
            ..
        } => Some(format!("{module_path}.{type_name}")),
        _ => None,
    }
}

fn name(endpoint: &Endpoint) -> String {
    format!("{}.{}", endpoint.module, endpoint.name)
}

fn about(endpoint: &Endpoint) -> String {
    format!("{} of {}", endpoint.name, endpoint.module)
}
