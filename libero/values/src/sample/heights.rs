//! How deep the smallest value of each type is, so that recursion can be ended.

use std::collections::HashMap;

use contract_schema::{Contract, FieldType, Variant};

/// The height of the smallest value of every type.
#[derive(Debug)]
pub(super) struct Heights(HashMap<String, HashMap<String, usize>>);

/// More than any real height.
const ENDLESS: usize = 1 << 20;
/// Beyond this many rounds no height matters: such a value is too deep to be made.
const ROUNDS: usize = 100;

impl Heights {
    pub(super) fn of(contract: &Contract) -> Self {
        let mut heights = Self(HashMap::new());
        for round in 0..ROUNDS {
            let mut changed = false;
            for index in 0..contract.types.len() {
                // Forth and back, since types may lead to one another in either direction.
                let index = if round % 2 == 0 {
                    index
                } else {
                    contract.types.len() - 1 - index
                };
                let def = &contract.types[index];
                let carried = |variant: &&Variant| {
                    let rust = variant.rust.as_ref();
                    rust.is_none_or(|rust| !rust.skip_encode && !rust.skip_decode)
                };
                let variants = def.variants.iter().filter(carried);
                let smallest = variants.map(|variant| heights.of_variant(variant)).min();
                let height = smallest.unwrap_or(ENDLESS).saturating_add(1).min(ENDLESS);
                let module = heights.0.entry(def.module_path.clone()).or_default();
                let known = module.entry(def.type_name.clone()).or_insert(ENDLESS);
                if height < *known {
                    *known = height;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        heights
    }

    pub(super) fn of_variant(&self, variant: &Variant) -> usize {
        let fields = variant.field_types.iter();
        fields.map(|field| self.of_type(field)).max().unwrap_or(0)
    }

    pub(super) fn of_type(&self, ty: &FieldType) -> usize {
        match ty {
            FieldType::UserType {
                module_path,
                type_name,
                args,
            } => {
                let own = self
                    .0
                    .get(module_path)
                    .and_then(|module| module.get(type_name));
                let args = args.iter().map(|arg| self.of_type(arg)).max().unwrap_or(0);
                own.copied()
                    .unwrap_or(ENDLESS)
                    .saturating_add(args)
                    .min(ENDLESS)
            }
            FieldType::Tuple(items) => {
                let items = items.iter().map(|item| self.of_type(item));
                items.max().unwrap_or(0) + 1
            }
            FieldType::Result { ok, err } => self.of_type(ok).min(self.of_type(err)) + 1,
            FieldType::List {
                element,
                len: Some(1..),
                ..
            } => self.of_type(element) + 1,
            _ => 0,
        }
    }
}
