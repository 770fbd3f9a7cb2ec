//! What the contract says of each kind of source.

use contract_schema::rust::{AdapterKind, Pass, RustArg};
use contract_schema::{Contract, FieldType, TypeDef, document};

mod support;

fn contract(source: &str) -> Contract {
    support::compile(source).contract()
}

fn find<'c>(contract: &'c Contract, name: &str) -> &'c TypeDef {
    let found = contract.types.iter().find(|def| def.full_name() == name);
    found.unwrap_or_else(|| panic!("no {name} among {:?}", names(contract)))
}

fn names(contract: &Contract) -> Vec<String> {
    contract.types.iter().map(TypeDef::full_name).collect()
}

/// The JSON of a field's type, quotes as `'`.
fn json(ty: &FieldType) -> String {
    serde_json::to_string(ty).unwrap().replace('"', "'")
}

/// The wire type of one field of type `ty`.
fn wire(ty: &str) -> String {
    let source = format!(
        "//@ seeds: Probe\n#![allow(unused)]\nuse std::collections::*;\nuse std::{{rc::Rc, sync::Arc, \
         borrow::Cow}};\npub enum Unit {{ A, B }}\n#[serde(transparent)]\npub struct Key(pub String);\n\
         pub struct Probe {{\n    pub field: {ty},\n}}\n"
    );
    let contract = contract(&source);
    json(&find(&contract, "app.Probe").variants[0].field_types[0])
}

#[test]
fn every_scalar_has_its_wire_type() {
    for (ty, expected) in [
        ("i64", "'Int'"),
        ("u8", "{'kind':'Int','repr':'u8'}"),
        ("usize", "{'kind':'Int','repr':'u64'}"),
        ("isize", "'Int'"),
        ("i128", "{'kind':'Int','repr':'i128'}"),
        ("f32", "{'kind':'Float','repr':'f32'}"),
        ("f64", "'Float'"),
        ("bool", "'Bool'"),
        ("char", "{'kind':'String','format':'char'}"),
        ("&'static str", "'String'"),
        ("Cow<'static, str>", "'String'"),
        ("Arc<str>", "'String'"),
        ("()", "'Nil'"),
        (
            "std::time::Duration",
            "{'kind':'Int','repr':'u128','format':'duration-ns'}",
        ),
        ("core::net::Ipv4Addr", "{'kind':'String','format':'ipv4'}"),
    ] {
        assert_eq!(wire(ty), expected, "{ty}");
    }
}

#[test]
fn every_collection_has_its_wire_type() {
    for (ty, expected) in [
        ("Vec<u8>", "'BitArray'"),
        ("[u8; 4]", "{'kind':'BitArray','len':4}"),
        ("Box<[u8]>", "'BitArray'"),
        (
            "VecDeque<u8>",
            "{'kind':'List','element':{'kind':'Int','repr':'u8'}}",
        ),
        (
            "Vec<Box<u8>>",
            "{'kind':'List','element':{'kind':'Int','repr':'u8'}}",
        ),
        (
            "[bool; 2 * (1 << 2)]",
            "{'kind':'List','element':'Bool','len':8}",
        ),
        (
            "HashSet<String>",
            "{'kind':'List','element':'String','unique':true}",
        ),
        (
            "hash_map::HashMap<Key, i64>",
            "{'kind':'Dict','key':'String','value':'Int'}",
        ),
        (
            "BTreeMap<Unit, bool>",
            "{'kind':'Dict','key':{'kind':'UserType','module_path':'app','type_name':'Unit',\
             'args':[]},'value':'Bool'}",
        ),
        (
            "Option<Option<i64>>",
            "{'kind':'Option','inner':{'kind':'Option','inner':'Int'}}",
        ),
        (
            "Result<i64, String>",
            "{'kind':'Result','ok':'Int','err':'String'}",
        ),
        (
            "(i64, Rc<bool>)",
            "{'kind':'Tuple','elements':['Int','Bool']}",
        ),
    ] {
        assert_eq!(wire(ty), expected, "{ty}");
    }
}

