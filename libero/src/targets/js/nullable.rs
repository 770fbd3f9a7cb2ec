//! Which types may have null as a value, so that `T | null` could not tell None from Some.

use std::collections::{BTreeMap, BTreeSet};

use contract_schema::{Contract, FieldType};

/// A type by module and name.
pub(super) type TypeKey<'a> = (&'a str, &'a str);

/// The type variables that stand for null somewhere in the contract.
#[derive(Debug, Default)]
pub(super) struct Nullable<'a> {
    variables: BTreeSet<(TypeKey<'a>, &'a str)>,
}

impl<'a> Nullable<'a> {
    /// Looks at every use of every generic type, until nothing more is found.
    pub(super) fn of(contract: &'a Contract) -> Self {
        let params: BTreeMap<TypeKey<'a>, &'a [String]> = contract
            .types
            .iter()
            .filter(|def| !def.type_params.is_empty())
            .map(|def| {
                let key = (def.module_path.as_str(), def.type_name.as_str());
                (key, def.type_params.as_slice())
            })
            .collect();
        let mut nullable = Self::default();
        if params.is_empty() {
            return nullable;
        }
        loop {
            let before = nullable.variables.len();
            for def in &contract.types {
                let owner = (def.module_path.as_str(), def.type_name.as_str());
                for field in def.variants.iter().flat_map(|variant| &variant.field_types) {
                    nullable.visit(&params, owner, field);
                }
            }
            for endpoint in &contract.endpoints {
                for field in [&endpoint.request, &endpoint.ok, &endpoint.err] {
                    nullable.visit(&params, ("", ""), field);
                }
            }
            if nullable.variables.len() == before {
                return nullable;
            }
        }
    }

    /// Whether a type, written in `owner`, may have null as a value. A type of the contract never
    /// has: one that would is boxed in an object.
    pub(super) fn may_be_null(&self, owner: TypeKey<'_>, ty: &FieldType) -> bool {
        match ty {
            FieldType::Option(_) | FieldType::Nil => true,
            FieldType::TypeVar(name) => self.variables.contains(&(owner, name.as_str())),
            _ => false,
        }
    }

    fn visit(
        &mut self,
        params: &BTreeMap<TypeKey<'a>, &'a [String]>,
        owner: TypeKey<'_>,
        ty: &'a FieldType,
    ) {
        if let FieldType::UserType {
            module_path,
            type_name,
            args,
        } = ty
        {
            let key = (module_path.as_str(), type_name.as_str());
            let names = params.get(&key).copied().unwrap_or_default();
            for (param, arg) in names.iter().zip(args) {
                if self.may_be_null(owner, arg) {
                    self.variables.insert((key, param));
                }
            }
        }
        for child in ty.children() {
            self.visit(params, owner, child);
        }
    }
}
