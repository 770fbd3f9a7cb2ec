//! Types after names are resolved: still Rust's, with every alias gone.

use crate::diagnostic::Span;
use crate::resolve::arena::DefId;
use crate::resolve::builtin::Builtin;
use crate::resolve::foreign::ForeignId;

/// A resolved type and where it was written.
#[derive(Clone, Debug)]
pub struct Ty {
    /// What it is.
    pub kind: TyKind,
    /// Where it was written; inside an alias, in the alias.
    pub span: Span,
}

/// A resolved type.
#[derive(Clone, Debug)]
pub enum TyKind {
    /// A type that libero knows.
    Builtin(Builtin, Vec<Ty>),
    /// A struct, enum or union of a crate that was read, with one argument for each type parameter.
    Def(DefId, Vec<Ty>),
    /// A type of a crate that was not read.
    Foreign(ForeignId, Vec<Ty>),
    /// A type parameter of the definition that holds this type.
    Param(usize),
    /// `(A, B)`; `()` is empty.
    Tuple(Vec<Ty>),
    /// `[T; N]`
    Array(Box<Ty>, u64),
    /// `[T]`
    Slice(Box<Ty>),
    /// `&T`
    Ref {
        /// `&'static T`.
        is_static: bool,
        /// `&mut T`.
        mutable: bool,
        /// What is referred to.
        inner: Box<Ty>,
    },
    /// Something that cannot be carried.
    Refused(Refused),
    /// Something that was reported already.
    Error,
}

/// What cannot be carried, whatever it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// `dyn Trait`
    TraitObject,
    /// `impl Trait`
    ImplTrait,
    /// `fn(A) -> B`
    FunctionPointer,
    /// `*const T`
    RawPointer,
    /// `!`
    Never,
    /// `_`
    Infer,
    /// `<T as Trait>::Name`, `T::Name`
    AssociatedType,
    /// `m!()`
    Macro(String),
    /// A trait where a type belongs.
    Trait(String),
    /// The length of an array that cannot be told from the source.
    Length(String),
}

impl Ty {
    /// A type at a place.
    pub fn new(kind: TyKind, span: Span) -> Self {
        Self { kind, span }
    }

    /// The types directly inside, in order.
    pub fn children(&self) -> &[Ty] {
        match &self.kind {
            TyKind::Builtin(_, items)
            | TyKind::Def(_, items)
            | TyKind::Foreign(_, items)
            | TyKind::Tuple(items) => items,
            TyKind::Array(inner, _) | TyKind::Slice(inner) | TyKind::Ref { inner, .. } => {
                std::slice::from_ref(inner)
            }
            TyKind::Param(_) | TyKind::Refused(_) | TyKind::Error => &[],
        }
    }

    /// Calls `visit` for this type and everything inside.
    pub fn each(&self, visit: &mut impl FnMut(&Ty)) {
        visit(self);
        for child in self.children() {
            child.each(visit);
        }
    }

    /// Whether it is a type that libero knows.
    pub fn is_builtin(&self, builtin: Builtin) -> bool {
        matches!(&self.kind, TyKind::Builtin(found, _) if *found == builtin)
    }

    /// Whether it is `()`.
    pub fn is_unit(&self) -> bool {
        matches!(&self.kind, TyKind::Tuple(items) if items.is_empty())
    }

    /// Whether it is `u8` itself, so that a run of it is bytes.
    pub fn is_byte(&self) -> bool {
        self.is_builtin(Builtin::Int(contract_schema::IntRepr::U8))
    }

    /// The type behind `Box`, `Rc`, `Arc` and `Cow`.
    pub fn without_pointers(&self) -> &Ty {
        match &self.kind {
            TyKind::Builtin(pointer, args) if pointer.is_pointer() && args.len() == 1 => {
                args[0].without_pointers()
            }
            _ => self,
        }
    }

    /// The items of a run that travels as bytes if the items are `u8`: `Vec<T>`, `[T]`, `[T; N]`.
    pub fn run_item(&self) -> Option<&Ty> {
        match &self.kind {
            TyKind::Builtin(Builtin::Vec, args) => args.first(),
            TyKind::Array(item, _) | TyKind::Slice(item) => Some(item),
            _ => None,
        }
    }

    /// The same type with arguments in place of parameters.
    #[must_use]
    pub fn substitute(&self, args: &[Ty]) -> Ty {
        let all = |items: &[Ty]| items.iter().map(|item| item.substitute(args)).collect();
        let one = |inner: &Ty| Box::new(inner.substitute(args));
        let kind = match &self.kind {
            TyKind::Param(index) => match args.get(*index) {
                Some(arg) => return arg.clone(),
                None => TyKind::Error,
            },
            TyKind::Builtin(builtin, items) => TyKind::Builtin(*builtin, all(items)),
            TyKind::Def(def, items) => TyKind::Def(*def, all(items)),
            TyKind::Foreign(path, items) => TyKind::Foreign(*path, all(items)),
            TyKind::Tuple(items) => TyKind::Tuple(all(items)),
            TyKind::Array(inner, length) => TyKind::Array(one(inner), *length),
            TyKind::Slice(inner) => TyKind::Slice(one(inner)),
            TyKind::Ref {
                is_static,
                mutable,
                inner,
            } => TyKind::Ref {
                is_static: *is_static,
                mutable: *mutable,
                inner: one(inner),
            },
            TyKind::Refused(refused) => TyKind::Refused(refused.clone()),
            TyKind::Error => TyKind::Error,
        };
        Ty::new(kind, self.span)
    }
}
