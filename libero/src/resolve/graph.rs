//! The type graph: every carried type and every handler, names resolved, nothing refused yet.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use contract_schema::TypeKind;
use contract_schema::rust::{Form, Pass};

use crate::diagnostic::{Diagnostic, Span};
use crate::parse::syntax::{FieldItem, FunctionItem, Ident, ParamItem, TypeItem, VariantItem};
use crate::resolve::arena::{DefId, ModuleId};
use crate::resolve::attrs::SerdeAttrs;
use crate::resolve::foreign::ForeignId;
use crate::resolve::input::Input;
use crate::resolve::mirror::Mirrors;
use crate::resolve::nameable::Names;
use crate::resolve::scope::Scope;
use crate::resolve::ty::Ty;

/// Everything that crosses the wire, as Rust has it.
#[derive(Debug)]
pub struct TypeGraph<'p> {
    /// The names of the project.
    pub scope: Scope<'p>,
    /// What was asked for.
    pub input: &'p Input,
    /// Every type that was looked at. Those that are carried have a [`TypeNode::reach`].
    pub types: HashMap<DefId, TypeNode<'p>>,
    /// The carried types, nearest to a root first.
    pub carried: Vec<DefId>,
    /// Types of the configuration's table.
    pub mappings: HashMap<Target, Mapping>,
    /// Those of them that are carried.
    pub mapped: HashSet<Target>,
    /// Seeds, push types, SSR models.
    pub roots: Vec<Root>,
    /// Every handler, sorted by module and name.
    pub handlers: Vec<Handler<'p>>,
    /// Functions that look like handlers and are none.
    pub near_misses: Vec<NearMiss<'p>>,
    /// Settings that name nothing.
    pub lost: Vec<Lost>,
    /// The path of each module on the wire.
    pub wire_modules: Vec<String>,
    /// Pinned identities.
    pub pins: HashMap<DefId, Pin>,
    /// Paths that the generated module can use.
    pub names: Names,
    /// The types that have a mirror, or stand in one.
    pub mirrors: Mirrors,
}

impl<'p> TypeGraph<'p> {
    /// A type that was looked at.
    pub fn node(&self, def: DefId) -> Option<&TypeNode<'p>> {
        self.types.get(&def)
    }

    /// The carried types, nearest to a root first.
    pub fn carried_nodes(&self) -> impl Iterator<Item = &TypeNode<'p>> {
        self.carried.iter().filter_map(|def| self.types.get(def))
    }
}

/// What the configuration's table can map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A type of a crate that was read.
    Def(DefId),
    /// A type of another crate.
    Foreign(ForeignId),
}

/// How a mapped type travels.
#[derive(Clone, Debug)]
pub enum Mapping {
    /// As text: `Display` out, `FromStr` in.
    Text,
    /// As another type: `From` out, `TryFrom` in.
    Proxy(Ty),
}

/// The identity that a type keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The module path on the wire.
    pub module: String,
    /// The name on the wire, where it is pinned too.
    pub name: Option<String>,
}

/// A setting that names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Which setting.
    pub setting: Setting,
    /// What it says.
    pub text: String,
    /// What was meant, perhaps.
    pub suggestion: Option<String>,
    /// What is there in place of what was asked for.
    pub instead: Option<&'static str>,
}

/// A setting that names something in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Setting {
    Seed,
    Push,
    SsrModel,
    Inject,
    ReadOnly,
    Pin,
    MappedType,
    Proxy,
    Endpoint,
    Borrowed,
    Mirror,
}

/// A type from which walking starts, beside those of the handlers.
#[derive(Clone, Debug)]
pub struct Root {
    /// Why it is carried.
    pub kind: RootKind,
    /// As it was asked for.
    pub path: String,
    /// What it names.
    pub ty: Ty,
    /// Parameters that are left open.
    pub open_params: Vec<String>,
}

/// Why a root is carried.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RootKind {
    /// It is a seed.
    Seed,
    /// It may be pushed.
    Push {
        /// The module named in the push frame; the type's own where absent.
        module: Option<String>,
    },
    /// It is embedded into pages.
    SsrModel {
        /// The module of the route.
        route_module: String,
    },
}

/// From where a type was reached first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A root, by its place in [`TypeGraph::roots`].
    Root(usize),
    /// A handler, by its place in [`TypeGraph::handlers`].
    Handler(usize),
    /// A field of another type.
    Field {
        /// That type.
        owner: DefId,
        /// Its constructor.
        constructor: usize,
        /// The field.
        field: usize,
    },
    /// The proxy of a mapped type.
    Proxy(Target),
}

/// What is known of one type parameter, from all that the type holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // five independent facts
pub struct ParamUse {
    /// Values of it are carried.
    pub carried: bool,
    /// Items of a `HashSet` or keys of a `HashMap` hold it.
    pub hashed: bool,
    /// Items of a `BTreeSet` or keys of a `BTreeMap` hold it.
    pub ordered: bool,
    /// It is the key of a dict.
    pub key: bool,
    /// It is the item of a `Vec`, slice or array, so that `u8` would be bytes.
    pub run: bool,
}

/// A struct, enum or union.
#[derive(Debug)]
pub struct TypeNode<'p> {
    /// Its definition.
    pub def: DefId,
    /// Its source.
    pub item: &'p TypeItem,
    /// Its module.
    pub module: ModuleId,
    /// Struct or enum; a union counts as a struct.
    pub kind: TypeKind,
    /// Its name on the wire, before pins.
    pub wire_name: &'p str,
    /// What serde's attributes say.
    pub serde: SerdeAttrs<'p>,
    /// Its type parameters.
    pub params: Vec<&'p Ident>,
    /// One for each of `params`.
    pub uses: Vec<ParamUse>,
    /// The constructor of a struct, or the variants in order of declaration.
    pub constructors: Vec<Constructor<'p>>,
    /// Names in it that were not found.
    pub errors: Vec<Diagnostic>,
    /// From where it was reached first; none where it is not carried.
    pub reach: Option<Reach>,
}

