//! An endpoint, and the request that libero makes for it.

use contract_schema::rust::{Form, RustArg, RustField, RustHandler, RustType, RustVariant};
use contract_schema::{Endpoint, FieldInfo, FieldType, TypeDef, TypeKind, Variant};

use crate::resolve::graph::{Handler, Output, Role};
use crate::resolve::nameable::raw;
use crate::rules::identity::WireConstructor;
use crate::seal::Sealer;

impl Sealer<'_, '_> {
    /// The type that handlers take as their context.
    pub(super) fn context(&self) -> Option<String> {
        let mut args = self.graph.handlers.iter().flat_map(|handler| &handler.args);
        let context = args.find(|arg| matches!(arg.role, Role::Context(_)))?;
        Some(self.graph.rust_type(&context.ty, &[]))
    }

    pub(super) fn endpoint(&self, handler: &Handler<'_>) -> Option<Endpoint> {
        let Output::Result { ok, err } = &handler.output else {
            return None;
        };
        let function = handler.function;
        Some(Endpoint {
            module: handler.wire_module.clone(),
            name: handler.name.clone(),
            request: match handler.message() {
                Some(message) => self.graph.wire_type(&message.ty, None),
                None => FieldType::user(&handler.wire_module, handler.generated_request()),
            },
            ok: self.graph.wire_type(ok, None),
            err: self.graph.wire_type(err, None),
            read_only: handler.read_only,
            hash: String::new(),
            docs: function.attributes.docs.clone(),
            deprecated: function.attributes.deprecated.clone(),
            source: Some(self.places.of(function.name.span)),
            rust: Some(RustHandler {
                path: self.graph.rust_path(handler.def),
                is_async: handler.is_async,
                args: handler.args.iter().map(|arg| self.arg(arg)).collect(),
                request: match handler.message() {
                    Some(message) => self.graph.rust_type(&message.ty, &[]),
                    None => request_path(handler),
                },
                ok: self.graph.rust_type(ok, &[]),
                err: self.graph.rust_type(err, &[]),
                answer: handler.answer.clone(),
            }),
        })
    }

    fn arg(&self, arg: &crate::resolve::graph::Arg<'_>) -> RustArg {
        match arg.role {
            Role::Context(pass) => RustArg::Context { pass },
            Role::Injected(pass) => RustArg::Injected {
                ty: self.graph.rust_type(&arg.ty, &[]),
                pass,
            },
            Role::Message(pass) => RustArg::Request { pass },
            Role::Field => RustArg::Field {
                name: raw(label(arg)),
            },
        }
    }

    /// The request that libero makes from plain parameters.
    pub(super) fn generated_request(
        &self,
        handler: &Handler<'_>,
        wire: WireConstructor,
    ) -> TypeDef {
        let name = handler.generated_request();
        let function = handler.function;
        let source = self.places.of(function.name.span);
        let args = || handler.field_args();
        let fields: Vec<RustField> = args()
            .zip(0..)
            .map(|(arg, wire)| RustField {
                name: raw(label(arg)),
                wire: Some(wire),
                ty: Some(self.graph.rust_type(&arg.ty, &[])),
                ..RustField::default()
            })
            .collect();
        let info = args().map(|arg| FieldInfo {
            source: Some(self.places.of(arg.param.span)),
            ..FieldInfo::default()
        });
        let form = if fields.is_empty() {
            Form::Unit
        } else {
            Form::Named
        };
        TypeDef {
            module_path: handler.wire_module.clone(),
            type_name: name.clone(),
            type_params: vec![],
            variants: vec![Variant {
                variant_name: name.clone(),
                field_labels: args().map(|arg| Some(label(arg).to_owned())).collect(),
                field_types: wire.field_types,
                wire_hash: Some(wire.hash),
                index: 0,
                fields: info.collect(),
                docs: None,
                deprecated: None,
                source: Some(source.clone()),
                rust: Some(RustVariant {
                    name,
                    form,
                    fields,
                    ..RustVariant::default()
                }),
            }],
            kind: TypeKind::Struct,
            docs: None,
            deprecated: function.attributes.deprecated.clone(),
            source: Some(source),
            rust: Some(RustType {
                path: request_path(handler),
                generated: true,
                ..RustType::default()
            }),
        }
    }
}

/// `requests::pages::home::ServerCreateItem`, inside the generated module.
fn request_path(handler: &Handler<'_>) -> String {
    let modules: Vec<String> = handler.wire_module.split('/').map(raw).collect();
    format!(
        "requests::{}::{}",
        modules.join("::"),
        handler.generated_request()
    )
}

/// The label of a plain parameter in the request.
fn label<'h>(arg: &crate::resolve::graph::Arg<'h>) -> &'h str {
    let name = arg
        .param
        .name
        .as_ref()
        .map_or("", |ident| ident.name.as_str());
    name.trim_start_matches('_')
}
