//! Two types at one place: of a field, an argument, an answer.

use contract_schema::FieldType;

use super::{Draft, Found, Key, Walk};
use crate::category::Category;
use crate::effect::{Effect, Impact, Ways};
use crate::reason::Subject;
use crate::words::{Place, words};
use crate::{replaced, scalar};

/// Where two types are compared.
#[derive(Clone)]
pub(crate) struct Site<'k> {
    /// How it is named: `Item.tags`, and for what no field holds, the function.
    pub(crate) name: String,
    /// What of the function it is: "the answer".
    pub(crate) of: Option<&'static str>,
    /// What inside of it: `[]` for the items of a list.
    pub(crate) inside: String,
    pub(crate) place: Place,
    /// Whether it is inside of a constructor, whose hash names the types of its fields.
    pub(crate) is_hashed: bool,
    pub(crate) is_key: bool,
    /// Names and arguments of the type's parameters; no arguments where they stand for themselves.
    pub(crate) old: Params<'k>,
    pub(crate) new: Params<'k>,
}

/// The parameters of the type that holds a site.
#[derive(Clone, Copy, Default)]
pub(crate) struct Params<'k> {
    pub(crate) names: &'k [String],
    pub(crate) args: &'k [FieldType],
}

impl Params<'_> {
    /// A type with its parameters filled in.
    fn fill(self, ty: &FieldType) -> FieldType {
        ty.substitute(&|name| {
            let position = self.names.iter().position(|one| one == name);
            position
                .and_then(|position| self.args.get(position))
                .cloned()
        })
    }

    fn position(self, name: &str) -> Option<usize> {
        self.names.iter().position(|one| one == name)
    }
}

impl Site<'_> {
    /// How it is named to people, in backquotes where there is a name for it.
    pub(crate) fn title(&self) -> String {
        let Self {
            name, of, inside, ..
        } = self;
        match of {
            None => format!("`{name}{inside}`"),
            Some(of) if inside.is_empty() => format!("{of} of `{name}`"),
            Some(of) => format!("`{inside}` in {of} of `{name}`"),
        }
    }

    fn inside(&self, suffix: &str) -> Self {
        Self {
            inside: format!("{}{suffix}", self.inside),
            is_key: false,
            ..self.clone()
        }
    }
}

