//! Names of definitions: letters, digits, `.`, `_` and `-` alone, which is what `OpenAPI` takes.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::hash::Hash;

use contract_schema::FieldType;
use contract_schema::field_type::Children;

/// Beyond it a name is cut: the types that it is made of are told by the definition itself.
const LONGEST: usize = 120;

/// Names that were given, no two alike.
pub(super) struct Names<K> {
    of: HashMap<K, String>,
    taken: HashSet<String>,
}

impl<K> Default for Names<K> {
    fn default() -> Self {
        Self {
            of: HashMap::new(),
            taken: HashSet::new(),
        }
    }
}

impl<K: Clone + Eq + Hash> Names<K> {
    /// The name of a key, and whether it was given just now.
    pub(super) fn give(&mut self, key: &K, wanted: &str) -> (String, bool) {
        if let Some(name) = self.of.get(key) {
            return (name.clone(), false);
        }
        let name = self.free(wanted);
        self.of.insert(key.clone(), name.clone());
        (name, true)
    }

    /// A name that nothing has, as near to the wanted one as can be.
    pub(super) fn free(&mut self, wanted: &str) -> String {
        let wanted: String = wanted.chars().take(LONGEST).collect();
        let mut name = wanted.clone();
        let mut count = 1;
        while !self.taken.insert(name.clone()) {
            count += 1;
            name = format!("{wanted}_{count}");
        }
        name
    }
}

/// What a type is called: `board.model.Task`, `page.Page_of_board.model.Task`.
pub(super) fn of(ty: &FieldType) -> String {
    match ty {
        FieldType::Int { repr, .. } => repr.as_str().to_owned(),
        FieldType::Float(repr) => format!("{repr:?}").to_lowercase(),
        FieldType::String { format } => format.as_deref().map_or("string".to_owned(), plain),
        FieldType::Bool => "bool".to_owned(),
        FieldType::BitArray { .. } => "bytes".to_owned(),
        FieldType::Nil => "nil".to_owned(),
        FieldType::List { unique: false, .. } => with("list", ty.children()),
        FieldType::List { .. } => with("set", ty.children()),
        FieldType::Option(_) => with("option", ty.children()),
        FieldType::Result { .. } => with("result", ty.children()),
        FieldType::Dict { .. } => with("dict", ty.children()),
        FieldType::Tuple(_) => with("tuple", ty.children()),
        FieldType::TypeVar(name) => plain(name),
        FieldType::UserType {
            module_path,
            type_name,
            ..
        } => {
            let name = plain(&format!("{}.{type_name}", module_path.replace('/', ".")));
            with(&name, ty.children())
        }
    }
}

fn with(name: &str, parts: Children<'_>) -> String {
    let parts: Vec<String> = parts.map(of).collect();
    if parts.is_empty() {
        return name.to_owned();
    }
    format!("{name}_of_{}", parts.join("_and_"))
}

/// A text with what cannot stand in a name replaced by its code points.
pub(super) fn plain(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') {
            name.push(c);
        } else {
            // Writing to a text cannot fail.
            let _ = write!(name, "_u{:x}", u32::from(c));
        }
    }
    name
}
