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

use crate::diagnostic::Diagnostics;
use crate::resolve::TypeGraph;
use crate::rules::identity::Identities;

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
    /// The graph.
    pub fn graph(&self) -> &TypeGraph<'p> {
        &self.graph
    }

    /// The wire types and hashes of its constructors.
    pub fn identities(&self) -> &Identities {
        &self.identities
    }
}

/// Checks a graph by every rule. What is found is added to `diagnostics`, which holds what was
/// found before; a graph comes back only if none of all that is an error.
pub fn check<'p>(graph: TypeGraph<'p>, diagnostics: &mut Diagnostics) -> Option<CheckedGraph<'p>> {
    not_data::check(&graph, diagnostics);
    array_length::check(&graph, diagnostics);
    borrowed::check(&graph, diagnostics);
    foreign_type::check(&graph, diagnostics);
    dict_key::check(&graph, diagnostics);
    open_root::check(&graph, diagnostics);
    parameters::check(&graph, diagnostics);
    serde_conversion::check(&graph, diagnostics);
    serde_entry::check(&graph, diagnostics);
    transparent::check(&graph, diagnostics);
    wire_names::check(&graph, diagnostics);
    nameable::check(&graph, diagnostics);
    field_default::check(&graph, diagnostics);
    byte_argument::check(&graph, diagnostics);
    size::check(&graph, diagnostics);
    handler::check(&graph, diagnostics);
    near_miss::check(&graph, diagnostics);
    lost_setting::check(&graph, diagnostics);
    wire_feature::check(&graph, diagnostics);
    let identities = identity::check(&graph, diagnostics);
    (!diagnostics.has_errors()).then_some(CheckedGraph { graph, identities })
}
