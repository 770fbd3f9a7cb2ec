//! What the templates print: ready text and lists, made from the contract.

use contract_schema::rust::RustGenerics;
use contract_schema::{TypeDef, TypeKind, Variant};

use super::constructor::{self, ConstructorView};
use super::names;

/// The first line of each `impl` for one type, opening brace included.
pub(super) struct Headers {
    pub(super) etf: CodecHeaders,
    pub(super) json: CodecHeaders,
    pub(super) key: String,
}

/// Those of one codec.
pub(super) struct CodecHeaders {
    pub(super) encode: String,
    pub(super) decode: String,
}

impl Headers {
    pub(super) fn new(path: &str, generics: &RustGenerics) -> Self {
        let generics = &free_of_our_names(generics);
        let header = |name: &str| header(name, path, generics);
        Self {
            etf: CodecHeaders {
                encode: header("rt::etf::Encode"),
                decode: header("rt::etf::Decode"),
            },
            json: CodecHeaders {
                encode: header("rt::json::Encode"),
                decode: header("rt::json::Decode"),
            },
            key: header("rt::Key"),
        }
    }

    /// Those of `"etf"` or `"json"`.
    pub(super) fn of(&self, codec: &str) -> &CodecHeaders {
        if codec == "etf" {
            &self.etf
        } else {
            &self.json
        }
    }
}

/// `impl<T: Bound> rt::etf::Encode<Wire> for crate::Page<T>`, with a `where` clause that asks the
/// same trait of each parameter whose values are carried.
fn header(trait_name: &str, path: &str, generics: &RustGenerics) -> String {
    if generics.params.is_empty() && generics.predicates.is_empty() {
        return ["impl ", trait_name, "<Wire> for ", path, " {"].concat();
    }
    let declared: Vec<String> = declared(generics).collect();
    let mut predicates = generics.predicates.clone();
    for param in generics.params.iter().filter(|param| param.carried) {
        let key = if param.key && trait_name != "rt::Key" {
            " + rt::Key<Wire>"
        } else {
            ""
        };
        predicates.push(format!("{}: {trait_name}<Wire>{key}", param.name));
    }
    let mut text = format!(
        "impl{} {trait_name}<Wire> for {}",
        angle_brackets(&declared),
        with_args(path, generics)
    );
    if predicates.is_empty() {
        text.push_str(" {");
    } else {
        text.push_str("\nwhere\n");
        for predicate in predicates {
            text.push_str("    ");
            text.push_str(&predicate);
            text.push_str(",\n");
        }
        text.push('{');
    }
    text
}

/// The parameters with their bounds.
pub(super) fn declared(generics: &RustGenerics) -> impl Iterator<Item = String> {
    let params = generics.params.iter();
    params.map(|param| match param.bounds.as_slice() {
        [] => param.name.clone(),
        bounds => format!("{}: {}", param.name, bounds.join(" + ")),
    })
}

/// Parameters that would hide what generated code names, such as `Result`, under other names.
pub(super) fn free_of_our_names(generics: &RustGenerics) -> RustGenerics {
    let mut free = generics.clone();
    let taken = |name: &str| names::USED_IN_IMPLS.contains(&name);
    for param in generics.params.iter().filter(|param| taken(&param.name)) {
        let texts = free
            .params
            .iter_mut()
            .flat_map(|other| other.bounds.iter_mut().chain([&mut other.name]));
        for text in texts.chain(&mut free.predicates) {
            *text = names::rename(text, &param.name, &format!("{}_", param.name));
        }
    }
    free
}

/// The type with its own parameters as arguments: `crate::Page<T>`.
pub(super) fn with_args(path: &str, generics: &RustGenerics) -> String {
    if generics.params.is_empty() {
        return path.to_owned();
    }
    let args: Vec<String> = generics
        .params
        .iter()
        .map(|param| param.name.clone())
        .collect();
    format!("{path}{}", angle_brackets(&args))
}

pub(super) fn angle_brackets(items: &[String]) -> String {
    if items.is_empty() {
        String::new()
    } else {
        format!("<{}>", items.join(", "))
    }
}