impl<'p> TypeNode<'p> {
    /// The one field of a `#[serde(transparent)]` type that is carried.
    pub fn transparent_field(&self) -> Option<&FieldNode<'p>> {
        if !self.serde.transparent {
            return None;
        }
        let fields = &self.constructors.first()?.fields;
        let mut carried = fields.iter().filter(|field| field.carry == Carry::Wire);
        carried.next().filter(|_| carried.next().is_none())
    }

    /// Its fields with the constructors that hold them; those that are not carried included.
    pub fn fields(&self) -> impl Iterator<Item = (&Constructor<'p>, &FieldNode<'p>)> {
        let constructors = self.constructors.iter();
        constructors
            .flat_map(|constructor| constructor.fields.iter().map(move |f| (constructor, f)))
    }

    /// Its carried fields with the constructors that hold them.
    pub fn wire_fields(&self) -> impl Iterator<Item = (&Constructor<'p>, &FieldNode<'p>)> {
        self.fields()
            .filter(|(_, field)| field.carry == Carry::Wire)
    }
}

/// A struct's own constructor, or a variant.
#[derive(Debug)]
pub struct Constructor<'p> {
    /// Its name in Rust.
    pub ident: &'p Ident,
    /// Its name on the wire.
    pub wire_name: Cow<'p, str>,
    /// Its source, for a variant.
    pub variant: Option<&'p VariantItem>,
    /// What serde's attributes say of a variant.
    pub serde: SerdeAttrs<'p>,
    /// How it is written.
    pub form: Form,
    /// In order of declaration; none are looked at where the variant is skipped.
    pub fields: Vec<FieldNode<'p>>,
}

/// Whether a field is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carry {
    /// It is.
    Wire,
    /// `#[serde(skip)]`
    Skipped,
    /// It is `PhantomData`.
    Phantom,
}

/// A field.
#[derive(Debug)]
pub struct FieldNode<'p> {
    /// Its source.
    pub item: &'p FieldItem,
    /// Its name in Rust, or its position.
    pub rust_name: Cow<'p, str>,
    /// Its label on the wire.
    pub label: Option<Cow<'p, str>>,
    /// What serde's attributes say.
    pub serde: SerdeAttrs<'p>,
    /// Whether it is carried.
    pub carry: Carry,
    /// Its type; only looked at where it is carried.
    pub ty: Option<Ty>,
}

/// A function that can be called.
#[derive(Debug)]
pub struct Handler<'p> {
    /// Its definition.
    pub def: DefId,
    /// Its source.
    pub function: &'p FunctionItem,
    /// Its module in Rust.
    pub module: ModuleId,
    /// The module that a request names.
    pub wire_module: String,
    /// The name of the endpoint.
    pub name: String,
    /// Its arguments in order.
    pub args: Vec<Arg<'p>>,
    /// What it returns; none where that is no `Result`.
    pub output: Output,
    /// What dispatch does with that before it is the answer.
    pub answer: contract_schema::rust::Answer,
    /// Whether a call must be awaited.
    pub is_async: bool,
    /// Whether it only reads.
    pub read_only: bool,
    /// Names in its signature that were not found.
    pub errors: Vec<Diagnostic>,
}

/// What a handler returns.
#[derive(Clone, Debug)]
pub enum Output {
    /// `Result<ok, err>`
    Result {
        /// On success.
        ok: Ty,
        /// On failure.
        err: Ty,
    },
    /// A `Result` of a crate that was not read, which hides its error type: `anyhow::Result`.
    HiddenError {
        /// Its path.
        path: String,
        /// Where.
        span: Span,
    },
    /// Something else.
    Other {
        /// Where; none for `()`.
        span: Option<Span>,
    },
}

/// An argument of a handler.
#[derive(Clone, Debug)]
pub struct Arg<'p> {
    /// Its source.
    pub param: &'p ParamItem,
    /// What it is for.
    pub role: Role,
    /// Its type, without the `&` or `Arc` that `role` tells of.
    pub ty: Ty,
}

/// What an argument is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The server context.
    Context(Pass),
    /// A value that the framework fills in.
    Injected(Pass),
    /// The whole request.
    Message(Pass),
    /// A field of the request that libero makes.
    Field,
}

impl<'p> Handler<'p> {
    /// The whole request, where the handler takes one.
    pub fn message(&self) -> Option<&Arg<'p>> {
        self.args
            .iter()
            .find(|arg| matches!(arg.role, Role::Message(_)))
    }

    /// The fields of the request that libero makes.
    pub fn field_args(&self) -> impl Iterator<Item = &Arg<'p>> {
        self.args.iter().filter(|arg| arg.role == Role::Field)
    }

    /// The name of the request that libero makes.
    pub fn generated_request(&self) -> String {
        super::casing::pascal(&format!("server_{}", self.name))
    }
}

/// A function that looks like a handler and is none.
#[derive(Clone, Debug)]
pub struct NearMiss<'p> {
    /// Its source.
    pub function: &'p FunctionItem,
    /// What it lacks.
    pub lacks: Lacks,
}

/// What a near miss lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// `pub`.
    Visibility,
    /// A parameter of type `ServerContext`.
    Context,
    /// A `Result`.
    Result,
    /// Anything after `server_`.
    Name,
}
