//! Which types may hold a value of their own.
//!
//! Depth is counted in these alone, once for each constructor with fields: every endless descent
//! passes through one of them.

use std::collections::{HashMap, HashSet};

use crate::contract::{Contract, TypeDef};
use crate::field_type::FieldType;

/// The module path and the name of a type.
pub type TypeKey<'a> = (&'a str, &'a str);

/// The key of a type.
pub fn key(def: &TypeDef) -> TypeKey<'_> {
    (&def.module_path, &def.type_name)
}

/// The types that lie on a circle of the graph of types, where a type leads to what its fields
/// name, arguments included.
pub fn recursive_types(contract: &Contract) -> HashSet<TypeKey<'_>> {
    let types = &contract.types;
    let places: HashMap<TypeKey<'_>, usize> = types
        .iter()
        .enumerate()
        .map(|(place, def)| (key(def), place))
        .collect();
    let edges: Vec<Vec<usize>> = types.iter().map(|def| named(def, &places)).collect();
    circles(&edges)
        .into_iter()
        .map(|place| key(&types[place]))
        .collect()
}

fn named(def: &TypeDef, places: &HashMap<TypeKey<'_>, usize>) -> Vec<usize> {
    let mut named = Vec::new();
    let mut pending: Vec<&FieldType> = def
        .variants
        .iter()
        .flat_map(|variant| &variant.field_types)
        .collect();
    while let Some(ty) = pending.pop() {
        pending.extend(ty.children());
        if let FieldType::UserType {
            module_path,
            type_name,
            ..
        } = ty
        {
            named.extend(places.get(&(module_path.as_str(), type_name.as_str())));
        }
    }
    named
}

/// The nodes on circles, by Tarjan's strongly connected components. A chain of types may be longer
/// than a stack is deep, so that the walk has a stack of its own.
fn circles(edges: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; edges.len()];
    let mut low = vec![UNSEEN; edges.len()];
    let mut is_open = vec![false; edges.len()];
    let (mut open, mut found) = (Vec::new(), Vec::new());
    let mut seen = 0;
    for start in 0..edges.len() {
        if order[start] != UNSEEN {
            continue;
        }
        let mut walk = vec![(start, 0)];
        while let Some((node, next)) = walk.last_mut() {
            let node = *node;
            if *next == 0 {
                (order[node], low[node]) = (seen, seen);
                seen += 1;
                open.push(node);
                is_open[node] = true;
            }
            if let Some(&to) = edges[node].get(*next) {
                *next += 1;
                if order[to] == UNSEEN {
                    walk.push((to, 0));
                } else if is_open[to] {
                    low[node] = low[node].min(order[to]);
                }
                continue;
            }
            walk.pop();
            if let Some((parent, _)) = walk.last() {
                low[*parent] = low[*parent].min(low[node]);
            }
            if low[node] == order[node] {
                let first = open.iter().rposition(|other| *other == node).unwrap_or(0);
                let circle = open.split_off(first);
                for other in &circle {
                    is_open[*other] = false;
                }
                if circle.len() > 1 || edges[node].contains(&node) {
                    found.extend(circle);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn nodes_on_circles_are_found_and_those_beside_them_are_not() {
        let cases: [(&[&[usize]], &[usize]); 6] = [
            (&[&[], &[0]], &[]),
            (&[&[0], &[0]], &[0]),
            (&[&[1], &[2, 3], &[0], &[]], &[0, 1, 2]),
            (&[&[1], &[2], &[1, 3], &[4], &[3, 0]], &[0, 1, 2, 3, 4]),
            (&[&[1], &[2], &[1, 3], &[4], &[3]], &[1, 2, 3, 4]),
            (&[&[1, 2], &[3], &[3], &[]], &[]),
        ];
        for (edges, expected) in cases {
            let edges: Vec<Vec<usize>> = edges.iter().map(|to| to.to_vec()).collect();
            let mut found = circles(&edges);
            found.sort_unstable();
            assert_eq!(found, expected, "{edges:?}");
        }
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let chain: Vec<Vec<usize>> = (0..200_000)
            .map(|node| vec![(node + 1) % 200_000])
            .collect();
        assert_eq!(circles(&chain).len(), 200_000);
    }
}