#[test]
fn names_are_found_as_rustc_finds_them() {
    let contract = contract(
        "//@ seeds: Probe\n\
         mod a { pub use super::b::*; pub struct Id(pub u8); }\n\
         mod b { pub use super::a::*; pub use super::c::{self as see, deep::{Deep as Shown}}; }\n\
         mod c { pub mod deep { pub struct Deep(pub u8); pub struct Vec<T>(pub T); } }\n\
         use a::*; use self::b::see::deep;\n\
         pub struct Option(pub i64);\n\
         type Pair<T, U = T> = (T, U);\n\
         const N: usize = M + 1; const M: usize = 3;\n\
         pub struct Probe {\n\
             pub id: Id, pub shown: Shown, pub own: Option, pub pair: Pair<bool>,\n\
             pub vec: deep::Vec<Option>, pub all: [bool; N], pub me: std::vec::Vec<Self>,\n\
             pub outer: ::shared::inner::Article,\n\
         }\n\
         //@ file: shared/src/lib.rs\n\
         extern crate self as own;\n\
         pub mod inner { pub struct Article { pub by: own::Person } }\n\
         pub struct Person { pub r#type: String }\n",
    );
    let probe = find(&contract, "app.Probe");
    let types: Vec<String> = probe.variants[0].field_types.iter().map(json).collect();
    let user = |module: &str, name: &str, args: &str| {
        format!(
            "{{'kind':'UserType','module_path':'{module}','type_name':'{name}','args':[{args}]}}"
        )
    };
    let option = user("app", "Option", "");
    assert_eq!(types[0], user("a", "Id", ""));
    assert_eq!(types[1], user("c/deep", "Deep", ""));
    assert_eq!(types[2], option);
    assert_eq!(types[3], "{'kind':'Tuple','elements':['Bool','Bool']}");
    assert_eq!(types[4], user("c/deep", "Vec", &option));
    assert_eq!(types[5], "{'kind':'List','element':'Bool','len':4}");
    assert_eq!(types[7], user("shared/inner", "Article", ""));
    let person = find(&contract, "shared.Person");
    assert_eq!(person.rust.as_ref().unwrap().path, "::shared::Person");
    assert_eq!(person.variants[0].field_labels, [Some("type".to_owned())]);
    let field = &person.variants[0].rust.as_ref().unwrap().fields[0];
    assert_eq!(field.name, "r#type");
}

#[test]
fn a_private_module_is_reached_by_a_re_export() {
    let contract = contract(
        "//@ seeds: pages::Task\n\
         pub mod pages { mod inner { pub struct Task { pub id: u8 } } pub use inner::Task; }\n",
    );
    assert_eq!(names(&contract), ["pages/inner.Task"]);
    assert_eq!(
        contract.types[0].rust.as_ref().unwrap().path,
        "crate::pages::Task"
    );
}

#[test]
fn generics_keep_their_parameters_and_bounds() {
    let contract = contract(
        "//@ seeds: Board\n\
         use std::{collections::*, fmt::Display, marker::PhantomData};\n\
         pub trait Entity {}\n\
         pub struct Marker(pub *const u8);\n\
         pub struct Id<T>(pub u64, pub PhantomData<T>);\n\
         pub struct Page<T: Display + Clone, K = String> where K: Entity {\n\
             pub items: Vec<T>, pub index: HashMap<K, T>, pub next: Option<Box<Page<T, K>>>,\n\
         }\n\
         pub struct Board { pub id: Id<Marker>, pub page: Page<i64>, pub wrapped: Outer<bool> }\n\
         pub struct Outer<X> { pub set: Inner<X> }\n\
         pub struct Inner<Y> { pub set: BTreeSet<Option<Y>> }\n",
    );
    let page = find(&contract, "app.Page");
    assert_eq!(page.type_params, ["T", "K"]);
    let generics = &page.rust.as_ref().unwrap().generics;
    assert_eq!(
        generics.params[0].bounds,
        ["::std::fmt::Display", "::std::clone::Clone"]
    );
    assert_eq!(
        generics.params[1].bounds,
        ["::core::cmp::Eq", "::core::hash::Hash"]
    );
    assert!(generics.params[1].key && !generics.params[0].key);
    assert_eq!(generics.predicates, ["K: crate::Entity"]);
    let outer = find(&contract, "app.Outer").rust.as_ref().unwrap();
    assert_eq!(outer.generics.params[0].bounds, ["::core::cmp::Ord"]);
    // What only `PhantomData` holds is no part of the contract.
    assert!(!names(&contract).contains(&"app.Marker".to_owned()));
    let id = find(&contract, "app.Id");
    assert!(id.type_params.is_empty());
    assert!(!id.rust.as_ref().unwrap().generics.params[0].carried);
    assert_eq!(id.variants[0].field_types.len(), 1);
}

