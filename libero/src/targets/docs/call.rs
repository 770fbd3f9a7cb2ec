//! What the page shows of endpoints and pushes.

use contract_schema::{Deprecation, Endpoint, FieldType, PushType, TypeDef};
use libero_values::{Value, frames};
use libero_wire::Codec;

use super::declared::{FieldView, fields};
use super::example::{Example, Examples, hex, pretty_json};
use super::markdown::Markdown;
use super::{names, types};
use crate::targets::pretty::Pretty;

/// A value, or a message, as each end writes it.
pub(super) struct Sample {
    /// What it is: `Request`.
    pub(super) title: &'static str,
    pub(super) rust: String,
    pub(super) js: String,
    pub(super) json: String,
    pub(super) etf: String,
}

/// What `#[deprecated]` says.
pub(super) struct Deprecated {
    pub(super) since: String,
    pub(super) note: String,
}

/// An endpoint.
pub(super) struct CallView {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) module: String,
    pub(super) name: String,
    pub(super) read_only: bool,
    pub(super) deprecated: Option<Deprecated>,
    pub(super) docs: String,
    pub(super) arguments: Vec<FieldView>,
    /// The type of the request, where a person wrote one.
    pub(super) request: String,
    pub(super) ok: String,
    /// Empty where it cannot fail.
    pub(super) err: String,
    pub(super) source: String,
    pub(super) samples: Vec<Sample>,
    /// Its place in the contract.
    pub(super) index: usize,
}

/// A push.
pub(super) struct PushView {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) module: String,
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) docs: String,
    pub(super) samples: Vec<Sample>,
}

pub(super) fn deprecated(deprecation: Option<&Deprecation>) -> Option<Deprecated> {
    deprecation.map(|deprecation| Deprecated {
        since: deprecation.since.clone().unwrap_or_default(),
        note: deprecation.note.clone().unwrap_or_default(),
    })
}

pub(super) fn place(source: Option<&contract_schema::SourcePlace>) -> String {
    source.map_or(String::new(), |source| {
        format!("{}:{}", source.file, source.line)
    })
}

pub(super) fn call(
    examples: &Examples<'_>,
    markdown: &Markdown,
    index: usize,
    endpoint: &Endpoint,
) -> CallView {
    let def = request_def(examples, endpoint);
    let made = def.is_none_or(TypeDef::is_made);
    let arguments = def.and_then(|def| def.variants.first());
    let docs = endpoint.docs.as_deref();
    let id = names::call_id(endpoint);
    let samples = [request(examples, endpoint), answer(examples, endpoint)];
    CallView {
        href: names::href(&id),
        id,
        module: endpoint.module.clone(),
        name: endpoint.name.clone(),
        read_only: endpoint.read_only,
        deprecated: deprecated(endpoint.deprecated.as_ref()),
        docs: markdown.render(docs),
        arguments: arguments.map_or(vec![], |variant| fields(markdown, variant)),
        request: if made {
            String::new()
        } else {
            types::html(&endpoint.request)
        },
        ok: types::html(&endpoint.ok),
        err: if endpoint.err == FieldType::Nil {
            String::new()
        } else {
            types::html(&endpoint.err)
        },
        source: place(endpoint.source.as_ref()),
        samples: samples.into_iter().flatten().collect(),
        index,
    }
}

/// The type of a request.
pub(super) fn request_def<'a>(examples: &Examples<'a>, endpoint: &Endpoint) -> Option<&'a TypeDef> {
    match &endpoint.request {
        FieldType::UserType {
            module_path,
            type_name,
            ..
        } => examples.model.type_def(module_path, type_name),
        _ => None,
    }
}

/// The message of a call.
pub(super) fn message(examples: &Examples<'_>, endpoint: &Endpoint) -> Option<Example> {
    examples.of(&endpoint.request, "")
}

/// The answer of a call.
pub(super) fn reply(examples: &Examples<'_>, endpoint: &Endpoint) -> Option<Example> {
    examples.of(&endpoint.ok, &endpoint.name)
}

fn request(examples: &Examples<'_>, endpoint: &Endpoint) -> Option<Sample> {
    let message = message(examples, endpoint)?;
    let frame = |codec| frames::request(examples.model, endpoint, codec, 1, &message.value).ok();
    let module = endpoint.module.replace('/', "::");
    let rust = format!(
        "let request = {};\nlet answer = client::{module}::{}(&transport, &request).await?;",
        message.rust.print(14),
        endpoint.name
    );
    let function = examples.literals.call_name(endpoint);
    let argument = if examples.literals.is_fieldless(&endpoint.request) {
        String::new()
    } else {
        message.js.print(23 + function.len())
    };
    Some(Sample {
        title: "Request",
        rust,
        js: format!("const result = await {function}({argument});"),
        json: json_frame(&frame(Codec::Json)?),
        etf: hex(&frame(Codec::Etf)?),
    })
}

fn answer(examples: &Examples<'_>, endpoint: &Endpoint) -> Option<Sample> {
    let Example {
        value, rust, js, ..
    } = reply(examples, endpoint)?;
    let reply: frames::Reply = Ok(Ok(value));
    let frame = |codec| frames::response(examples.model, endpoint, codec, 1, &reply).ok();
    let (json, etf) = (frame(Codec::Json)?, frame(Codec::Etf)?);
    let result = vec![
        ("ok: ".to_owned(), Pretty::text("true")),
        ("value: ".to_owned(), js),
    ];
    Some(Sample {
        title: "Answer",
        rust: rust.print(0),
        js: Pretty::fields("{", result).print(0),
        json: json_frame(&json),
        etf: hex(&etf),
    })
}

fn json_frame(frame: &[u8]) -> String {
    match serde_json::from_slice(frame) {
        Ok(value) => pretty_json(&value),
        Err(_) => String::from_utf8_lossy(frame).into_owned(),
    }
}

pub(super) fn push(examples: &Examples<'_>, markdown: &Markdown, push: &PushType) -> PushView {
    let id = names::push_id(push);
    let ty = frames::push_type(push);
    let def = examples.model.type_def(&push.type_module, &push.type_name);
    PushView {
        href: names::href(&id),
        id,
        module: push.module.clone(),
        name: push.type_name.clone(),
        ty: types::html(&ty),
        docs: markdown.render(def.and_then(|def| def.docs.as_deref())),
        samples: pushed(examples, push, &ty).into_iter().collect(),
    }
}

fn pushed(examples: &Examples<'_>, push: &PushType, ty: &FieldType) -> Option<Sample> {
    let Example { value, rust, .. } = examples.of(ty, "")?;
    let frame = |codec, value: &Value| frames::push(examples.model, push, codec, value).ok();
    let watch = examples.literals.watch_name(push);
    Some(Sample {
        title: "Message",
        rust: rust.print(0),
        js: format!("for await (const value of {watch}()) {{\n  console.log(value);\n}}"),
        json: json_frame(&frame(Codec::Json, &value)?),
        etf: hex(&frame(Codec::Etf, &value)?),
    })
}
