//! The syntax of a Rust file, as far as a contract can depend on it. Owned, `Send`, free of syn.
//!
//! `cfg` has been decided (what is off is absent) and `cfg_attr` expanded before a value of these
//! types exists. Function bodies, impl blocks and traits are not here.

use contract_schema::Deprecation;

use crate::diagnostic::Span;

/// An identifier as it is written, `r#` stripped, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    /// Without `r#`.
    pub name: String,
    /// Whether it was written with `r#`.
    pub raw: bool,
    /// Where.
    pub span: Span,
}

impl Ident {
    /// As Rust source: with `r#` where it was written so.
    pub fn rust(&self) -> String {
        if self.raw {
            format!("r#{}", self.name)
        } else {
            self.name.clone()
        }
    }
}

/// Everything declared in one module body (a file or an inline `mod`).
#[derive(Clone, Debug, Default)]
pub struct ModuleBody {
    /// Structs, enums, unions.
    pub types: Vec<TypeItem>,
    /// `type` aliases.
    pub aliases: Vec<AliasItem>,
    /// `use` and `extern crate`, flattened to one entry per imported name.
    pub imports: Vec<Import>,
    /// Functions.
    pub functions: Vec<FunctionItem>,
    /// `mod` declarations.
    pub modules: Vec<ModuleItem>,
    /// `const` items whose value is a plain integer expression, for array lengths.
    pub consts: Vec<ConstItem>,
    /// Traits and other named items of the type namespace: they can be named but not carried.
    pub traits: Vec<Ident>,
    /// Macro calls at item level, which may declare names that cannot be seen.
    pub macro_calls: Vec<MacroCall>,
}

/// `pub`, and how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// `pub`
    Public,
    /// `pub(crate)`
    Crate,
    /// `pub(super)`, `pub(in a::b)`; segments as written (`["super"]`, `["crate", "a"]`).
    Restricted(Vec<String>),
    /// Nothing, or `pub(self)`.
    Private,
}

/// Attributes that matter here.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// The doc comment, its lines joined, one leading space of each line removed.
    pub docs: Option<String>,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// Each entry of each `#[serde(…)]`.
    pub serde: Vec<SerdeEntry>,
    /// `#[non_exhaustive]`.
    pub non_exhaustive: bool,
}

/// One entry of `#[serde(…)]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SerdeEntry {
    /// `rename_all`, `skip`, …
    pub name: String,
    /// `rename = "x"`: the text.
    pub value: Option<String>,
    /// `rename(serialize = "a", deserialize = "b")`.
    pub nested: Vec<(String, Option<String>)>,
    /// Where.
    pub span: Span,
}

/// A struct, enum or union.
#[derive(Clone, Debug)]
pub struct TypeItem {
    /// Its name.
    pub name: Ident,
    /// How far it can be seen.
    pub visibility: Visibility,
    /// Docs, serde and the like.
    pub attributes: Attributes,
    /// Parameters and `where` clause.
    pub generics: Generics,
    /// What it holds.
    pub body: TypeBody,
    /// The whole item, attributes excluded.
    pub span: Span,
}

/// What a type holds.
#[derive(Clone, Debug)]
pub enum TypeBody {
    /// A struct of any form.
    Struct(Fields),
    /// An enum.
    Enum(Vec<VariantItem>),
    /// A union, which cannot be carried.
    Union,
}

/// A variant of an enum.
#[derive(Clone, Debug)]
pub struct VariantItem {
    /// Its name.
    pub name: Ident,
    /// Docs, serde and the like.
    pub attributes: Attributes,
    /// What it holds.
    pub fields: Fields,
}

/// The fields of a struct or variant.
#[derive(Clone, Debug)]
pub enum Fields {
    /// `{ a: A }`
    Named(Vec<FieldItem>),
    /// `(A, B)`
    Tuple(Vec<FieldItem>),
    /// Nothing.
    Unit,
}

impl Fields {
    /// The fields in order; none for a unit.
    pub fn items(&self) -> &[FieldItem] {
        match self {
            Self::Named(items) | Self::Tuple(items) => items,
            Self::Unit => &[],
        }
    }
}

/// A field.
#[derive(Clone, Debug)]
pub struct FieldItem {
    /// Its label; none in a tuple.
    pub name: Option<Ident>,
    /// How far it can be seen; meaningless in a variant.
    pub visibility: Visibility,
    /// Docs, serde and the like.
    pub attributes: Attributes,
    /// Its type.
    pub ty: TypeExpr,
    /// The field without its attributes.
    pub span: Span,
}

/// `<T: Bound = Default>` and `where`.
#[derive(Clone, Debug, Default)]
pub struct Generics {
    /// In order of declaration.
    pub params: Vec<GenericParam>,
    /// `where` predicates on types.
    pub predicates: Vec<Predicate>,
}

/// One generic parameter.
#[derive(Clone, Debug)]
pub struct GenericParam {
    /// `T`, `N`, or `a` for `'a`.
    pub name: Ident,
    /// Which sort.
    pub kind: GenericKind,
}

/// Which sort of parameter.
#[derive(Clone, Debug)]
pub enum GenericKind {
    /// `T: A + B = C`
    Type {
        /// Trait paths (lifetimes and `?Sized` left out).
        bounds: Vec<PathExpr>,
        /// `T: ?Sized`, here or in the `where` clause.
        may_be_unsized: bool,
        /// `T: 'static`, here or in the `where` clause.
        outlives_all: bool,
        /// The default.
        default: Option<TypeExpr>,
    },
    /// `const N: usize`
    Const,
    /// `'a`
    Lifetime,
}

