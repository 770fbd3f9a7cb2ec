//! The fields of a constructor that both types have.

use contract_schema::identity::token;
use contract_schema::{FieldInfo, FieldType, TypeKind, Variant};

use super::types::Pair;
use super::value::Site;
use super::{Annotations, Draft, Found, Walk};
use crate::category::Category;
use crate::effect::{Effect, Fate, Impact, Ways};
use crate::words::{Place, words};

/// Fields of both constructors, by their positions.
struct Aligned {
    kept: Vec<(usize, usize)>,
    gone: Vec<usize>,
    fresh: Vec<usize>,
}

impl<'a> Walk<'a> {
    pub(super) fn fields(
        &mut self,
        found: &mut Found,
        pair: Pair<'a, '_>,
        was: &'a Variant,
        is: &'a Variant,
    ) {
        let name = constructor(pair, is);
        let before = found.events.len();
        let is_hashed_otherwise = self.old.hash(pair.old, was) != self.new.hash(pair.new, is);
        let (a, b) = (is_labelled(was), is_labelled(is));
        if a != b && !was.field_types.is_empty() && !is.field_types.is_empty() {
            let verb = if b {
                "have labels now"
            } else {
                "have no labels any more"
            };
            let what = format!("the fields of `{name}` {verb}");
            let place = Place::of(was.source.as_ref(), is.source.as_ref());
            let draft = Draft::new(Category::LabelsChanged, what, place).adapt();
            let impact = Impact::of(json(Ways::REFUSED));
            self.event(found, draft, impact);
        }
        let aligned = self.align(pair, was, is);
        for &(from, to) in &aligned.kept {
            self.field(found, pair, (was, from), (is, to));
        }
        self.order(found, pair, &aligned, (was, is), is_hashed_otherwise);
        for &index in &aligned.gone {
            self.field_removed(found, pair, was, is, index);
        }
        for &index in &aligned.fresh {
            self.field_added(found, pair, was, is, index);
        }
        let explains = |event: &super::Event| !event.impact.answer.etf.is_fine();
        let is_explained = pair.is_renamed
            || was.variant_name != is.variant_name
            || pair.old.kind != pair.new.kind
            || pair.old.type_params.len() != pair.new.type_params.len()
            || found.events[before..].iter().any(explains);
        if is_hashed_otherwise && !is_explained {
            self.identity(found, &name, was, is);
        }
    }

    /// The hash is another, and nothing that it is made of is.
    fn identity(&mut self, found: &mut Found, name: &str, was: &Variant, is: &Variant) {
        let rules = (self.old.contract.identity, self.new.contract.identity);
        let (what, place) = if rules.0 == rules.1 {
            let place = Place::of(was.source.as_ref(), is.source.as_ref());
            (format!("the wire hash of `{name}` is another"), place)
        } else {
            let what = format!("the setting `identity` was {:?}, is {:?}", rules.0, rules.1);
            (what.to_lowercase(), Place::default())
        };
        let draft = Draft::new(Category::IdentityChanged, what, place);
        self.event(found, draft, Impact::FINE.hashed(true));
    }

