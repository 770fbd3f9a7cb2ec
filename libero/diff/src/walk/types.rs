//! Two types: their kind and their variants.

use contract_schema::{TypeDef, TypeKind, Variant};

use super::value::Params;
use super::{Draft, Found, Key, Walk, annotations};
use crate::category::Category;
use crate::effect::{Effect, Fate, Impact, Ways};
use crate::reason::Subject;
use crate::words::Place;

/// Two types, and their parameters.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a, 'k> {
    pub(super) old: &'a TypeDef,
    pub(super) new: &'a TypeDef,
    pub(super) old_params: Params<'k>,
    pub(super) new_params: Params<'k>,
    /// Whether the type bears another name, which changes its hashes.
    pub(super) is_renamed: bool,
    /// The function whose arguments the fields are, where the type was made for them.
    pub(super) call: Option<&'a str>,
}

impl<'a> Walk<'a> {
    pub(super) fn types(&mut self, key: &Key) -> Found {
        let mut found = Found::default();
        let (old, new) = (self.old.def(key.old), self.new.def(key.new));
        let pair = Pair {
            old,
            new,
            old_params: Params {
                names: &old.type_params,
                args: &key.old_args,
            },
            new_params: Params {
                names: &new.type_params,
                args: &key.new_args,
            },
            is_renamed: old.full_name() != new.full_name(),
            call: self.new.call(new),
        };
        // What is said of a request that was made for a function is said of the function.
        if pair.call.is_none() {
            let name = &new.type_name;
            self.annotations(&mut found, name, &annotations!(old), &annotations!(new));
        }
        if old.kind != new.kind {
            let kind = |kind: TypeKind| match kind {
                TypeKind::Struct => "a struct",
                TypeKind::Enum => "an enum",
            };
            let what = format!(
                "`{}` was {}, is {}",
                new.type_name,
                kind(old.kind),
                kind(new.kind)
            );
            let impact = Impact::FINE.hashed(self.is_hashed_otherwise(key.old, key.new));
            let place = Place::of(old.source.as_ref(), new.source.as_ref());
            let draft = Draft::new(Category::KindChanged, what, place).adapt();
            self.event(&mut found, draft, impact);
        }
        self.variants(&mut found, pair);
        found
    }

