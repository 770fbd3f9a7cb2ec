//! How deep the smallest value of each type is, so that recursion can be ended.

use std::collections::BTreeMap;

use contract_schema::{Contract, FieldType, Variant};

/// The height of the smallest value of every type.
#[derive(Debug)]
pub(super) struct Heights(BTreeMap<String, usize>);

/// More than any real height.
const ENDLESS: usize = 1 << 20;

impl Heights {
    pub(super) fn of(contract: &Contract) -> Self {
        let names = contract.types.iter().map(|def| (def.full_name(), ENDLESS));
        let mut heights = Self(names.collect());
        loop {
            let mut changed = false;
            for def in &contract.types {
                let smallest = def.variants.iter().map(|v| heights.of_variant(v)).min();
                let height = smallest.unwrap_or(ENDLESS).saturating_add(1).min(ENDLESS);
                let known = heights.0.insert(def.full_name(), height);
                changed |= known != Some(height);
            }
            if !changed {
                return heights;
            }
        }
    }

    pub(super) fn of_variant(&self, variant: &Variant) -> usize {
        self.largest(&variant.field_types)
    }

    pub(super) fn of_type(&self, ty: &FieldType) -> usize {
        match ty {
            FieldType::List {
                element,
                len: Some(1..),
                ..
            } => 1 + self.of_type(element),
            FieldType::Result { ok, err } => 1 + self.of_type(ok).min(self.of_type(err)),
            FieldType::Tuple(items) => 1 + self.largest(items),
            FieldType::UserType {
                module_path,
                type_name,
                ..
            } => self.0[&format!("{module_path}.{type_name}")],
            _ => 0,
        }
    }

    fn largest(&self, types: &[FieldType]) -> usize {
        types.iter().map(|ty| self.of_type(ty)).max().unwrap_or(0)
    }
}
