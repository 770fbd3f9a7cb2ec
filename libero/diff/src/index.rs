//! A contract by its names, and which type of one contract is which of another.

use std::collections::HashMap;

use contract_schema::identity::{WireHash, signature};
use contract_schema::{Contract, FieldType, IdentityRule, TypeDef, TypeKind, Variant};

/// A contract, and its types by name.
pub(crate) struct Index<'a> {
    pub(crate) contract: &'a Contract,
    by_name: HashMap<(&'a str, &'a str), usize>,
}

impl<'a> Index<'a> {
    pub(crate) fn new(contract: &'a Contract) -> Self {
        let entry = |(index, def): (usize, &'a TypeDef)| {
            ((def.module_path.as_str(), def.type_name.as_str()), index)
        };
        Self {
            contract,
            by_name: contract.types.iter().enumerate().map(entry).collect(),
        }
    }

    pub(crate) fn find(&self, module: &str, name: &str) -> Option<usize> {
        self.by_name.get(&(module, name)).copied()
    }

    pub(crate) fn def(&self, index: usize) -> &'a TypeDef {
        &self.contract.types[index]
    }

    /// The type of the contract that a field type names.
    pub(crate) fn named(&self, ty: &FieldType) -> Option<usize> {
        match ty {
            FieldType::UserType {
                module_path,
                type_name,
                ..
            } => self.find(module_path, type_name),
            _ => None,
        }
    }

    /// The function for whose arguments a type was made.
    pub(crate) fn call(&self, def: &TypeDef) -> Option<&'a str> {
        if !def.is_made() {
            return None;
        }
        let mut endpoints = self.contract.endpoints.iter();
        let is_request = |ty: &FieldType| {
            matches!(ty, FieldType::UserType { module_path, type_name, .. }
                if *module_path == def.module_path && *type_name == def.type_name)
        };
        let endpoint = endpoints.find(|endpoint| is_request(&endpoint.request))?;
        Some(&endpoint.name)
    }

    /// The wire hash of a constructor; computed where a contract of the Gleam libero has none.
    pub(crate) fn hash(&self, def: &TypeDef, variant: &Variant) -> WireHash {
        if let Some(hash) = &variant.wire_hash {
            return hash.clone();
        }
        let is_bare = self.contract.identity == IdentityRule::Gleam || def.kind == TypeKind::Struct;
        let name = if is_bare {
            variant.variant_name.clone()
        } else {
            format!("{}.{}", def.type_name, variant.variant_name)
        };
        let text = signature(
            &def.module_path,
            &name,
            &variant.field_types,
            &def.type_params,
        );
        WireHash::of(&text)
    }
}

/// Which types of two contracts are the same ones, perhaps under other names.
pub(crate) struct Matches {
    new_of_old: HashMap<usize, usize>,
    old_of_new: HashMap<usize, usize>,
}

impl Matches {
    pub(crate) fn new(old: &Index<'_>, new: &Index<'_>) -> Self {
        let mut matches = Self {
            new_of_old: HashMap::new(),
            old_of_new: HashMap::new(),
        };
        for (index, def) in old.contract.types.iter().enumerate() {
            if let Some(other) = new.find(&def.module_path, &def.type_name) {
                matches.add(index, other);
            }
        }
        // Requests are matched by their endpoints, of which they are a part.
        matches.requests(old, new);
        matches.only_pairs(old, new, |a, b| {
            a.type_name == b.type_name && a.kind == b.kind
        });
        matches.only_pairs(old, new, is_same_but_for_names);
        matches
    }

    pub(crate) fn new_of(&self, old: usize) -> Option<usize> {
        self.new_of_old.get(&old).copied()
    }

    pub(crate) fn old_of(&self, new: usize) -> Option<usize> {
        self.old_of_new.get(&new).copied()
    }

    pub(crate) fn is_pair(&self, old: usize, new: usize) -> bool {
        self.new_of(old) == Some(new)
    }

    fn add(&mut self, old: usize, new: usize) {
        if self.new_of(old).is_none() && self.old_of(new).is_none() {
            self.new_of_old.insert(old, new);
            self.old_of_new.insert(new, old);
        }
    }

    fn requests(&mut self, old: &Index<'_>, new: &Index<'_>) {
        for (a, b) in crate::endpoints::pairs(old.contract, new.contract) {
            let requests = (old.named(&a.request), new.named(&b.request));
            if let (Some(a), Some(b)) = requests {
                self.add(a, b);
            }
        }
    }

    /// Matches those of either side that are alike, where there is one of each.
    fn only_pairs(
        &mut self,
        old: &Index<'_>,
        new: &Index<'_>,
        is_alike: impl Fn(&TypeDef, &TypeDef) -> bool,
    ) {
        let gone: Vec<usize> = (0..old.contract.types.len())
            .filter(|index| self.new_of(*index).is_none())
            .collect();
        let fresh: Vec<usize> = (0..new.contract.types.len())
            .filter(|index| self.old_of(*index).is_none())
            .collect();
        for &a in &gone {
            let mut alike = fresh.iter().filter(|b| is_alike(old.def(a), new.def(**b)));
            let (Some(&b), None) = (alike.next(), alike.next()) else {
                continue;
            };
            let back = gone.iter().filter(|a| is_alike(old.def(**a), new.def(b)));
            if back.count() == 1 {
                self.add(a, b);
            }
        }
    }
}

/// Whether two types have the same form: for a struct the same fields, for an enum the same variants.
fn is_same_but_for_names(a: &TypeDef, b: &TypeDef) -> bool {
    let is_enum = a.kind == TypeKind::Enum;
    let is_empty = |def: &TypeDef| def.variants.iter().all(|v| v.field_types.is_empty());
    // Two structs without fields, or two enums without variants, are alike by chance.
    let says_something = is_enum && !a.variants.is_empty() || !is_empty(a);
    let alike = |(a, b): (&Variant, &Variant)| {
        (!is_enum || a.variant_name == b.variant_name)
            && a.field_labels == b.field_labels
            && a.field_types == b.field_types
    };
    a.kind == b.kind
        && says_something
        && a.type_params.len() == b.type_params.len()
        && a.variants.len() == b.variants.len()
        && a.variants.iter().zip(&b.variants).all(alike)
}
