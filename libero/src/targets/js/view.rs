//! The values that the templates print, each ready as it stands.

use std::borrow::Cow;
use std::collections::HashMap;

use contract_schema::{Contract, Endpoint, FieldType, SourcePlace, TypeDef};

use crate::targets::skew;

use super::names;
use super::nullable::{Nullable, TypeKey};
use super::options::{Integers, Options};
use super::shape::{Shape, Shapes};
use super::{codec, codec::Way, docs::jsdoc, types::Place, types::typescript};

pub(super) use super::view_type::place;

/// The contract with what was found out about it.
pub(super) struct Model<'a> {
    pub(super) contract: &'a Contract,
    pub(super) options: &'a Options,
    pub(super) nullable: Nullable<'a>,
    pub(super) shapes: Shapes<'a>,
    /// The names of types that are called otherwise there.
    renamed: HashMap<TypeKey<'a>, String>,
    /// The classes of JavaScript whose names are taken by types of the contract.
    hidden: Vec<&'static str>,
}

impl<'a> Model<'a> {
    pub(super) fn new(contract: &'a Contract, options: &'a Options) -> Self {
        let nullable = Nullable::of(contract);
        let shapes = Shapes::of(contract, &nullable);
        let mut renamed = HashMap::new();
        let mut hidden = vec![];
        for def in &contract.types {
            let name = names::type_name(def, options);
            let mut classes = ["Map", "Uint8Array"].into_iter();
            hidden.extend(classes.find(|class| *class == name));
            if name != names::identifier_of(&def.type_name) {
                renamed.insert(key(def), name);
            }
        }
        Self {
            contract,
            options,
            nullable,
            shapes,
            renamed,
            hidden,
        }
    }

    /// The name of a type of the contract.
    pub(super) fn type_name<'m>(&'m self, key: TypeKey<'m>) -> Cow<'m, str> {
        match self.renamed.get(&key) {
            Some(name) => name.into(),
            None => names::identifier_of(key.1),
        }
    }

    /// A class of JavaScript, out of reach of a type of the contract that has its name.
    pub(super) fn global(&self, name: &str) -> String {
        if self.hidden.contains(&name) {
            format!("globalThis.{name}")
        } else {
            name.to_owned()
        }
    }

    pub(super) fn def(&self, (module, name): TypeKey<'_>) -> Option<&'a TypeDef> {
        self.contract
            .types
            .iter()
            .find(|def| def.module_path == module && def.type_name == name)
    }
}

pub(super) fn key(def: &TypeDef) -> TypeKey<'_> {
    (&def.module_path, &def.type_name)
}

/// A function that calls an endpoint.
pub(super) struct EndpointView {
    pub(super) name: String,
    pub(super) docs: String,
    /// The TypeScript type of the message; empty where the request has no fields.
    pub(super) message: String,
    pub(super) ok: String,
    pub(super) err: String,
    pub(super) module: String,
    pub(super) function: String,
    /// `module/path.name`
    pub(super) full_name: String,
    /// By which peers compare the function.
    pub(super) hash: String,
    /// What a URL names it by, as a string literal.
    pub(super) path: String,
    pub(super) read_only: bool,
    pub(super) etf: Operation,
    pub(super) json: Operation,
    pub(super) source: Option<SourcePlace>,
}

/// The functions of one codec that an endpoint needs.
pub(super) struct Operation {
    pub(super) encode: String,
    pub(super) ok: String,
    pub(super) err: String,
}

pub(super) fn endpoints(model: &Model<'_>) -> Vec<EndpointView> {
    let endpoints = model.contract.endpoints.iter();
    endpoints
        .map(|endpoint| endpoint_view(model, endpoint))
        .collect()
}

fn endpoint_view(model: &Model<'_>, endpoint: &Endpoint) -> EndpointView {
    let place = Place {
        owner: ("", ""),
        is_number: model.options.integers == Integers::Number,
        is_outside: true,
    };
    let operation = |write, read| Operation {
        encode: codec::function(model, write, place, &endpoint.request),
        ok: codec::function(model, read, place, &endpoint.ok),
        err: codec::function(model, read, place, &endpoint.err),
    };
    let message = if is_fieldless(model, &endpoint.request) {
        String::new()
    } else {
        typescript(model, place, &endpoint.request)
    };
    EndpointView {
        name: names::call_name(endpoint, model.options),
        docs: jsdoc(endpoint.docs.as_deref(), endpoint.deprecated.as_ref(), ""),
        message,
        ok: typescript(model, place, &endpoint.ok),
        err: typescript(model, place, &endpoint.err),
        module: names::string(&endpoint.module),
        function: names::string(&endpoint.name),
        full_name: names::string(&endpoint.full_name()),
        hash: skew::short(&endpoint.hash).to_owned(),
        path: names::string(&endpoint.path()),
        read_only: endpoint.read_only,
        etf: operation(Way::WriteEtf, Way::ReadEtf),
        json: operation(Way::WriteJson, Way::ReadJson),
        source: endpoint.source.clone(),
    }
}

pub(super) fn is_fieldless(model: &Model<'_>, request: &FieldType) -> bool {
    let FieldType::UserType {
        module_path,
        type_name,
        ..
    } = request
    else {
        return false;
    };
    let key = (module_path.as_str(), type_name.as_str());
    model.shapes.shape(key) == Shape::Object
        && model.def(key).is_some_and(|def| {
            def.variants
                .iter()
                .all(|variant| variant.field_types.is_empty())
        })
}

/// A function that subscribes to a pushed type.
pub(super) struct PushView {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) docs: String,
    pub(super) module: String,
    pub(super) full_name: String,
    /// By which peers compare the push.
    pub(super) hash: String,
    pub(super) hashes: Vec<String>,
    pub(super) decode: String,
    pub(super) source: Option<SourcePlace>,
}

pub(super) fn pushes(model: &Model<'_>) -> Vec<PushView> {
    let pushes = model.contract.push_types.iter();
    pushes
        .map(|push| {
            let key = (push.type_module.as_str(), push.type_name.as_str());
            let def = model.def(key);
            let hashes = def.into_iter().flat_map(|def| &def.variants);
            let ty = model.type_name(key);
            PushView {
                name: names::watch_name(model.contract, push, model.options),
                docs: jsdoc(def.and_then(|def| def.docs.as_deref()), None, ""),
                module: names::string(&push.module),
                full_name: names::string(&push.full_name()),
                hash: skew::short(push.hash.as_deref().unwrap_or_default()).to_owned(),
                hashes: hashes
                    .map(|variant| names::string(super::view_type::hash_of(variant)))
                    .collect(),
                decode: codec::type_function(Way::ReadEtf, &ty),
                ty: ty.into_owned(),
                source: def.and_then(|def| def.source.clone()),
            }
        })
        .collect()
}

/// The Rust place of each exported name that has one.
pub(super) fn places<'a>(
    model: &'a Model<'a>,
    endpoints: &'a [EndpointView],
    pushes: &'a [PushView],
) -> HashMap<Cow<'a, str>, &'a SourcePlace> {
    let types = model.contract.types.iter();
    let types = types.map(|def| (model.type_name(key(def)), &def.source));
    let endpoints = endpoints
        .iter()
        .map(|call| ((&call.name).into(), &call.source));
    let pushes = pushes
        .iter()
        .map(|push| ((&push.name).into(), &push.source));
    types
        .chain(endpoints)
        .chain(pushes)
        .filter_map(|(name, source)| Some((name, source.as_ref()?)))
        .collect()
}