/// `T: A + B` in a `where` clause.
#[derive(Clone, Debug)]
pub struct Predicate {
    /// The type that is bounded.
    pub ty: TypeExpr,
    /// Trait paths.
    pub bounds: Vec<PathExpr>,
}

/// `type Name<T> = …;`
#[derive(Clone, Debug)]
pub struct AliasItem {
    /// Its name.
    pub name: Ident,
    /// How far it can be seen.
    pub visibility: Visibility,
    /// Its parameters.
    pub generics: Generics,
    /// What it stands for.
    pub ty: TypeExpr,
}

/// One imported name.
#[derive(Clone, Debug)]
pub struct Import {
    /// The path as written, `self`, `super`, `crate` included; a leading `::` is `absolute`.
    pub path: Vec<Ident>,
    /// Whether it begins with `::`.
    pub absolute: bool,
    /// Under which name.
    pub binding: ImportBinding,
    /// How far the name can be seen.
    pub visibility: Visibility,
    /// Where.
    pub span: Span,
}

/// Under which name something is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportBinding {
    /// `use a::b;` binds `b`; `use a::b as c;` binds `c`; `use a::{self}` binds `a`.
    Name(Ident),
    /// `use a::b as _;`
    Anonymous,
    /// `use a::*;`
    Glob,
}

/// A function.
#[derive(Clone, Debug)]
pub struct FunctionItem {
    /// Its name.
    pub name: Ident,
    /// How far it can be seen.
    pub visibility: Visibility,
    /// Docs and the like.
    pub attributes: Attributes,
    /// `async fn`.
    pub is_async: bool,
    /// `unsafe fn`.
    pub is_unsafe: bool,
    /// Its parameters of types.
    pub generics: Generics,
    /// Its arguments.
    pub params: Vec<ParamItem>,
    /// What it returns; none for `()`. For `-> impl Future<Output = T>` the whole `impl`.
    pub output: Option<TypeExpr>,
    /// The signature.
    pub span: Span,
}

/// An argument of a function.
#[derive(Clone, Debug)]
pub struct ParamItem {
    /// Its name, leading underscores kept; none where the pattern is not a plain name.
    pub name: Option<Ident>,
    /// Its type.
    pub ty: TypeExpr,
    /// The whole argument.
    pub span: Span,
}

/// `mod name;` or `mod name { … }`
#[derive(Clone, Debug)]
pub struct ModuleItem {
    /// Its name.
    pub name: Ident,
    /// How far it can be seen.
    pub visibility: Visibility,
    /// `#[path = "…"]`.
    pub path: Option<String>,
    /// The body of an inline module.
    pub body: Option<ModuleBody>,
}

/// `const N: usize = 4;`
#[derive(Clone, Debug)]
pub struct ConstItem {
    /// Its name.
    pub name: Ident,
    /// Its value.
    pub value: LengthExpr,
}

/// A macro call at item level.
#[derive(Clone, Debug)]
pub struct MacroCall {
    /// The path of the macro, joined by `::`.
    pub path: String,
    /// Identifiers among its tokens, to guess what it may declare.
    pub idents: Vec<String>,
    /// Where.
    pub span: Span,
}

/// A type as it is written.
#[derive(Clone, Debug)]
pub struct TypeExpr {
    /// What is written.
    pub kind: TypeExprKind,
    /// Where.
    pub span: Span,
}

/// A type as it is written.
#[derive(Clone, Debug)]
pub enum TypeExprKind {
    /// `a::b<C>`
    Path(PathExpr),
    /// `(A, B)`; `()` is empty.
    Tuple(Vec<TypeExpr>),
    /// `[T; N]`
    Array(Box<TypeExpr>, LengthExpr),
    /// `[T]`
    Slice(Box<TypeExpr>),
    /// `&T`, `&'static T`, `&mut T`.
    Reference {
        /// Without the apostrophe.
        lifetime: Option<String>,
        /// `&mut`.
        mutable: bool,
        /// What is referred to.
        inner: Box<TypeExpr>,
    },
    /// `impl A + B`
    ImplTrait(Vec<PathExpr>),
    /// `dyn A + B`
    TraitObject,
    /// `fn(A) -> B`
    FunctionPointer,
    /// `*const T`
    Pointer,
    /// `!`
    Never,
    /// `_`
    Infer,
    /// `<T as Trait>::Name`
    QualifiedPath,
    /// `m!()`
    Macro(String),
}

/// A path as it is written.
#[derive(Clone, Debug)]
pub struct PathExpr {
    /// Whether it begins with `::`.
    pub absolute: bool,
    /// At least one.
    pub segments: Vec<PathSegment>,
    /// Where.
    pub span: Span,
}

/// One segment of a path.
#[derive(Clone, Debug)]
pub struct PathSegment {
    /// Its name; `self`, `super`, `crate`, `Self` included.
    pub ident: Ident,
    /// Types between the angle brackets (or of `Fn(A)`).
    pub args: Vec<GenericArg>,
}

/// An argument between angle brackets.
#[derive(Clone, Debug)]
pub enum GenericArg {
    /// A type.
    Type(TypeExpr),
    /// `'a`, without the apostrophe.
    Lifetime(String),
    /// A constant.
    Const(LengthExpr),
    /// `Output = T`
    Binding(Ident, TypeExpr),
}

/// The length of an array.
#[derive(Clone, Debug)]
pub enum LengthExpr {
    /// `4`
    Literal(u64),
    /// `N`, `limits::N`
    Path(PathExpr),
    /// `A + 1` and the like.
    Binary(Box<LengthExpr>, LengthOp, Box<LengthExpr>),
    /// Anything else, as text.
    Other(String),
}

/// An operator in the length of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum LengthOp {
    Add,
    Sub,
    Mul,
    Div,
    Shl,
}
