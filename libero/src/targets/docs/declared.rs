//! What the page shows of types.

use contract_schema::{FieldType, TypeDef, TypeKind, Variant};

use super::call::{Deprecated, Sample, deprecated, place};
use super::example::Examples;
use super::markdown::Markdown;
use super::usage::{Usage, Use};
use super::{names, types};

/// A field, or an argument.
pub(super) struct FieldView {
    /// Its label, or its place.
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) optional: bool,
    pub(super) docs: String,
    pub(super) deprecated: Option<Deprecated>,
}

/// A variant of an enum.
pub(super) struct VariantView {
    pub(super) name: String,
    /// The types of fields without labels, behind the name.
    pub(super) unlabelled: String,
    pub(super) docs: String,
    pub(super) deprecated: Option<Deprecated>,
    pub(super) fields: Vec<FieldView>,
}

/// A type.
pub(super) struct TypeView {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) module: String,
    pub(super) name: String,
    /// `<T>`, or empty.
    pub(super) params: String,
    pub(super) kind: &'static str,
    pub(super) docs: String,
    pub(super) deprecated: Option<Deprecated>,
    /// Of a struct.
    pub(super) fields: Vec<FieldView>,
    /// Of a struct without labels.
    pub(super) unlabelled: String,
    /// Of an enum.
    pub(super) variants: Vec<VariantView>,
    pub(super) uses: Vec<Use>,
    pub(super) source: String,
    /// The type that the example is of, where that is one with arguments.
    pub(super) instance: String,
    pub(super) samples: Vec<Sample>,
}

pub(super) fn declared(
    examples: &Examples<'_>,
    markdown: &Markdown,
    usage: &Usage<'_>,
    def: &TypeDef,
) -> TypeView {
    let id = names::type_id(&def.module_path, &def.type_name);
    let is_enum = def.kind == TypeKind::Enum;
    let only = def.variants.first().filter(|_| !is_enum);
    let own = FieldType::user(def.module_path.as_str(), def.type_name.as_str());
    let (ty, instance) = if def.type_params.is_empty() {
        (Some(&own), String::new())
    } else {
        let ty = usage.instance(def);
        (ty, ty.map_or(String::new(), types::html))
    };
    TypeView {
        href: names::href(&id),
        id,
        module: def.module_path.clone(),
        name: def.type_name.clone(),
        params: match &def.type_params[..] {
            [] => String::new(),
            params => format!("<{}>", params.join(", ")),
        },
        kind: if is_enum { "enum" } else { "struct" },
        docs: markdown.render(def.docs.as_deref()),
        deprecated: deprecated(def.deprecated.as_ref()),
        fields: only.map_or(vec![], |variant| labelled(markdown, variant)),
        unlabelled: only.map_or(String::new(), unlabelled),
        variants: if is_enum {
            let variants = def.declared_variants().into_iter();
            variants.map(|variant| view(markdown, variant)).collect()
        } else {
            vec![]
        },
        uses: usage.uses(def).to_vec(),
        source: place(def.source.as_ref()),
        instance,
        samples: ty.and_then(|ty| sample(examples, ty)).into_iter().collect(),
    }
}

fn sample(examples: &Examples<'_>, ty: &FieldType) -> Option<Sample> {
    let example = examples.of(ty, "")?;
    Some(Sample {
        title: "Example",
        rust: example.rust.print(0),
        js: example.js.print(0),
        json: example.pretty_json(),
        etf: example.hex(),
    })
}

fn view(markdown: &Markdown, variant: &Variant) -> VariantView {
    VariantView {
        name: variant.variant_name.clone(),
        unlabelled: unlabelled(variant),
        docs: markdown.render(variant.docs.as_deref()),
        deprecated: deprecated(variant.deprecated.as_ref()),
        fields: labelled(markdown, variant),
    }
}

/// `(Task, Int)`, or empty where the fields have labels.
fn unlabelled(variant: &Variant) -> String {
    if variant.field_types.is_empty() || variant.field_labels.iter().any(Option::is_some) {
        return String::new();
    }
    let types: Vec<String> = variant.field_types.iter().map(types::html).collect();
    format!("({})", types.join(", "))
}

/// The fields of a constructor that need lines of their own.
fn labelled(markdown: &Markdown, variant: &Variant) -> Vec<FieldView> {
    let is_told = |index: usize| {
        let info = variant.fields.get(index);
        info.is_some_and(|info| info.docs.is_some() || info.deprecated.is_some())
    };
    let needs = variant.field_labels.iter().any(Option::is_some)
        || (0..variant.field_types.len()).any(is_told);
    if needs {
        fields(markdown, variant)
    } else {
        vec![]
    }
}

/// All fields of a constructor.
pub(super) fn fields(markdown: &Markdown, variant: &Variant) -> Vec<FieldView> {
    let labels = variant.field_labels.iter().zip(&variant.field_types);
    let field = |(index, (label, ty)): (usize, (&Option<String>, &FieldType))| {
        let info = variant.fields.get(index);
        FieldView {
            name: label.clone().unwrap_or_else(|| index.to_string()),
            ty: types::html(ty),
            optional: info.is_some_and(|info| info.optional),
            docs: markdown.render(info.and_then(|info| info.docs.as_deref())),
            deprecated: deprecated(info.and_then(|info| info.deprecated.as_ref())),
        }
    };
    labels.enumerate().map(field).collect()
}