    fn align(&self, pair: Pair<'_, '_>, was: &Variant, is: &Variant) -> Aligned {
        let (old_len, new_len) = (was.field_types.len(), is.field_types.len());
        if !is_labelled(was) || !is_labelled(is) {
            let both = old_len.min(new_len);
            return Aligned {
                kept: (0..both).map(|index| (index, index)).collect(),
                gone: (both..old_len).collect(),
                fresh: (both..new_len).collect(),
            };
        }
        let label =
            |variant: &Variant, index: usize| variant.field_labels.get(index).cloned().flatten();
        let find = |variant: &Variant, wanted: &Option<String>| {
            variant.field_labels.iter().position(|one| one == wanted)
        };
        let mut kept = vec![];
        let mut gone = vec![];
        for index in 0..old_len {
            match find(is, &label(was, index)) {
                Some(other) => kept.push((index, other)),
                None => gone.push(index),
            }
        }
        let mut fresh: Vec<usize> = (0..new_len)
            .filter(|index| find(was, &label(is, *index)).is_none())
            .collect();
        // A field of the same type between the same neighbours bears another label.
        if old_len == new_len {
            let params = (&pair.old.type_params, &pair.new.type_params);
            gone.retain(|&index| {
                let same = |ty: &FieldType, other: &FieldType| {
                    token(ty, params.0) == token(other, params.1) || self.is_like(ty, other)
                };
                let renamed =
                    fresh.contains(&index) && same(&was.field_types[index], &is.field_types[index]);
                if renamed {
                    fresh.retain(|other| *other != index);
                    kept.push((index, index));
                }
                !renamed
            });
            kept.sort_unstable();
        }
        Aligned { kept, gone, fresh }
    }

    fn is_like(&self, old: &FieldType, new: &FieldType) -> bool {
        match (self.old.named(old), self.new.named(new)) {
            (Some(a), Some(b)) => self.matches.is_pair(a, b),
            _ => false,
        }
    }

