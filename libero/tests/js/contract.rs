//! Contracts built by hand.

use contract_schema::field_type::{FieldType, IntRepr};
use contract_schema::{
    Contract, Endpoint, HashRule, IdentityRule, PushType, SourcePlace, TypeDef, TypeKind, Variant,
    WireHash, hash, identity,
};

/// The module of every type here.
pub(crate) const MODULE: &str = "pages/tasks";

/// A contract without anything in it.
pub(crate) fn empty() -> Contract {
    Contract {
        contract_hash: String::new(),
        protocol_version: "libero-json-v1".into(),
        typed_value_contract: "typed-json-v1".into(),
        libero_version: "0.1.0".into(),
        push_types: vec![],
        ssr_models: vec![],
        types: vec![],
        hash_rule: HashRule::Wire,
        identity: IdentityRule::Rust,
        endpoints: vec![],
        rust: None,
    }
}

/// A sealed contract of these types.
pub(crate) fn of(types: Vec<TypeDef>) -> Contract {
    let mut contract = Contract { types, ..empty() };
    contract.types.sort_by_key(TypeDef::full_name);
    hash::seal(&mut contract);
    contract
}

/// A struct; a field whose label is empty has none.
pub(crate) fn record(name: &str, fields: &[(&str, FieldType)]) -> TypeDef {
    type_def(name, TypeKind::Struct, &[], vec![(name, fields.to_vec())])
}

/// A generic struct.
pub(crate) fn generic(name: &str, params: &[&str], fields: &[(&str, FieldType)]) -> TypeDef {
    type_def(
        name,
        TypeKind::Struct,
        params,
        vec![(name, fields.to_vec())],
    )
}

/// An enum.
pub(crate) fn union(name: &str, variants: Vec<(&str, Vec<(&str, FieldType)>)>) -> TypeDef {
    type_def(name, TypeKind::Enum, &[], variants)
}

fn type_def(
    name: &str,
    kind: TypeKind,
    params: &[&str],
    variants: Vec<(&str, Vec<(&str, FieldType)>)>,
) -> TypeDef {
    let params: Vec<String> = params.iter().map(|param| (*param).to_owned()).collect();
    let mut variants: Vec<Variant> = variants
        .into_iter()
        .zip(0..)
        .map(|((variant, fields), index)| {
            let constructor = match kind {
                TypeKind::Struct => name.to_owned(),
                TypeKind::Enum => format!("{name}.{variant}"),
            };
            let types: Vec<FieldType> = fields.iter().map(|(_, ty)| ty.clone()).collect();
            let signature = identity::signature(MODULE, &constructor, &types, &params);
            Variant {
                variant_name: variant.to_owned(),
                field_labels: fields
                    .iter()
                    .map(|(label, _)| (!label.is_empty()).then(|| (*label).to_owned()))
                    .collect(),
                field_types: types,
                wire_hash: Some(WireHash::of(&signature)),
                index,
                fields: vec![],
                docs: None,
                deprecated: None,
                source: None,
                rust: None,
            }
        })
        .collect();
    variants.sort_by(|a, b| a.variant_name.cmp(&b.variant_name));
    TypeDef {
        module_path: MODULE.into(),
        type_name: name.into(),
        type_params: params,
        variants,
        kind,
        docs: None,
        deprecated: None,
        source: None,
        rust: None,
    }
}

/// A type of the contract.
pub(crate) fn user(name: &str) -> FieldType {
    FieldType::user(MODULE, name)
}

/// A type of the contract, applied.
pub(crate) fn applied(name: &str, args: Vec<FieldType>) -> FieldType {
    FieldType::UserType {
        module_path: MODULE.into(),
        type_name: name.into(),
        args,
    }
}

/// A function.
pub(crate) fn endpoint(name: &str, request: &str, ok: FieldType, err: FieldType) -> Endpoint {
    Endpoint {
        module: MODULE.into(),
        name: name.into(),
        request: user(request),
        ok,
        err,
        read_only: name.starts_with("load"),
        hash: String::new(),
        docs: None,
        deprecated: None,
        source: None,
        rust: None,
    }
}

