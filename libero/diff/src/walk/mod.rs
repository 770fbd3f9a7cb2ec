//! Two contracts, walked side by side: each pair of types once, each change once, whatever reaches it.

mod fields;
mod types;
mod value;

pub(crate) use value::{Params, Site};

use std::collections::{BTreeMap, HashMap};

use contract_schema::{FieldType, SourcePlace};

use crate::category::Category;
use crate::effect::Impact;
use crate::index::{Index, Matches};
use crate::reason::Subject;
use crate::words::Place;

/// A change before it is known what it reaches.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) category: Category,
    pub(crate) what: String,
    pub(crate) adapt: bool,
    pub(crate) place: Place,
    pub(crate) subject: Subject,
}

/// That a change is met at some point of the walk, and what it does there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    pub(crate) change: usize,
    pub(crate) impact: Impact,
}

/// What is met in a pair of types, or at the value of an endpoint.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) events: Vec<Event>,
    /// The pairs of types that it leads to.
    pub(crate) nodes: Vec<usize>,
}

/// A pair of types. Arguments are there only where their count changed; else parameters are compared
/// where they are filled in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    old: usize,
    new: usize,
    old_args: Vec<FieldType>,
    new_args: Vec<FieldType>,
}

/// What tells changes apart: what is said, where it was and is; without a place, of which type.
type DraftKey = (
    Category,
    String,
    Option<SourcePlace>,
    Option<SourcePlace>,
    Option<usize>,
);

/// The walk.
pub(crate) struct Walk<'a> {
    pub(crate) old: Index<'a>,
    pub(crate) new: Index<'a>,
    pub(crate) matches: Matches,
    pub(crate) drafts: Vec<Draft>,
    draft_ids: BTreeMap<DraftKey, usize>,
    /// The pair of types that is compared.
    here: Option<usize>,
    nodes: Vec<Found>,
    /// The old type of each pair.
    node_types: Vec<usize>,
    node_ids: HashMap<Key, usize>,
    pending: Vec<(usize, Key)>,
}

/// A generic type that holds its own with more and more arguments has no end; none that a compiler
/// accepts as data is nested like that so often.
const MOST_NODES: usize = 1 << 20;

impl<'a> Walk<'a> {
    pub(crate) fn new(old: Index<'a>, new: Index<'a>) -> Self {
        let matches = Matches::new(&old, &new);
        Self {
            old,
            new,
            matches,
            drafts: vec![],
            draft_ids: BTreeMap::new(),
            here: None,
            nodes: vec![],
            node_types: vec![],
            node_ids: HashMap::new(),
            pending: vec![],
        }
    }

    pub(crate) fn node(&self, id: usize) -> &Found {
        &self.nodes[id]
    }

    /// The type of the old contract in a pair.
    pub(crate) fn old_type(&self, id: usize) -> usize {
        self.node_types[id]
    }

    /// The pair of two types without arguments.
    pub(crate) fn pair(&mut self, old: usize, new: usize) -> usize {
        self.register(Key {
            old,
            new,
            old_args: vec![],
            new_args: vec![],
        })
    }

    fn register(&mut self, key: Key) -> usize {
        if let Some(id) = self.node_ids.get(&key) {
            return *id;
        }
        let id = self.nodes.len();
        self.nodes.push(Found::default());
        self.node_types.push(key.old);
        self.node_ids.insert(key.clone(), id);
        if id < MOST_NODES {
            self.pending.push((id, key));
        }
        id
    }

    /// Compares every pair that was registered, and those that these lead to.
    pub(crate) fn finish(&mut self) {
        while let Some((id, key)) = self.pending.pop() {
            self.here = Some(key.new);
            self.nodes[id] = self.types(&key);
        }
        self.here = None;
    }

    /// Notes a change; the same change again is the same entry.
    pub(crate) fn draft(&mut self, draft: Draft) -> usize {
        let Place { old, new } = draft.place.clone();
        // A setting is of the whole contract.
        let is_setting = draft.category == Category::IdentityChanged;
        let unplaced = if old.is_none() && new.is_none() && !is_setting {
            self.here
        } else {
            None
        };
        let key = (draft.category, draft.what.clone(), old, new, unplaced);
        if let Some(id) = self.draft_ids.get(&key) {
            return *id;
        }
        let id = self.drafts.len();
        self.drafts.push(draft);
        self.draft_ids.insert(key, id);
        id
    }

    pub(crate) fn event(&mut self, found: &mut Found, draft: Draft, impact: Impact) {
        let change = self.draft(draft);
        found.events.push(Event { change, impact });
    }

    /// Docs and deprecation of something that is in both contracts.
    pub(crate) fn annotations(
        &mut self,
        found: &mut Found,
        name: &str,
        old: &Annotations<'_>,
        new: &Annotations<'_>,
    ) {
        let place = || Place::of(old.source, new.source);
        if old.docs != new.docs {
            let what = format!("the docs of `{name}` are others");
            self.event(
                found,
                Draft::new(Category::DocsChanged, what, place()),
                Impact::FINE,
            );
        }
        if old.deprecated == new.deprecated {
            return;
        }
        let (category, what) = match (old.deprecated, new.deprecated) {
            (None, Some(deprecated)) => {
                let note = deprecated.note.as_deref();
                let note = note.map_or_else(String::new, |note| format!(": {note}"));
                (
                    Category::Deprecated,
                    format!("`{name}` is deprecated{note}"),
                )
            }
            (Some(_), None) => (
                Category::DeprecationChanged,
                format!("`{name}` is no longer deprecated"),
            ),
            _ => (
                Category::DeprecationChanged,
                format!("`{name}` is deprecated for another reason"),
            ),
        };
        self.event(found, Draft::new(category, what, place()), Impact::FINE);
    }
}

/// What is said of a thing beyond what it is.
pub(crate) struct Annotations<'a> {
    pub(crate) docs: Option<&'a str>,
    pub(crate) deprecated: Option<&'a contract_schema::Deprecation>,
    pub(crate) source: Option<&'a SourcePlace>,
}

macro_rules! annotations {
    ($of:expr) => {
        $crate::walk::Annotations {
            docs: $of.docs.as_deref(),
            deprecated: $of.deprecated.as_ref(),
            source: $of.source.as_ref(),
        }
    };
}
pub(crate) use annotations;

impl Draft {
    /// A change after which nobody has to adapt anything.
    pub(crate) fn new(category: Category, what: String, place: Place) -> Self {
        Self {
            category,
            what,
            adapt: false,
            place,
            subject: Subject::default(),
        }
    }

    /// Generated code looks otherwise after it.
    pub(crate) fn adapt(mut self) -> Self {
        self.adapt = true;
        self
    }

    pub(crate) fn subject(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }
}