    fn field(
        &mut self,
        found: &mut Found,
        pair: Pair<'a, '_>,
        (was, from): (&'a Variant, usize),
        (is, to): (&'a Variant, usize),
    ) {
        let name = constructor(pair, is);
        let site = Site {
            name: format!("{name}.{}", field_name(is, to)),
            of: None,
            inside: String::new(),
            place: Place::of(source(was, from), source(is, to)),
            is_hashed: true,
            is_key: false,
            old: pair.old_params,
            new: pair.new_params,
        };
        self.annotations(found, &site.name, &said(was, from), &said(is, to));
        let (a, b) = (was.field_labels.get(from), is.field_labels.get(to));
        if let (Some(Some(a)), Some(Some(b))) = (a, b)
            && a != b
        {
            let what = format!("`{name}.{a}` is called `{b}` now");
            let draft = Draft::new(Category::FieldRenamed, what, site.place.clone()).adapt();
            self.event(found, draft, Impact::of(json(Ways::REFUSED)));
        } else {
            self.default(found, &site, (was, from), (is, to));
        }
        self.value(found, &site, &was.field_types[from], &is.field_types[to]);
    }

    /// Whether JSON may leave a field out. Our own writers never do; those of others may.
    fn default(
        &mut self,
        found: &mut Found,
        site: &Site<'_>,
        (was, from): (&Variant, usize),
        (is, to): (&Variant, usize),
    ) {
        let (category, what, request) = match (is_optional(was, from), is_optional(is, to)) {
            (false, true) => (
                Category::DefaultAdded,
                format!("JSON may leave out `{}`", site.name),
                Effect::FINE,
            ),
            (true, false) => (
                Category::DefaultRemoved,
                format!("JSON may no longer leave out `{}`", site.name),
                json(Ways::old_to_new(Fate::REFUSED)),
            ),
            _ => return,
        };
        let mut draft = Draft::new(category, what, site.place.clone());
        draft.subject.when[0] =
            Some("where it leaves the field out, as clients of other makes may".into());
        let impact = Impact {
            request,
            answer: Effect::FINE,
        };
        self.event(found, draft, impact);
    }

    fn order(
        &mut self,
        found: &mut Found,
        pair: Pair<'_, '_>,
        aligned: &Aligned,
        (was, is): (&Variant, &Variant),
        is_hashed_otherwise: bool,
    ) {
        if aligned.kept.windows(2).all(|two| two[0].1 < two[1].1) {
            return;
        }
        let what = format!(
            "the {}s of `{}` are in another order",
            noun(pair),
            constructor(pair, is)
        );
        let place = Place::of(was.source.as_ref(), is.source.as_ref());
        let draft = Draft::new(Category::FieldsReordered, what, place).adapt();
        // With another hash they are refused; else they change places and nobody sees it.
        let etf = if is_hashed_otherwise {
            Ways::REFUSED
        } else {
            Ways::MISREAD
        };
        let impact = Impact::of(Effect {
            etf,
            json: Ways::FINE,
        });
        self.event(found, draft, impact);
    }

    fn field_added(
        &mut self,
        found: &mut Found,
        pair: Pair<'_, '_>,
        was: &Variant,
        is: &Variant,
        index: usize,
    ) {
        let ty = words(&is.field_types[index]);
        let (name, noun) = (constructor(pair, is), noun(pair));
        let what = format!(
            "`{name}` has a new {noun} `{}`: {ty}",
            field_name(is, index)
        );
        let place = Place::of(was.source.as_ref(), source(is, index));
        let optional = is_optional(is, index);
        let category = if optional {
            Category::FieldAddedWithDefault
        } else {
            Category::FieldAdded
        };
        let missing = if optional {
            Fate::OTHERS_REFUSE
        } else {
            Fate::REFUSED
        };
        let impact = Impact::of(json(Ways {
            old_to_new: missing,
            new_to_old: Fate::REFUSED,
        }));
        let draft = Draft::new(category, what, place).adapt();
        self.event(found, draft, impact.hashed(true));
    }

    fn field_removed(
        &mut self,
        found: &mut Found,
        pair: Pair<'_, '_>,
        was: &Variant,
        is: &Variant,
        index: usize,
    ) {
        let (name, noun) = (constructor(pair, is), noun(pair));
        let what = format!("the {noun} `{name}.{}` is gone", field_name(was, index));
        let place = Place::of(source(was, index), is.source.as_ref());
        let optional = is_optional(was, index);
        let missing = if optional {
            Fate::OTHERS_REFUSE
        } else {
            Fate::REFUSED
        };
        let impact = Impact::of(json(Ways {
            old_to_new: Fate::REFUSED,
            new_to_old: missing,
        }));
        let draft = Draft::new(Category::FieldRemoved, what, place).adapt();
        self.event(found, draft, impact.hashed(true));
    }
}

fn json(ways: Ways) -> Effect {
    Effect {
        etf: Ways::FINE,
        json: ways,
    }
}

fn constructor(pair: Pair<'_, '_>, variant: &Variant) -> String {
    let name = &pair.new.type_name;
    if let Some(call) = pair.call {
        call.to_owned()
    } else if pair.new.kind == TypeKind::Struct {
        name.clone()
    } else {
        format!("{name}.{}", variant.variant_name)
    }
}

fn noun(pair: Pair<'_, '_>) -> &'static str {
    if pair.call.is_some() {
        "argument"
    } else {
        "field"
    }
}

fn is_labelled(variant: &Variant) -> bool {
    variant.field_labels.iter().any(Option::is_some)
}

fn field_name(variant: &Variant, index: usize) -> String {
    match variant.field_labels.get(index) {
        Some(Some(label)) => label.clone(),
        _ => index.to_string(),
    }
}

fn info(variant: &Variant, index: usize) -> Option<&FieldInfo> {
    variant.fields.get(index)
}

/// Where a field was written, or its constructor.
fn source(variant: &Variant, index: usize) -> Option<&contract_schema::SourcePlace> {
    let field = info(variant, index).and_then(|info| info.source.as_ref());
    field.or(variant.source.as_ref())
}

/// Whether JSON may leave a field out: only where it has a label.
fn is_optional(variant: &Variant, index: usize) -> bool {
    let labelled = matches!(variant.field_labels.get(index), Some(Some(_)));
    labelled && info(variant, index).is_some_and(|info| info.optional)
}

fn said(variant: &Variant, index: usize) -> Annotations<'_> {
    let info = info(variant, index);
    Annotations {
        docs: info.and_then(|info| info.docs.as_deref()),
        deprecated: info.and_then(|info| info.deprecated.as_ref()),
        source: source(variant, index),
    }
}