#[test]
fn serde_attributes_name_and_leave_out() {
    let contract = contract(
        "//@ seeds: Task\n\
         #[serde(rename = \"Job\", rename_all = \"camelCase\")]\n\
         pub struct Task {\n\
             pub due_date: u8, #[serde(rename = \"x\")] pub other: u8,\n\
             #[serde(skip)] pub cache: std::sync::Mutex<u8>,\n\
             #[serde(default = \"one\")] pub count: u32, #[serde(default)] pub tags: Vec<String>,\n\
             #[serde(skip_deserializing)] pub sum: Vec<State>, #[serde(skip_serializing)] pub pin: u8,\n\
         }\n\
         fn one() -> u32 { 1 }\n\
         #[serde(rename_all = \"snake_case\", rename_all_fields = \"UPPERCASE\")]\n\
         pub enum State { InWork { by: u8 }, #[serde(skip)] Gone, Done }\n",
    );
    let task = find(&contract, "app.Job");
    let variant = &task.variants[0];
    assert_eq!(variant.variant_name, "Job");
    let labels: Vec<&str> = variant
        .field_labels
        .iter()
        .flatten()
        .map(String::as_str)
        .collect();
    assert_eq!(labels, ["dueDate", "x", "count", "tags", "sum", "pin"]);
    let optional: Vec<bool> = variant.fields.iter().map(|field| field.optional).collect();
    assert_eq!(optional, [false, false, true, true, false, false]);
    let rust = variant.rust.as_ref().unwrap();
    assert_eq!(rust.fields[2].wire, None);
    assert_eq!(rust.fields[3].default.as_deref(), Some("crate::one()"));
    assert_eq!(
        rust.fields[5].ty.as_deref(),
        Some("::std::vec::Vec<crate::State>")
    );
    let state = find(&contract, "app.State");
    let variants: Vec<&str> = state
        .variants
        .iter()
        .map(|v| v.variant_name.as_str())
        .collect();
    assert_eq!(variants, ["done", "in_work"]);
    assert_eq!(state.variants[1].field_labels, [Some("BY".to_owned())]);
    assert_eq!(
        state.rust.as_ref().unwrap().skipped_variants[0].name,
        "Gone"
    );
}

#[test]
fn transparent_and_mapped_types_are_adapters() {
    let contract = contract(
        "//@ seeds: Task\n\
         //@ types: geo::Point = crate::Pair\n\
         //@ types: Version = string\n\
         //@ types: Made = string\n\
         make!(Made);\n\
         #[serde(transparent)] pub struct Ids<T>(pub Vec<T>);\n\
         pub struct Pair(pub f64, pub f64);\n\
         #[serde(from = \"String\", into = \"String\")] pub struct Version { major: u8 }\n\
         pub struct Task { pub ids: Ids<u32>, pub at: geo::Point, pub v: Version, pub made: Made }\n\
         //@ file: Cargo.toml\n\
         [package]\nname = \"app\"\nedition = \"2024\"\n[dependencies]\ngeo = \"1\"\n",
    );
    assert_eq!(names(&contract), ["app.Pair", "app.Task"]);
    let adapters = &contract.rust.as_ref().unwrap().adapters;
    let paths: Vec<&str> = adapters
        .iter()
        .map(|adapter| adapter.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "::geo::Point",
            "crate::Ids",
            "crate::Made",
            "crate::Version"
        ]
    );
    assert_eq!(
        adapters[0].via,
        AdapterKind::Proxy {
            ty: "crate::Pair".into()
        }
    );
    assert_eq!(
        json(&adapters[1].wire_type),
        "{'kind':'List','element':{'kind':'TypeVar','name':'T'}}"
    );
    let task = &find(&contract, "app.Task").variants[0];
    assert_eq!(
        json(&task.field_types[0]),
        "{'kind':'List','element':{'kind':'Int','repr':'u32'}}"
    );
    assert_eq!(
        task.field_types[2..],
        [FieldType::STRING, FieldType::STRING]
    );
}

