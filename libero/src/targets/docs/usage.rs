//! What uses what.

use std::collections::HashMap;

use contract_schema::{Contract, FieldType, TypeDef, TypeKind};

use super::names;

type Key<'a> = (&'a str, &'a str);

/// The uses of each type, and an example of each generic one with arguments.
pub(super) struct Usage<'a> {
    uses: HashMap<Key<'a>, Vec<Use>>,
    instances: HashMap<Key<'a>, &'a FieldType>,
}

/// A place where a type is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    pub(super) href: String,
    /// `load_task`, `TaskDetails.task`
    pub(super) name: String,
    /// `argument`, `answer`, `error`, `push`, `field`
    pub(super) role: &'static str,
}

impl<'a> Usage<'a> {
    pub(super) fn of(contract: &'a Contract) -> Self {
        let mut usage = Self {
            uses: HashMap::new(),
            instances: HashMap::new(),
        };
        let types: HashMap<Key<'_>, &TypeDef> = contract
            .types
            .iter()
            .map(|def| ((&*def.module_path, &*def.type_name), def))
            .collect();
        for endpoint in &contract.endpoints {
            let used = |role| Use {
                href: names::href(&names::call_id(endpoint)),
                name: endpoint.name.clone(),
                role,
            };
            match made_request(&types, &endpoint.request) {
                Some(def) => {
                    for ty in def.variants.iter().flat_map(|variant| &variant.field_types) {
                        usage.add(ty, &used("argument"));
                    }
                }
                None => usage.add(&endpoint.request, &used("request")),
            }
            usage.add(&endpoint.ok, &used("answer"));
            usage.add(&endpoint.err, &used("error"));
        }
        for push in &contract.push_types {
            let used = Use {
                href: names::href(&names::push_id(push)),
                name: push.module.clone(),
                role: "push",
            };
            usage
                .uses
                .entry((&push.type_module, &push.type_name))
                .or_default()
                .push(used);
        }
        for def in contract.written_types() {
            usage.of_type(def);
        }
        usage
    }

    fn of_type(&mut self, def: &'a TypeDef) {
        for variant in def.declared_variants() {
            let fields = variant.field_labels.iter().zip(&variant.field_types);
            for (index, (label, ty)) in fields.enumerate() {
                let mut name = def.type_name.clone();
                if def.kind == TypeKind::Enum {
                    name = format!("{name}.{}", variant.variant_name);
                }
                match label {
                    Some(label) => name = format!("{name}.{label}"),
                    None if variant.field_types.len() > 1 => name = format!("{name}.{index}"),
                    None => {}
                }
                let href = names::href(&names::type_id(&def.module_path, &def.type_name));
                let role = "field";
                self.add(ty, &Use { href, name, role });
            }
        }
    }

    /// Where a type is used itself, each place once.
    pub(super) fn uses<'s>(&'s self, def: &'s TypeDef) -> &'s [Use] {
        let key = (&*def.module_path, &*def.type_name);
        self.uses.get(&key).map_or(&[], Vec::as_slice)
    }

    /// A generic type with arguments, as something in the contract uses it.
    pub(super) fn instance<'s>(&'s self, def: &'s TypeDef) -> Option<&'s FieldType> {
        self.instances
            .get(&(&*def.module_path, &*def.type_name))
            .copied()
    }

    fn add(&mut self, ty: &'a FieldType, place: &Use) {
        if let FieldType::UserType {
            module_path,
            type_name,
            args,
        } = ty
        {
            let key = (&**module_path, &**type_name);
            let uses = self.uses.entry(key).or_default();
            if !uses.contains(place) {
                uses.push(place.clone());
            }
            if !args.is_empty() && is_closed(ty) {
                self.instances.entry(key).or_insert(ty);
            }
        }
        for child in ty.children() {
            self.add(child, place);
        }
    }
}

/// The request that libero made of a handler's parameters.
fn made_request<'t>(types: &HashMap<Key<'_>, &'t TypeDef>, ty: &FieldType) -> Option<&'t TypeDef> {
    let FieldType::UserType {
        module_path,
        type_name,
        ..
    } = ty
    else {
        return None;
    };
    let def = types.get(&(&**module_path, &**type_name))?;
    def.is_made().then_some(def)
}

fn is_closed(ty: &FieldType) -> bool {
    !matches!(ty, FieldType::TypeVar(_)) && ty.children().all(is_closed)
}