    /// The variant of the new type that is a variant of the old: by its name, or by its form where both
    /// names are there only once.
    pub(crate) fn variant_like<'n>(
        old: &TypeDef,
        new: &'n TypeDef,
        was: &Variant,
    ) -> Option<&'n Variant> {
        if old.kind == TypeKind::Struct && new.kind == TypeKind::Struct {
            return new.variants.first();
        }
        let named = |def: &'n TypeDef, name: &str| {
            let mut variants = def.variants.iter();
            variants.find(|variant| variant.variant_name == name)
        };
        if let Some(is) = named(new, &was.variant_name) {
            return Some(is);
        }
        let is_gone = |one: &Variant| {
            new.variants
                .iter()
                .all(|v| v.variant_name != one.variant_name)
        };
        let is_fresh = |one: &Variant| {
            old.variants
                .iter()
                .all(|v| v.variant_name != one.variant_name)
        };
        let is_alike = |a: &Variant, b: &Variant| {
            a.index == b.index && a.field_labels == b.field_labels && a.field_types == b.field_types
        };
        let mut fresh = new.variants.iter().filter(|is| is_fresh(is));
        let found = fresh.find(|is| is_alike(was, is))?;
        // Where the count changed, one came and another went.
        let is_one_each = old.variants.len() == new.variants.len() && is_gone(was);
        is_one_each.then_some(found)
    }

    fn variants(&mut self, found: &mut Found, pair: Pair<'a, '_>) {
        let Pair { old, new, .. } = pair;
        let mut kept: Vec<(&Variant, &Variant)> = vec![];
        for was in &old.variants {
            match Self::variant_like(old, new, was) {
                Some(is) => kept.push((was, is)),
                None => self.variant_removed(found, pair, was),
            }
        }
        for is in &new.variants {
            if !kept.iter().any(|(_, one)| std::ptr::eq(*one, is)) {
                self.variant_added(found, pair, is);
            }
        }
        kept.sort_by_key(|(was, _)| was.index);
        if kept.windows(2).any(|two| two[0].1.index > two[1].1.index) {
            let what = format!("the variants of `{}` are in another order", new.type_name);
            let place = Place::of(old.source.as_ref(), new.source.as_ref());
            let draft = Draft::new(Category::VariantsReordered, what, place);
            self.event(found, draft, Impact::FINE);
        }
        for (was, is) in kept {
            self.variant(found, pair, was, is);
        }
    }

    fn variant_added(&mut self, found: &mut Found, pair: Pair<'_, '_>, is: &Variant) {
        let name = format!("{}.{}", pair.new.type_name, is.variant_name);
        let what = format!("`{name}` is a new variant");
        let place = Place::of(pair.old.source.as_ref(), is.source.as_ref());
        let draft = Draft::new(Category::VariantAdded, what, place)
            .adapt()
            .subject(of_variant(is));
        let refused = Effect::same(Ways::new_to_old(Fate::REFUSED));
        self.event(found, draft, one_sided(is, refused));
    }

    fn variant_removed(&mut self, found: &mut Found, pair: Pair<'_, '_>, was: &Variant) {
        let name = format!("{}.{}", pair.new.type_name, was.variant_name);
        let what = format!("the variant `{name}` is gone");
        let place = Place::of(was.source.as_ref(), pair.new.source.as_ref());
        let draft = Draft::new(Category::VariantRemoved, what, place)
            .adapt()
            .subject(of_variant(was));
        let refused = Effect::same(Ways::old_to_new(Fate::REFUSED));
        self.event(found, draft, one_sided(was, refused));
    }

    fn variant(
        &mut self,
        found: &mut Found,
        pair: Pair<'a, '_>,
        was: &'a Variant,
        is: &'a Variant,
    ) {
        let Pair { old, new, .. } = pair;
        let is_struct = old.kind == TypeKind::Struct && new.kind == TypeKind::Struct;
        let place = || Place::of(was.source.as_ref(), is.source.as_ref());
        if !is_struct {
            let name = format!("{}.{}", new.type_name, is.variant_name);
            self.annotations(found, &name, &annotations!(was), &annotations!(is));
            if was.variant_name != is.variant_name {
                let what = format!(
                    "`{}.{}` is called `{name}` now",
                    old.type_name, was.variant_name
                );
                let draft = Draft::new(Category::VariantRenamed, what, place()).adapt();
                self.event(found, draft, Impact::REFUSED);
            }
        }
        self.reading(found, pair, was, is);
        self.fields(found, pair, was, is);
    }

    /// Whether the Rust end reads a variant: `#[serde(skip_deserializing)]`.
    fn reading(&mut self, found: &mut Found, pair: Pair<'_, '_>, was: &Variant, is: &Variant) {
        let is_closed =
            |variant: &Variant| variant.rust.as_ref().is_some_and(|rust| rust.skip_decode);
        let (category, verb, fate): (_, _, fn(Fate) -> Ways) = match (is_closed(was), is_closed(is))
        {
            (false, true) => (Category::VariantClosed, "no longer reads", Ways::old_to_new),
            (true, false) => (Category::VariantOpened, "reads", Ways::new_to_old),
            _ => return,
        };
        let name = format!("{}.{}", pair.new.type_name, is.variant_name);
        let what = format!("Rust {verb} the variant `{name}`");
        let place = Place::of(was.source.as_ref(), is.source.as_ref());
        let draft = Draft::new(category, what, place)
            .adapt()
            .subject(of_variant(is));
        self.event(found, draft, Impact::same(fate(Fate::RUST_REFUSES)));
    }
}

fn of_variant(variant: &Variant) -> Subject {
    Subject {
        variant: Some(variant.variant_name.clone()),
        ..Subject::default()
    }
}

/// The impact of a variant that one end alone has. A server never writes one that it skips, and a
/// server that does not read it refused it all along.
fn one_sided(variant: &Variant, refused: Effect) -> Impact {
    let rust = variant.rust.as_ref();
    let unless = |skip: bool| if skip { Effect::FINE } else { refused };
    Impact {
        request: unless(rust.is_some_and(|rust| rust.skip_decode)),
        answer: unless(rust.is_some_and(|rust| rust.skip_encode)),
    }
}
