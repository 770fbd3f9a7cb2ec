//! Which functions of two contracts are the same ones, perhaps under other names.

use std::collections::HashSet;

use contract_schema::{Contract, Endpoint};

/// Functions that are in both contracts.
pub(crate) fn pairs<'a>(old: &'a Contract, new: &'a Contract) -> Vec<(&'a Endpoint, &'a Endpoint)> {
    let mut pairs = vec![];
    let mut taken = Taken::default();
    let same = |a: &Endpoint, b: &Endpoint| a.module == b.module && a.name == b.name;
    let moved = |a: &Endpoint, b: &Endpoint| a.name == b.name;
    let renamed = |a: &Endpoint, b: &Endpoint| {
        a.module == b.module && a.ok == b.ok && a.err == b.err && same_request(old, a, new, b)
    };
    taken.only_pairs(old, new, same, &mut pairs);
    taken.only_pairs(old, new, moved, &mut pairs);
    taken.only_pairs(old, new, renamed, &mut pairs);
    pairs
}

#[derive(Default)]
struct Taken<'a> {
    old: HashSet<(&'a str, &'a str)>,
    new: HashSet<(&'a str, &'a str)>,
}

fn key(endpoint: &Endpoint) -> (&str, &str) {
    (&endpoint.module, &endpoint.name)
}

impl<'a> Taken<'a> {
    fn only_pairs(
        &mut self,
        old: &'a Contract,
        new: &'a Contract,
        is_alike: impl Fn(&Endpoint, &Endpoint) -> bool,
        pairs: &mut Vec<(&'a Endpoint, &'a Endpoint)>,
    ) {
        let gone = |taken: &Self| -> Vec<&'a Endpoint> {
            let all = old.endpoints.iter();
            all.filter(|one| !taken.old.contains(&key(one))).collect()
        };
        let fresh = |taken: &Self| -> Vec<&'a Endpoint> {
            let all = new.endpoints.iter();
            all.filter(|one| !taken.new.contains(&key(one))).collect()
        };
        let (gone, fresh) = (gone(self), fresh(self));
        for a in &gone {
            let mut alike = fresh.iter().filter(|b| is_alike(a, b));
            let (Some(b), None) = (alike.next(), alike.next()) else {
                continue;
            };
            if gone.iter().filter(|a| is_alike(a, b)).count() == 1 {
                self.old.insert(key(a));
                self.new.insert(key(b));
                pairs.push((*a, *b));
            }
        }
    }
}

/// Whether two requests have the same fields.
fn same_request(old: &Contract, a: &Endpoint, new: &Contract, b: &Endpoint) -> bool {
    if a.request == b.request {
        return true;
    }
    let fields = |contract: &Contract, endpoint: &Endpoint| {
        let variant = contract.definition(&endpoint.request)?.variants.first()?;
        Some((variant.field_labels.clone(), variant.field_types.clone()))
    };
    matches!((fields(old, a), fields(new, b)), (Some(a), Some(b)) if a == b)
}
