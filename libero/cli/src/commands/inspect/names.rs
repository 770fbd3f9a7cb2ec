//! What hashes on the wire stand for.

use std::collections::HashMap;

use contract_schema::{FieldType, TypeDef, TypeKind, Variant};
use libero_values::Model;

/// The constructors of a contract by their wire hashes.
#[derive(Debug, Default)]
pub(super) struct Names<'m> {
    constructors: HashMap<[u8; 10], Constructor<'m>>,
}

/// A struct, or one variant of an enum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Constructor<'m> {
    pub(super) def: &'m TypeDef,
    pub(super) variant: &'m Variant,
}

impl<'m> Names<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let mut constructors = HashMap::new();
        for def in &model.contract().types {
            for (variant, hash) in def.variants.iter().zip(model.wire_hashes(def)) {
                constructors.insert(hash, Constructor { def, variant });
            }
        }
        Self { constructors }
    }

    pub(super) fn find(&self, atom: &[u8]) -> Option<Constructor<'m>> {
        let hash: &[u8; 10] = atom.try_into().ok()?;
        self.constructors.get(hash).copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.constructors.is_empty()
    }
}

impl<'m> Constructor<'m> {
    /// `board/model.Task`, `board/model.Status.Done`
    pub(super) fn name(self) -> String {
        let name = self.def.full_name();
        match self.def.kind {
            TypeKind::Enum => format!("{name}.{}", self.variant.variant_name),
            TypeKind::Struct => name,
        }
    }

    /// The label and the type of a field.
    pub(super) fn field(self, index: usize) -> Option<(String, &'m FieldType)> {
        let ty = self.variant.field_types.get(index)?;
        let label = self.variant.field_labels.get(index)?.clone();
        Some((label.unwrap_or_else(|| index.to_string()), ty))
    }
}
