//! A type of the contract, its constructors and fields.

use std::borrow::Cow;

use contract_schema::rust::{
    AdapterKind, RustAdapter, RustField, RustMirror, RustType, RustVariant,
};
use contract_schema::{FieldInfo, TypeDef, TypeKind, Variant};

use crate::resolve::arena::DefId;
use crate::resolve::attrs::DefaultOf;
use crate::resolve::graph::{Carry, Constructor, FieldNode, Target, TypeNode};
use crate::resolve::rust_text::DefaultFunction;
use crate::rules::identity::{WireConstructor, WireConstructors};
use crate::seal::Sealer;

const DEFAULT: &str = "::core::default::Default::default()";

impl Sealer<'_, '_> {
    /// A type with an identity of its own: mapped and transparent types are adapters.
    pub(super) fn type_def(&self, node: &TypeNode<'_>, wire: WireConstructors) -> TypeDef {
        let (module_path, type_name) = self.graph.wire_name(node);
        let attributes = &node.item.attributes;
        let mut variants = vec![];
        let mut skipped_variants = vec![];
        for (index, (constructor, wire)) in node.constructors.iter().zip(wire).enumerate() {
            match wire {
                Some(wire) => variants.push(self.variant(node, constructor, wire, index)),
                None => skipped_variants.push(self.rust_variant(node, constructor)),
            }
        }
        if node.kind == TypeKind::Struct
            && let Some(variant) = variants.first_mut()
        {
            variant.variant_name.clone_from(&type_name);
        }
        variants.sort_by(|a, b| a.variant_name.cmp(&b.variant_name));
        let foreign = self.graph.scope.arena.module(node.module).krate.0 != 0;
        TypeDef {
            module_path,
            type_name,
            type_params: self.graph.carried_params(node).map(str::to_owned).collect(),
            variants,
            kind: node.kind,
            docs: attributes.docs.clone(),
            deprecated: attributes.deprecated.clone(),
            source: Some(self.places.of(node.item.name.span)),
            rust: Some(RustType {
                path: self.graph.rust_path(node.def),
                generated: false,
                generics: self.generics(node),
                skipped_variants,
                needs_wildcard: foreign && attributes.non_exhaustive,
                mirror: self.mirror(node.def),
            }),
        }
    }

    fn variant(
        &self,
        node: &TypeNode<'_>,
        constructor: &Constructor<'_>,
        wire: WireConstructor,
        index: usize,
    ) -> Variant {
        let carried = || {
            constructor
                .fields
                .iter()
                .filter(|field| field.carry == Carry::Wire)
        };
        let attributes = constructor.variant.map(|variant| &variant.attributes);
        Variant {
            variant_name: constructor.wire_name.clone().into_owned(),
            field_labels: carried()
                .map(|field| field.label.clone().map(Cow::into_owned))
                .collect(),
            field_types: wire.field_types,
            wire_hash: Some(wire.hash),
            index: u32::try_from(index).unwrap_or(u32::MAX),
            fields: carried()
                .map(|field| self.field_info(node, field))
                .collect(),
            docs: attributes.and_then(|attributes| attributes.docs.clone()),
            deprecated: attributes.and_then(|attributes| attributes.deprecated.clone()),
            source: Some(self.places.of(constructor.ident.span)),
            rust: Some(self.rust_variant(node, constructor)),
        }
    }

    fn field_info(&self, node: &TypeNode<'_>, field: &FieldNode<'_>) -> FieldInfo {
        let item = field.item;
        let span = item.name.as_ref().map_or(item.span, |ident| ident.span);
        FieldInfo {
            docs: item.attributes.docs.clone(),
            deprecated: item.attributes.deprecated.clone(),
            optional: field.serde.default.is_some() || node.serde.default.is_some(),
            source: Some(self.places.of(span)),
        }
    }

    fn rust_variant(&self, node: &TypeNode<'_>, constructor: &Constructor<'_>) -> RustVariant {
        RustVariant {
            name: constructor.ident.rust(),
            form: constructor.form,
            fields: self.rust_fields(node, constructor),
            skip_encode: constructor.serde.skip_encode,
            skip_decode: constructor.serde.skip_decode,
        }
    }