/// A contract with every kind of type in it.
#[allow(clippy::too_many_lines)] // one table
pub(crate) fn everything() -> Contract {
    let var = |name: &str| FieldType::TypeVar(name.into());
    let option = FieldType::option;
    let set = |element| FieldType::List {
        element: Box::new(element),
        len: None,
        unique: true,
    };
    let array = |element, len| FieldType::List {
        element: Box::new(element),
        len: Some(len),
        unique: false,
    };
    let mut task = record(
        "Task",
        &[
            ("id", FieldType::int(IntRepr::U64)),
            ("title", FieldType::STRING),
            ("status", user("Status")),
            ("tags", FieldType::list(FieldType::STRING)),
            ("due", option(FieldType::INT)),
            ("thumbnail", FieldType::BYTES),
        ],
    );
    task.docs = Some(" A task.\n\n Ends */ here.".into());
    task.source = Some(SourcePlace {
        file: "src/pages/tasks.rs".into(),
        line: 7,
        column: 12,
    });
    let ints = IntRepr::ALL.map(|repr| (repr.as_str(), FieldType::int(repr)));
    let mut contract = of(vec![
        task,
        record("Ints", &ints),
        record(
            "Scalars",
            &[
                ("f64", FieldType::FLOAT),
                ("f32", FieldType::Float(contract_schema::FloatRepr::F32)),
                ("flag", FieldType::Bool),
                ("nothing", FieldType::Nil),
                ("letter", FieldType::text("char")),
                ("bytes", FieldType::BitArray { len: Some(2) }),
                ("a-b", FieldType::STRING),
                ("__proto__", FieldType::STRING),
                ("class", FieldType::STRING),
            ],
        ),
        record(
            "Containers",
            &[
                (
                    "by_text",
                    FieldType::dict(FieldType::STRING, FieldType::INT),
                ),
                ("by_int", FieldType::dict(FieldType::INT, user("Status"))),
                (
                    "by_bool",
                    FieldType::dict(FieldType::Bool, FieldType::FLOAT),
                ),
                (
                    "by_status",
                    FieldType::dict(user("Status"), FieldType::STRING),
                ),
                ("set", set(FieldType::int(IntRepr::I32))),
                ("task_set", set(user("Pair"))),
                ("array", array(FieldType::STRING, 2)),
                (
                    "tuple",
                    FieldType::Tuple(vec![FieldType::INT, FieldType::STRING]),
                ),
                ("result", FieldType::result(FieldType::INT, user("Shape"))),
                ("nested", option(option(FieldType::STRING))),
                ("unit", option(FieldType::Nil)),
                ("options", FieldType::list(option(FieldType::Bool))),
            ],
        ),
        union(
            "Status",
            vec![("Open", vec![]), ("Closed", vec![]), ("Waiting", vec![])],
        ),
        union(
            "Shape",
            vec![
                ("Empty", vec![]),
                ("Circle", vec![("radius", FieldType::FLOAT)]),
                ("Named", vec![("", FieldType::STRING)]),
                ("Rect", vec![("", FieldType::FLOAT), ("", FieldType::FLOAT)]),
                (
                    "Typed",
                    vec![("type", FieldType::INT), ("value", FieldType::Bool)],
                ),
            ],
        ),
        union(
            "Tree",
            vec![
                ("Leaf", vec![]),
                ("Node", vec![("", user("Tree")), ("", user("Tree"))]),
            ],
        ),
        record("Pair", &[("", FieldType::INT), ("", FieldType::STRING)]),
        record("Meters", &[("", FieldType::FLOAT)]),
        record("Maybe", &[("", option(FieldType::STRING))]),
        record("Marker", &[]),
        record("Forest", &[("", FieldType::list(user("Forest")))]),
        record(
            "Atlas",
            &[("", FieldType::dict(FieldType::STRING, user("Atlas")))],
        ),
        record("Loop", &[("", applied("Rows", vec![user("Loop")]))]),
        generic("Rows", &["T"], &[("", FieldType::list(var("T")))]),
        generic(
            "Page",
            &["T"],
            &[
                ("items", FieldType::list(var("T"))),
                ("first", option(var("T"))),
                ("next", option(FieldType::STRING)),
            ],
        ),
        generic("Solid", &["T"], &[("inner", option(var("T")))]),
        generic(
            "Index",
            &["K"],
            &[("counts", FieldType::dict(var("K"), FieldType::INT))],
        ),
        record(
            "Generics",
            &[
                ("tasks", applied("Page", vec![user("Task")])),
                ("maybes", applied("Page", vec![option(FieldType::INT)])),
                ("solid", applied("Solid", vec![user("Meters")])),
                ("by_text", applied("Index", vec![FieldType::STRING])),
                ("by_status", applied("Index", vec![user("Status")])),
                (
                    "rows",
                    applied("Rows", vec![FieldType::list(FieldType::INT)]),
                ),
            ],
        ),
        record("Map", &[("tiles", FieldType::list(FieldType::BYTES))]),
        record(
            "Everything",
            &[
                ("ints", user("Ints")),
                ("scalars", user("Scalars")),
                ("containers", user("Containers")),
                ("shapes", FieldType::list(user("Shape"))),
                ("tree", user("Tree")),
                ("meters", user("Meters")),
                ("maybe", user("Maybe")),
                ("marker", user("Marker")),
                ("forest", user("Forest")),
                ("atlas", user("Atlas")),
                ("generics", user("Generics")),
                ("map", user("Map")),
            ],
        ),
        record("ServerLoadTask", &[("id", FieldType::int(IntRepr::U64))]),
        record("ServerLoadAll", &[]),
        record("ServerDelete", &[("value", user("Everything"))]),
        union(
            "TaskError",
            vec![
                ("NotFound", vec![("id", FieldType::int(IntRepr::U64))]),
                ("Denied", vec![]),
            ],
        ),
        union(
            "BoardEvent",
            vec![("Added", vec![("", user("Task"))]), ("Cleared", vec![])],
        ),
    ]);
    contract.endpoints = vec![
        endpoint(
            "delete",
            "ServerDelete",
            user("Everything"),
            user("TaskError"),
        ),
        endpoint(
            "load_all",
            "ServerLoadAll",
            FieldType::list(user("Task")),
            FieldType::STRING,
        ),
        endpoint(
            "load_task",
            "ServerLoadTask",
            user("Task"),
            user("TaskError"),
        ),
    ];
    contract.push_types = vec![PushType {
        module: MODULE.into(),
        type_module: MODULE.into(),
        type_name: "BoardEvent".into(),
        hash: None,
    }];
    hash::seal(&mut contract);
    contract
}
