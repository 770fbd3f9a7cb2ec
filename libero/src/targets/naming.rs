//! Names that are told apart, in targets that have one name for each thing of a package.

use std::collections::{BTreeMap, BTreeSet};

use contract_schema::Endpoint;

/// The name, or the name with as many `_` as make it one of its own.
pub(super) fn unique(name: String, taken: &mut BTreeSet<String>) -> String {
    let mut name = name;
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    name
}

/// The functions of the endpoints, in their order. One whose name others have too is named after its module
/// as well; `identifier` makes a name of what that gives, and `own` are names that none may have.
pub(super) fn call_names(
    endpoints: &[Endpoint],
    own: &[&str],
    identifier: impl Fn(&str) -> String,
) -> Vec<String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for endpoint in endpoints {
        *count.entry(&endpoint.name).or_default() += 1;
    }
    let mut taken: BTreeSet<String> = own.iter().map(|&name| name.to_owned()).collect();
    let name = |endpoint: &Endpoint| {
        if count[endpoint.name.as_str()] > 1 {
            identifier(&format!("{}/{}", endpoint.module, endpoint.name))
        } else {
            identifier(&endpoint.name)
        }
    };
    let names = endpoints
        .iter()
        .map(|endpoint| unique(name(endpoint), &mut taken));
    names.collect()
}