    fn rust_fields(&self, node: &TypeNode<'_>, constructor: &Constructor<'_>) -> Vec<RustField> {
        let mut next = 0;
        let names: Vec<&str> = node
            .params
            .iter()
            .map(|ident| ident.name.as_str())
            .collect();
        let mirror = self.graph.mirror(node.def);
        let mirrored = mirror.is_some_and(|mirror| mirror.path.is_some());
        let fields = constructor.fields.iter().map(|field| {
            let wire = (field.carry == Carry::Wire).then(|| {
                next += 1;
                next - 1
            });
            let typed = field.ty.as_ref().filter(|_| field.serde.skip_decode);
            let mirrored = field.ty.as_ref().filter(|_| mirrored && wire.is_some());
            RustField {
                name: field.rust_name.clone().into_owned(),
                wire,
                default: self.default(node, field),
                skip_encode: field.serde.skip_encode && wire.is_some(),
                skip_decode: field.serde.skip_decode && wire.is_some(),
                ty: typed.map(|ty| self.graph.rust_type(ty, &names)),
                mirror: mirrored.map(|ty| self.graph.mirror_type(ty, &names)),
            }
        });
        fields.collect()
    }

    /// An expression for the default of a field, where one is needed.
    fn default(&self, node: &TypeNode<'_>, field: &FieldNode<'_>) -> Option<String> {
        let skipped =
            field.carry != Carry::Wire || field.serde.skip_encode || field.serde.skip_decode;
        if field.carry == Carry::Phantom {
            return Some("::core::marker::PhantomData".to_owned());
        }
        match (field.serde.default, node.serde.default) {
            (Some(DefaultOf::Trait), _) => Some(DEFAULT.to_owned()),
            (Some(DefaultOf::Function(entry)), _) => {
                let path = self.function(node, entry.value.as_deref().unwrap_or_default());
                Some(format!("{path}()"))
            }
            (None, Some(of)) => {
                let owner = self.applied(node);
                let whole = match of {
                    DefaultOf::Trait => format!("<{owner} as ::core::default::Default>::default()"),
                    DefaultOf::Function(entry) => {
                        let path = self.function(node, entry.value.as_deref().unwrap_or_default());
                        format!("{path}()")
                    }
                };
                Some(format!("{whole}.{}", field.rust_name))
            }
            (None, None) => skipped.then(|| DEFAULT.to_owned()),
        }
    }

    fn function(&self, node: &TypeNode<'_>, written: &str) -> String {
        if let Some(name) = written.strip_prefix("Self::") {
            return format!("<{}>::{name}", self.applied(node));
        }
        match self.graph.default_function(node.module, written) {
            DefaultFunction::Path(path) => path,
            DefaultFunction::Hidden(_) | DefaultFunction::Unknown => written.to_owned(),
        }
    }

    /// The adapter of a transparent type.
    pub(super) fn transparent(&self, node: &TypeNode<'_>) -> Option<RustAdapter> {
        if self.graph.mappings.contains_key(&Target::Def(node.def)) {
            return None;
        }
        let inner = node.transparent_field()?.ty.as_ref()?;
        let constructor = node.constructors.first()?;
        Some(RustAdapter {
            path: self.graph.rust_path(node.def),
            generics: self.generics(node),
            wire_type: self.graph.wire_type(inner, Some(node)),
            via: AdapterKind::Transparent {
                form: constructor.form,
                fields: self.rust_fields(node, constructor),
            },
            mirror: self.mirror(node.def),
        })
    }

    /// The mirror of a type, or that it stands in those of others as it is.
    pub(super) fn mirror(&self, def: DefId) -> Option<RustMirror> {
        let mirror = self.graph.mirror(def)?;
        Some(RustMirror {
            path: mirror.path.clone(),
            lifetime: mirror.lifetime,
        })
    }
}
