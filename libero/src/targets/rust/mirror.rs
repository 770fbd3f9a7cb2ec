//! Declarations of mirrors.

use askama::Template;
use contract_schema::rust::{AdapterKind, Form, RustGenerics, RustMirror, RustVariant};
use contract_schema::{Contract, TypeDef, TypeKind, Variant};

use super::names;
use super::request::described;
use super::tree::ModuleTree;
use super::view::angle_brackets;

#[derive(Template)]
#[template(path = "rust/mirror.rs.j2", escape = "none")]
struct Declaration<'a> {
    docs: Vec<&'a str>,
    is_struct: bool,
    /// With its parameters.
    name: String,
    constructors: Vec<Constructor<'a>>,
}

struct Constructor<'a> {
    docs: Vec<&'a str>,
    name: &'a str,
    form: Form,
    fields: Vec<Field<'a>>,
}

struct Field<'a> {
    docs: Vec<&'a str>,
    name: &'a str,
    ty: String,
}

/// The text of all declarations, in nested modules.
pub(super) fn declarations(contract: &Contract) -> String {
    let mut tree = ModuleTree::default();
    for def in &contract.types {
        if let Some(rust) = &def.rust
            && let Some(mirror) = &rust.mirror
        {
            let variants = def.declared_variants();
            let sides: Vec<_> = variants
                .iter()
                .filter_map(|variant| Some((variant.rust.as_ref()?, Some(*variant))))
                .collect();
            let is_struct = def.kind == TypeKind::Struct;
            add(
                &mut tree,
                Some(def),
                mirror,
                &rust.generics,
                is_struct,
                &sides,
            );
        }
    }
    for adapter in contract.rust.iter().flat_map(|rust| &rust.adapters) {
        if let Some(mirror) = &adapter.mirror
            && let AdapterKind::Transparent { form, fields } = &adapter.via
        {
            let side = RustVariant {
                form: *form,
                fields: fields.clone(),
                ..RustVariant::default()
            };
            add(
                &mut tree,
                None,
                mirror,
                &adapter.generics,
                true,
                &[(&side, None)],
            );
        }
    }
    tree.render()
}

fn add(
    tree: &mut ModuleTree,
    def: Option<&TypeDef>,
    mirror: &RustMirror,
    generics: &RustGenerics,
    is_struct: bool,
    sides: &[(&RustVariant, Option<&Variant>)],
) {
    let segments: Vec<&str> = mirror
        .path
        .iter()
        .flat_map(|path| path.split("::"))
        .collect();
    let [_, modules @ .., name] = segments.as_slice() else {
        return;
    };
    // The paths of mirrors, from this module.
    let root = match modules.len() {
        0 => "self".to_owned(),
        depth => vec!["super"; depth].join("::"),
    };
    let carried = generics.params.iter().filter(|param| param.carried);
    let params: Vec<String> = mirror
        .lifetime
        .then(|| "'a".to_owned())
        .into_iter()
        .chain(carried.map(|param| param.name.clone()))
        .collect();
    let read = sides.iter().filter(|(side, _)| !side.skip_decode);
    let declaration = Declaration {
        docs: described(
            def.and_then(|def| def.docs.as_deref()),
            "Borrowed from what it was read from.",
        ),
        is_struct,
        name: format!("{name}{}", angle_brackets(&params)),
        constructors: read
            .map(|(side, variant)| constructor(side, *variant, &root))
            .collect(),
    };
    let text = declaration
        .render()
        .expect("the templates call nothing that can fail");
    tree.add(
        modules.iter().map(|name| name.trim_start_matches("r#")),
        &text,
    );
}

fn constructor<'a>(
    side: &'a RustVariant,
    variant: Option<&'a Variant>,
    root: &str,
) -> Constructor<'a> {
    let kept = side.fields.iter().filter(|field| !field.skip_decode);
    let fields = kept.filter_map(|field| {
        let info = variant.and_then(|variant| variant.fields.get(field.wire? as usize));
        Some(Field {
            docs: described(
                info.and_then(|info| info.docs.as_deref()),
                "As in the type that is mirrored.",
            ),
            name: &field.name,
            ty: names::rename(field.mirror.as_deref()?, "borrowed", root),
        })
    });
    Constructor {
        docs: described(
            variant.and_then(|variant| variant.docs.as_deref()),
            "As in the type that is mirrored.",
        ),
        name: &side.name,
        form: side.form,
        fields: fields.collect(),
    }
}
