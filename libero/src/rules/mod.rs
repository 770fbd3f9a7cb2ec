//! Everything that can be refused, one file a rule, all of it at once.
//!
//! | rule | refuses |
//! |---|---|
//! | [`not_data`] | trait objects, function pointers, unions, … |
//! | [`array_length`] | arrays whose length cannot be told |
//! | [`borrowed`] | references and data without an owner |
//! | [`foreign_type`] | types of other crates that nothing says how to carry |
//! | [`dict_key`] | keys without an identity |
//! | [`open_root`] | seeds with open parameters, push types without a name |
//! | [`parameters`] | lifetimes and constants as parameters |
//! | [`serde_conversion`], [`serde_entry`] | serde attributes that hide what is carried, or are wrong |
//! | [`transparent`] | transparent types that cannot vanish |
//! | [`wire_names`] | equal or unusable names on the wire |
//! | [`nameable`] | what generated code cannot name or build |
//! | [`field_default`] | defaults that cannot be called |
//! | [`byte_argument`] | `Page<u8>` where a page holds a `Vec` |
//! | [`size`] | wide tuples, empty enums |
//! | [`identity`] | two things with one identity |
//! | [`handler`], [`near_miss`] | wrong signatures; functions that are almost handlers |
//! | [`lost_setting`] | settings that name nothing |
//! | [`wire_feature`] | missing features and dependencies |

use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::resolve::TypeGraph;
use crate::resolve::arena::DefId;
use crate::resolve::graph::TypeNode;
use crate::rules::identity::Identities;
use crate::rules::site::Part;

pub mod array_length;
pub mod borrowed;
pub mod byte_argument;
pub mod dict_key;
pub mod field_default;
pub mod foreign_type;
pub mod handler;
pub mod identity;
pub mod lost_setting;
pub mod nameable;
pub mod near_miss;
pub mod not_data;
pub mod open_root;
pub mod parameters;
pub mod serde_conversion;
pub mod serde_entry;
mod site;
pub mod size;
pub mod transparent;
pub mod wire_feature;
pub mod wire_names;

/// A type graph in which nothing is to be refused. Only [`check`] makes one.
#[derive(Debug)]
pub struct CheckedGraph<'p> {
    graph: TypeGraph<'p>,
    identities: Identities,
}

impl<'p> CheckedGraph<'p> {
    /// The graph, with the wire types and hashes of its constructors.
    pub fn into_parts(self) -> (TypeGraph<'p>, Identities) {
        (self.graph, self.identities)
    }
}

/// How many types are checked at a time.
const AT_A_TIME: usize = 128;

/// Checks a graph by every rule. What is found is added to `diagnostics`, which holds what was
/// found before; a graph comes back only if none of all that is an error.
pub fn check<'p>(graph: TypeGraph<'p>, diagnostics: &mut Diagnostics) -> Option<CheckedGraph<'p>> {
    let mut found = Found::default();
    site::parts_of_starts(&graph, &mut |part| found.check_part(&graph, part));
    let types = graph.carried.par_chunks(AT_A_TIME);
    let types: Vec<Found<'p>> = types.map(|defs| Found::of_types(&graph, defs)).collect();
    for types in types {
        found.merge(types);
    }
    site::parts_of_proxies(&graph, &mut |part| found.check_part(&graph, part));
    found.tell(diagnostics);
    open_root::check(&graph, diagnostics);
    nameable::check_handlers(&graph, diagnostics);
    handler::check(&graph, diagnostics);
    near_miss::check(&graph, diagnostics);
    lost_setting::check(&graph, diagnostics);
    let identities = identity::check(&graph, diagnostics);
    (!diagnostics.has_errors()).then_some(CheckedGraph { graph, identities })
}

/// What the rules found that look at one type after another.
#[derive(Default)]
struct Found<'p> {
    diagnostics: Diagnostics,
    missing: wire_feature::Missing,
    without_effect: serde_entry::WithoutEffect<'p>,
}

impl<'p> Found<'p> {
    /// Checks some of the carried types: each by all rules, while it is at hand.
    fn of_types(graph: &TypeGraph<'p>, defs: &[DefId]) -> Self {
        let mut found = Self::default();
        for node in defs.iter().filter_map(|def| graph.node(*def)) {
            parameters::check_type(graph, node, &mut found.diagnostics);
            nameable::check_name(graph, node, &mut found.diagnostics);
            // Of a type that the settings map, the fields do not matter.
            if !site::is_mapped(graph, node) {
                found.check_fields(graph, node);
            }
        }
        found
    }

    fn check_fields(&mut self, graph: &TypeGraph<'p>, node: &TypeNode<'p>) {
        site::parts_of_type(graph, node, &mut |part| self.check_part(graph, part));
        self.without_effect.check_type(graph, node);
        let diagnostics = &mut self.diagnostics;
        not_data::check_type(graph, node, diagnostics);
        serde_conversion::check_type(graph, node, diagnostics);
        serde_entry::check_type(graph, node, diagnostics);
        transparent::check_type(graph, node, diagnostics);
        wire_names::check_type(graph, node, diagnostics);
        nameable::check_type(graph, node, diagnostics);
        field_default::check_type(graph, node, diagnostics);
        size::check_type(graph, node, diagnostics);
    }

    fn check_part(&mut self, graph: &TypeGraph<'p>, part: Part<'_, 'p>) {
        self.missing.check_part(graph, part);
        let diagnostics = &mut self.diagnostics;
        not_data::check_part(graph, part, diagnostics);
        array_length::check_part(graph, part, diagnostics);
        borrowed::check_part(graph, part, diagnostics);
        foreign_type::check_part(graph, part, diagnostics);
        dict_key::check_part(graph, part, diagnostics);
        byte_argument::check_part(graph, part, diagnostics);
        size::check_part(graph, part, diagnostics);
    }

    /// Adds what was found in later types.
    fn merge(&mut self, later: Self) {
        self.diagnostics.merge(later.diagnostics);
        self.missing.merge(later.missing);
        self.without_effect.merge(later.without_effect);
    }

    fn tell(self, diagnostics: &mut Diagnostics) {
        diagnostics.merge(self.diagnostics);
        self.without_effect.tell(diagnostics);
        self.missing.tell(diagnostics);
    }
}
