//! Names that two things would have in the package's flat namespace.

use std::collections::BTreeMap;

use contract_schema::{Contract, Endpoint, TypeDef};

use super::names::{call_name, type_name, watch_name};
use super::options::Options;

/// What the package exports, or names in its declarations, whatever the contract holds.
const OWN: &[&str] = &[
    "connect",
    "contractHash",
    "staleFunctions",
    "LiberoError",
    "libero",
];

/// Two things that would have one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameClash {
    /// The name in the package.
    pub name: String,
    /// What has it first.
    pub first: Claimant,
    /// What would have it too.
    pub second: Claimant,
}

/// Something that would have a name in the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimant {
    /// An export that every package has.
    Package,
    /// A type of the contract.
    Type(Subject),
    /// The function that calls an endpoint.
    Call(Subject),
    /// The function that subscribes to a pushed type.
    Watch(Subject),
}

/// A part of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its module on the wire.
    pub module: String,
    /// Its name on the wire.
    pub name: String,
    /// What [`Options::names`] calls it.
    pub path: String,
    generated: bool,
}

impl Claimant {
    /// The part of the contract, if it is one.
    pub fn subject(&self) -> Option<&Subject> {
        match self {
            Self::Package => None,
            Self::Type(subject) | Self::Call(subject) | Self::Watch(subject) => Some(subject),
        }
    }

    /// A request that libero makes for a handler: it is named after it, and clashes with it.
    fn is_generated(&self) -> bool {
        self.subject().is_some_and(|subject| subject.generated)
    }
}

/// Every name that two things of the contract would have. To be refused before generating; the
/// option `names` settles it.
pub fn clashes(contract: &Contract, options: &Options) -> Vec<NameClash> {
    let mut owners: BTreeMap<String, Claimant> = OWN
        .iter()
        .map(|name| ((*name).to_owned(), Claimant::Package))
        .collect();
    let types = contract
        .types
        .iter()
        .map(|def| (type_name(def, options), Claimant::Type(type_subject(def))));
    let calls = contract.endpoints.iter().map(|endpoint| {
        (
            call_name(endpoint, options),
            Claimant::Call(call_subject(endpoint)),
        )
    });
    let pushes = contract.push_types.iter().filter_map(|push| {
        let def = contract
            .types
            .iter()
            .find(|def| def.module_path == push.type_module && def.type_name == push.type_name)?;
        let name = watch_name(contract, push, options);
        Some((name, Claimant::Watch(type_subject(def))))
    });
    let mut clashes = Vec::new();
    for (name, second) in types.chain(calls).chain(pushes) {
        match owners.get(&name) {
            Some(first) if first.is_generated() && second.is_generated() => {}
            Some(first) => clashes.push(NameClash {
                name,
                first: first.clone(),
                second,
            }),
            None => {
                owners.insert(name, second);
            }
        }
    }
    clashes
}

fn type_subject(def: &TypeDef) -> Subject {
    Subject {
        module: def.module_path.clone(),
        name: def.type_name.clone(),
        path: def
            .rust
            .as_ref()
            .map_or_else(|| def.full_name(), |rust| rust.path.clone()),
        generated: def.is_made(),
    }
}

fn call_subject(endpoint: &Endpoint) -> Subject {
    let wire = || format!("{}.{}", endpoint.module, endpoint.name);
    Subject {
        module: endpoint.module.clone(),
        name: endpoint.name.clone(),
        path: endpoint
            .rust
            .as_ref()
            .map_or_else(wire, |rust| rust.path.clone()),
        generated: false,
    }
}