impl Walk<'_> {
    /// Compares two types at one place, and goes into what they hold.
    pub(crate) fn value(
        &mut self,
        found: &mut Found,
        site: &Site<'_>,
        old: &FieldType,
        new: &FieldType,
    ) {
        let filled = (site.old.fill(old), site.new.fill(new));
        let (old, new) = (&filled.0, &filled.1);
        for one in scalar::narrowings(old, new) {
            let what = format!("{} was {}, is {}", site.title(), words(old), words(new));
            let draft = Draft::new(one.category, what, site.place.clone())
                .adapt()
                .subject(Subject {
                    when: one.when,
                    ..Subject::default()
                });
            self.event(found, draft, one.impact);
        }
        match (old, new) {
            (FieldType::UserType { .. }, FieldType::UserType { .. }) => {
                self.user_types(found, site, old, new);
            }
            (FieldType::List { element: a, .. }, FieldType::List { element: b, .. }) => {
                self.value(found, &site.inside("[]"), a, b);
            }
            (FieldType::Option(a), FieldType::Option(b)) => {
                self.value(found, &site.inside("?"), a, b);
            }
            (FieldType::Result { ok: a, err: x }, FieldType::Result { ok: b, err: y }) => {
                self.value(found, &site.inside(".Ok"), a, b);
                self.value(found, &site.inside(".Err"), x, y);
            }
            (FieldType::Dict { key: a, value: x }, FieldType::Dict { key: b, value: y }) => {
                let keys = Site {
                    is_key: true,
                    ..site.inside("[key]")
                };
                self.value(found, &keys, a, b);
                self.value(found, &site.inside("[]"), x, y);
            }
            (FieldType::Tuple(a), FieldType::Tuple(b)) if a.len() == b.len() => {
                for (index, (a, b)) in a.iter().zip(b).enumerate() {
                    self.value(found, &site.inside(&format!(".{index}")), a, b);
                }
            }
            (FieldType::TypeVar(a), FieldType::TypeVar(b))
                if site.old.position(a) == site.new.position(b) => {}
            _ if std::mem::discriminant(old) == std::mem::discriminant(new)
                && !matches!(old, FieldType::Tuple(_) | FieldType::TypeVar(_)) => {}
            _ => self.replaced(found, site, old, new),
        }
    }

    /// One type took the place of another.
    fn replaced(&mut self, found: &mut Found, site: &Site<'_>, old: &FieldType, new: &FieldType) {
        let (category, inner) = match (old, new) {
            _ if site.is_key => (Category::DictKeyChanged, None),
            (old, FieldType::Option(inner)) if self.is_same(old, inner) => {
                (Category::OptionAdded, Some((old, &**inner)))
            }
            (FieldType::Option(inner), new) if self.is_same(inner, new) => {
                (Category::OptionRemoved, Some((&**inner, new)))
            }
            _ => (Category::TypeReplaced, None),
        };
        let what = match category {
            Category::OptionAdded => format!("{} may be none: was {}", site.title(), words(old)),
            Category::OptionRemoved => {
                format!("{} may no longer be none: is {}", site.title(), words(new))
            }
            _ => format!("{} was {}, is {}", site.title(), words(old), words(new)),
        };
        let draft = Draft::new(category, what, site.place.clone()).adapt();
        let impact = replaced::impact(old, new).hashed(site.is_hashed);
        self.event(found, draft, impact);
        if let Some((old, new)) = inner {
            self.value(found, &site.inside("?"), old, new);
        }
    }

    /// Whether two types are the same but for the names of types that were renamed or moved.
    fn is_same(&self, old: &FieldType, new: &FieldType) -> bool {
        match (self.old.named(old), self.new.named(new)) {
            (Some(a), Some(b)) => self.matches.is_pair(a, b),
            (None, None) => {
                let (a, b) = (old.children(), new.children());
                std::mem::discriminant(old) == std::mem::discriminant(new)
                    && a.len() == b.len()
                    && a.zip(b).all(|(a, b)| self.is_same(a, b))
            }
            _ => false,
        }
    }

    fn user_types(&mut self, found: &mut Found, site: &Site<'_>, old: &FieldType, new: &FieldType) {
        let (
            FieldType::UserType { args: old_args, .. },
            FieldType::UserType { args: new_args, .. },
        ) = (old, new)
        else {
            return;
        };
        let (Some(a), Some(b)) = (self.old.named(old), self.new.named(new)) else {
            if old != new {
                self.replaced(found, site, old, new);
            }
            return;
        };
        if !self.matches.is_pair(a, b) {
            self.replaced(found, site, old, new);
            return;
        }
        self.names(found, a, b, site.is_hashed);
        let counts = (
            self.old.def(a).type_params.len(),
            self.new.def(b).type_params.len(),
        );
        if counts.0 == counts.1 {
            for (index, (a, b)) in old_args.iter().zip(new_args).enumerate() {
                self.value(found, &site.inside(&format!("<{index}>")), a, b);
            }
            found.nodes.push(self.pair(a, b));
            return;
        }
        let (was, is) = (self.old.def(a), self.new.def(b));
        let what = format!(
            "`{}` had {} type parameters, has {}",
            is.type_name, counts.0, counts.1
        );
        let place = Place::of(was.source.as_ref(), is.source.as_ref());
        let draft = Draft::new(Category::ParametersChanged, what, place).adapt();
        let is_etf_refused = site.is_hashed || self.is_hashed_otherwise(a, b);
        self.event(found, draft, Impact::FINE.hashed(is_etf_refused));
        found.nodes.push(self.register(Key {
            old: a,
            new: b,
            old_args: old_args.clone(),
            new_args: new_args.clone(),
        }));
    }

    /// A type under another name: JSON states it; ETF has it in the hashes of its constructors and of
    /// those with a field of it.
    pub(crate) fn names(&mut self, found: &mut Found, old: usize, new: usize, is_hashed: bool) {
        let (a, b) = (self.old.def(old), self.new.def(new));
        let place = || Place::of(a.source.as_ref(), b.source.as_ref());
        let is_etf_refused = is_hashed || self.is_hashed_otherwise(old, new);
        let impact = Impact::of(Effect {
            etf: Ways::FINE,
            json: Ways::REFUSED,
        })
        .hashed(is_etf_refused);
        if a.module_path != b.module_path {
            let what = format!(
                "`{}` was in the module {}, is in {}",
                b.type_name, a.module_path, b.module_path
            );
            let draft = Draft::new(Category::TypeMoved, what, place()).adapt();
            self.event(found, draft, impact);
        }
        if a.type_name != b.type_name {
            let what = format!("`{}` is called `{}` now", a.type_name, b.type_name);
            let draft = Draft::new(Category::TypeRenamed, what, place()).adapt();
            self.event(found, draft, impact);
        }
    }

    /// Whether a constructor that both types have is named by another hash.
    pub(crate) fn is_hashed_otherwise(&self, old: usize, new: usize) -> bool {
        let (a, b) = (self.old.def(old), self.new.def(new));
        a.variants.iter().any(|was| {
            let is = Self::variant_like(a, b, was);
            is.is_some_and(|is| self.old.hash(a, was) != self.new.hash(b, is))
        })
    }
}