/// A struct or enum of the contract.
#[allow(clippy::struct_excessive_bools)] // what the template tests
pub(super) struct TypeView {
    pub(super) headers: Headers,
    /// As a string literal: `"pages/home.Task"`.
    pub(super) full_name: String,
    /// The JSON of a value up to the name of its variant, as a string literal.
    pub(super) json_head: String,
    pub(super) is_struct: bool,
    /// Whether it may hold a value of its own, so that its depth is counted.
    pub(super) is_recursive: bool,
    /// In order of declaration; one for a struct.
    pub(super) constructors: Vec<ConstructorView>,
    /// Variants that are never written.
    pub(super) unwritable: Vec<Unwritable>,
    pub(super) needs_wildcard: bool,
    /// Whether it may be the key of a dict.
    pub(super) is_key: bool,
    /// The least length of a value in ETF, in bytes.
    pub(super) min_len: usize,
}

/// A variant with `#[serde(skip)]` or `skip_serializing`.
pub(super) struct Unwritable {
    pub(super) pattern: String,
    /// As a string literal: `"Task.Secret"`.
    pub(super) name: String,
}

impl TypeView {
    /// Whether the Rust end knows a type, so that there is a view of it.
    pub(super) fn is_known(def: &TypeDef) -> bool {
        def.rust.is_some() && def.variants.iter().all(|variant| variant.rust.is_some())
    }

    /// `None` for a type that the Rust end does not know (a contract of another origin).
    pub(super) fn new(def: &TypeDef, is_recursive: bool) -> Option<Self> {
        let rust = def.rust.as_ref()?;
        let ranks = ranks(def);
        let mut constructors = Vec::with_capacity(def.variants.len());
        for variant in def.declared_variants() {
            let side = variant.rust.as_ref()?;
            let rank = ranks
                .iter()
                .position(|hash| *hash == hash_of(variant))
                .unwrap_or(0);
            constructors.push(ConstructorView::new(def, variant, side, rank));
        }
        let hidden = def
            .variants
            .iter()
            .filter_map(|variant| variant.rust.as_ref());
        let unwritable = rust
            .skipped_variants
            .iter()
            .chain(hidden.filter(|side| side.skip_encode))
            .map(|side| Unwritable {
                pattern: format!("Self::{} {{ .. }}", side.name),
                name: names::string(&format!("{}.{}", def.full_name(), side.name)),
            })
            .collect();
        Some(Self {
            headers: Headers::new(&rust.path, &rust.generics),
            full_name: names::string(&def.full_name()),
            json_head: names::raw_string(&constructor::json_head(def)),
            is_struct: def.kind == TypeKind::Struct,
            is_recursive,
            min_len: constructors
                .iter()
                .map(|c| min_len(c.arity()))
                .min()
                .unwrap_or(1),
            constructors,
            unwritable,
            needs_wildcard: rust.needs_wildcard,
            is_key: def.is_unit_enum() && !def.variants.is_empty(),
        })
    }

    /// Whether the fields of a constructor are a level of depth.
    pub(super) fn is_counted(&self, constructor: &ConstructorView) -> bool {
        self.is_recursive && constructor.arity() > 0
    }

    /// A struct can always be read, unless a contract of another origin says otherwise.
    pub(super) fn is_readable_struct(&self) -> bool {
        self.is_struct && self.constructors.iter().all(|c| c.readable)
    }

    /// Whether a `match` over all constructors has no arm.
    pub(super) fn is_uninhabited(&self) -> bool {
        self.constructors.is_empty() && self.unwritable.is_empty() && !self.needs_wildcard
    }
}

/// The wire hashes in the order of Erlang terms, which for atoms is that of their text.
fn ranks(def: &TypeDef) -> Vec<&str> {
    let mut hashes: Vec<&str> = def.variants.iter().map(hash_of).collect();
    hashes.sort_unstable();
    hashes
}

fn hash_of(variant: &Variant) -> &str {
    variant.wire_hash.as_ref().map_or("", |hash| hash.as_str())
}

/// An atom of ten bytes, or a tuple's header, that atom and at least a byte for each field.
const fn min_len(arity: usize) -> usize {
    if arity == 0 { 12 } else { 14 + arity }
}
