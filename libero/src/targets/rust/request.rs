//! Declarations of the request types that libero makes for handlers with plain parameters.

use askama::Template;
use contract_schema::{Contract, TypeDef};

use super::tree::ModuleTree;

#[derive(Template)]
#[template(path = "rust/request.rs.j2", escape = "none")]
struct Declaration<'a> {
    docs: Vec<&'a str>,
    name: &'a str,
    fields: Vec<Field<'a>>,
}

struct Field<'a> {
    docs: Vec<&'a str>,
    name: &'a str,
    ty: &'a str,
}

/// The text of all declarations, in nested modules.
pub(super) fn declarations(contract: &Contract) -> String {
    let mut tree = ModuleTree::default();
    for def in &contract.types {
        let Some(rust) = def.rust.as_ref().filter(|rust| rust.generated) else {
            continue;
        };
        let segments: Vec<&str> = rust.path.split("::").collect();
        let [_, modules @ .., name] = segments.as_slice() else {
            continue;
        };
        if let Some(declaration) = declaration(def, name) {
            let text = declaration
                .render()
                .expect("the templates call nothing that can fail");
            tree.add(modules.iter().copied(), &text);
        }
    }
    tree.render()
}

fn declaration<'a>(def: &'a TypeDef, name: &'a str) -> Option<Declaration<'a>> {
    let variant = def.variants.first()?;
    let fields = variant
        .rust
        .as_ref()?
        .fields
        .iter()
        .filter_map(|field| {
            let info = field
                .wire
                .and_then(|wire| variant.fields.get(wire as usize));
            Some(Field {
                docs: described(
                    info.and_then(|info| info.docs.as_deref()),
                    "A parameter of the handler.",
                ),
                name: &field.name,
                ty: field.ty.as_deref()?,
            })
        })
        .collect();
    Some(Declaration {
        docs: described(def.docs.as_deref(), "The parameters of a handler."),
        name,
        fields,
    })
}

/// The lines of docs; a crate may forbid that there are none.
pub(super) fn described<'a>(docs: Option<&'a str>, otherwise: &'a str) -> Vec<&'a str> {
    match lines(docs) {
        none if none.is_empty() => vec![otherwise],
        lines => lines,
    }
}

fn lines(docs: Option<&str>) -> Vec<&str> {
    docs.map(|docs| docs.lines().collect()).unwrap_or_default()
}
