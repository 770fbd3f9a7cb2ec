//! Other names for types that would have one, where nobody can be asked for them.

use contract_schema::Contract;
use heck::ToPascalCase;

use super::clash::{Claimant, clashes};
use super::options::Options;

/// The name of a thing that must not have the name that it would: the last segment of its module
/// stands before it. `Task` of `pages/admin` is `AdminTask`.
pub fn other_name(name: &str, module: &str) -> String {
    let last = module.rsplit('/').next().unwrap_or(module);
    format!("{}{}", last.to_pascal_case(), name.to_pascal_case())
}

/// The options with names for types that clash: first that of [`other_name`], then that of the whole
/// module, then a number. What comes first in the contract keeps its name.
pub fn settled(contract: &Contract, options: &Options) -> Options {
    let mut settled = options.clone();
    // Each round gives a type its next name, of which there are ever more.
    for round in 0..=contract.types.len() {
        let mut is_done = true;
        for clash in clashes(contract, &settled) {
            // Functions have no names among types alone.
            let (Claimant::Type(subject), Claimant::Package | Claimant::Type(_)) =
                (&clash.second, &clash.first)
            else {
                continue;
            };
            is_done = false;
            let module = subject.module.replace('/', "_");
            let name = match round {
                0 => other_name(&subject.name, &subject.module),
                1 => other_name(&subject.name, &module),
                _ => format!("{}{round}", other_name(&subject.name, &module)),
            };
            let key = format!("{}.{}", subject.module, subject.name);
            settled.names.insert(key, name);
        }
        if is_done {
            break;
        }
    }
    settled
}