#[test]
fn handlers_become_endpoints() {
    let contract = contract(
        "//@ inject: Session\n\
         //@ read_only: load_*\n\
         //@ push: pages::Changed\n\
         use std::sync::Arc;\n\
         pub struct ServerContext; pub struct Session;\n\
         pub mod pages {\n\
             use crate::*;\n\
             type Answer<T> = Result<T, Failure>;\n\
             pub enum Failure { NotFound }\n\
             pub struct Changed;\n\
             pub struct ServerLoadTitle { pub id: u32 }\n\
             /// Loads it.\n\
             pub fn server_load_title(request: &ServerLoadTitle, cx: &ServerContext) -> Answer<String> { todo!() }\n\
             pub(crate) async fn server_create(_title: String, r#type: Vec<u8>, s: &Session, cx: Arc<ServerContext>) -> Result<(), Failure> { todo!() }\n\
             pub fn server_ping(cx: ServerContext) -> impl Future<Output = Answer<()>> + Send { async { todo!() } }\n\
         }\n",
    );
    let names: Vec<&str> = contract
        .endpoints
        .iter()
        .map(|endpoint| endpoint.name.as_str())
        .collect();
    assert_eq!(names, ["create", "load_title", "ping"]);
    let [create, load, ping] = contract.endpoints.as_slice() else {
        panic!()
    };
    assert_eq!(load.request, FieldType::user("pages", "ServerLoadTitle"));
    assert!(load.read_only && !create.read_only);
    assert_eq!(load.docs.as_deref(), Some("Loads it."));
    assert_eq!(load.err, FieldType::user("pages", "Failure"));
    let rust = create.rust.as_ref().unwrap();
    assert!(rust.is_async && ping.rust.as_ref().unwrap().is_async);
    assert_eq!(rust.request, "requests::pages::ServerCreate");
    assert_eq!(
        rust.args,
        [
            RustArg::Field {
                name: "title".into()
            },
            RustArg::Field {
                name: "r#type".into()
            },
            RustArg::Injected {
                ty: "crate::Session".into(),
                pass: Pass::Ref
            },
            RustArg::Context { pass: Pass::Arc },
        ]
    );
    assert_eq!(
        load.rust.as_ref().unwrap().args[0],
        RustArg::Request { pass: Pass::Ref }
    );
    assert_eq!(
        contract.rust.as_ref().unwrap().context.as_deref(),
        Some("crate::ServerContext")
    );
    let request = find(&contract, "pages.ServerCreate");
    assert_eq!(
        request.variants[0].field_types,
        [FieldType::STRING, FieldType::BYTES]
    );
    assert!(request.rust.as_ref().unwrap().generated);
    assert!(
        find(&contract, "pages.ServerPing").variants[0]
            .field_types
            .is_empty()
    );
    assert_eq!(contract.push_types[0].module, "pages");
}

#[test]
fn pins_keep_identities_when_code_moves() {
    let before = contract("//@ seeds: old::Place\npub mod old { pub struct Place(pub u8); }\n");
    for pins in ["//@ pin: new::Place = old\n", "//@ pin: new = old\n"] {
        let after = contract(&format!(
            "//@ seeds: new::Place\n{pins}pub mod new {{ pub struct Place(pub u8); }}\n"
        ));
        assert_eq!(after.contract_hash, before.contract_hash);
    }
}

#[test]
fn the_gleam_identity_is_the_bare_variant() {
    let contract = contract(
        "//@ seeds: public::pages::games::GameStatus\n//@ identity: gleam\n\
         pub mod public { pub mod pages { pub mod games {\n\
         pub enum GameStatus { Scheduled, Live(String) } } } }\n",
    );
    let hashes: Vec<&str> = contract.types[0]
        .variants
        .iter()
        .filter_map(|variant| {
            variant
                .wire_hash
                .as_ref()
                .map(contract_schema::WireHash::as_str)
        })
        .collect();
    assert_eq!(hashes, ["9fc19a5e7d", "f3de5cfa12"]);
}

#[test]
fn the_order_of_files_does_not_matter_and_the_document_verifies() {
    let root = (
        "src/lib.rs",
        "pub mod a;\npub mod b;\npub struct ServerContext;\n",
    );
    let a = ("src/a.rs", "pub struct A { pub b: Vec<crate::b::B> }\n");
    let b = (
        "src/b.rs",
        "pub enum B { One(crate::a::A), Two }\n\
         pub fn server_load(cx: &crate::ServerContext) -> Result<B, ()> { todo!() }\n",
    );
    let input = libero::resolve::Input::default();
    let texts: Vec<String> = [[root, a, b], [b, a, root], [a, root, b]]
        .iter()
        .map(|files| document::to_json(&support::compile_files(files, &input).contract()))
        .collect();
    assert!(texts.windows(2).all(|pair| pair[0] == pair[1]));
    document::from_json(&texts[0]).unwrap();
}
