//! Mirrors: for each type that is borrowed on request, a second one in modules as those of the source
//! are, how it is read, and how it becomes the type that it mirrors.

use std::borrow::Cow;

use contract_schema::rust::{
    AdapterKind, Form, RustAdapter, RustField, RustGenerics, RustMirror, RustVariant,
};
use contract_schema::{Contract, TypeDef, TypeKind};

use super::adapter;
use super::constructor::{delimiters, slots};
use super::names;
use super::view::{TypeView, angle_brackets, declared, free_of_our_names, with_args};

/// A type that has a mirror, or stands in those of others as it is.
pub(super) enum BorrowedView<'a> {
    /// It has one.
    Mirror(MirrorView<'a>),
    /// It stands as it is: the first lines of its impls.
    Owned { decode: String, into_owned: String },
}

/// The impls of a mirror.
pub(super) struct MirrorView<'a> {
    /// How the type is read; none for one that is transparent.
    pub(super) codec: Option<&'a TypeView>,
    /// The path of the mirror from the file's root.
    pub(super) path: String,
    /// The type with its parameters.
    pub(super) owned: String,
    /// The first lines of its impls.
    pub(super) decode: String,
    pub(super) from: String,
    pub(super) into_owned: String,
    /// Where it may be the key of a dict.
    pub(super) key: Option<KeyView>,
    /// In order of declaration, those that are never read included.
    pub(super) constructors: Vec<MirrorConstructor>,
}

/// A transparent type that may be the key of a dict.
pub(super) struct KeyView {
    pub(super) header: String,
    pub(super) field: String,
    pub(super) is_text: bool,
}

/// A struct, or one variant.
pub(super) struct MirrorConstructor {
    /// Matches the mirror, and binds each of its fields.
    pub(super) pattern: String,
    /// What stands before and after the fields, in the mirror and in the type.
    pub(super) open: String,
    pub(super) close: &'static str,
    /// The carried fields in their order.
    pub(super) fields: Vec<MirrorField>,
    /// Every field of the type: what it is filled with.
    pub(super) owned: Vec<OwnedSlot>,
    /// Whether a field is read that the mirror lacks.
    pub(super) drops: bool,
    /// Whether it is read at all.
    pub(super) readable: bool,
}

/// A carried field.
pub(super) struct MirrorField {
    /// `name: `, or nothing in a tuple.
    pub(super) label: String,
    /// `f0`, `f1`, …
    pub(super) binding: String,
    pub(super) ty: String,
    /// Whether the mirror has it.
    pub(super) kept: bool,
}

/// A field of the type.
pub(super) struct OwnedSlot {
    pub(super) label: String,
    /// The mirror's field.
    pub(super) binding: Option<String>,
    /// Its value where the mirror has none.
    pub(super) default: Cow<'static, str>,
}

/// A type with what the contract says of its mirror.
struct Mirrored<'a> {
    path: &'a str,
    generics: &'a RustGenerics,
    mirror: &'a RustMirror,
    /// One for a struct; those of an enum in order of declaration.
    sides: Vec<&'a RustVariant>,
}

/// Whether there is a mirror at all.
pub(super) fn has_mirrors(contract: &Contract) -> bool {
    let types = contract.types.iter().filter(|def| TypeView::is_known(def));
    let types = types.filter_map(|def| def.rust.as_ref()?.mirror.as_ref());
    let adapters = contract.rust.iter().flat_map(|rust| &rust.adapters);
    let adapters = adapters.filter_map(|adapter| adapter.mirror.as_ref());
    types.chain(adapters).any(|mirror| mirror.path.is_some())
}

/// Every type that has a mirror or stands in one. `types` are the views of those that are known.
pub(super) fn borrowed<'a>(contract: &'a Contract, types: &'a [TypeView]) -> Vec<BorrowedView<'a>> {
    let known = contract.types.iter().filter(|def| TypeView::is_known(def));
    let mut views: Vec<BorrowedView<'_>> = known
        .zip(types)
        .filter_map(|(def, codec)| of_type(def, codec))
        .collect();
    let adapters = contract.rust.iter().flat_map(|rust| &rust.adapters);
    views.extend(adapters.filter_map(|adapter| of_adapter(adapter, contract)));
    views
}

fn of_type<'a>(def: &'a TypeDef, codec: &'a TypeView) -> Option<BorrowedView<'a>> {
    let rust = def.rust.as_ref()?;
    let variants = def.declared_variants();
    let mirrored = Mirrored {
        path: &rust.path,
        generics: &rust.generics,
        mirror: rust.mirror.as_ref()?,
        sides: variants.iter().filter_map(|v| v.rust.as_ref()).collect(),
    };
    let is_enum = def.kind == TypeKind::Enum;
    Some(mirrored.view(is_enum, Some(codec), |_| None))
}

fn of_adapter<'a>(adapter: &'a RustAdapter, contract: &'a Contract) -> Option<BorrowedView<'a>> {
    let AdapterKind::Transparent { form, fields } = &adapter.via else {
        let mirrored = Mirrored {
            path: &adapter.path,
            generics: &adapter.generics,
            mirror: adapter.mirror.as_ref()?,
            sides: vec![],
        };
        return Some(mirrored.view(false, None, |_| None));
    };
    let side = RustVariant {
        form: *form,
        fields: fields.clone(),
        ..RustVariant::default()
    };
    let mirrored = Mirrored {
        path: &adapter.path,
        generics: &adapter.generics,
        mirror: adapter.mirror.as_ref()?,
        sides: vec![&side],
    };
    let carried = fields.iter().find(|field| field.wire.is_some());
    Some(mirrored.view(false, None, |header| {
        adapter::is_key(&adapter.wire_type, contract).then(|| KeyView {
            header,
            field: carried.map(|field| field.name.clone()).unwrap_or_default(),
            is_text: adapter::is_text(&adapter.wire_type),
        })
    }))
}

impl Mirrored<'_> {
    fn view<'c>(
        &self,
        is_enum: bool,
        codec: Option<&'c TypeView>,
        key: impl FnOnce(String) -> Option<KeyView>,
    ) -> BorrowedView<'c> {
        let generics = &free_of_our_names(self.generics);
        let owned = with_args(self.path, generics);
        let Some(path) = &self.mirror.path else {
            return owned_view(&owned, generics);
        };
        let path = format!("self{}", path.trim_start_matches("borrowed"));
        let carried = || generics.params.iter().filter(|param| param.carried);
        let lifetime = || self.mirror.lifetime.then(|| "'a".to_owned());
        // The mirror's own parameters, beside those of the type.
        let other = |name: &str| format!("{name}_ref");
        let own_args = carried().map(|param| param.name.clone());
        let mirror = with_list(&path, lifetime().into_iter().chain(own_args));
        let other_args = carried().map(|param| other(&param.name));
        let other_mirror = with_list(&path, lifetime().into_iter().chain(other_args));
        let decode = {
            let params = std::iter::once("'a".to_owned());
            let params = params.chain(carried().map(|param| param.name.clone()));
            let predicates = carried().map(|param| {
                let key = if param.key { " + rt::Key<Wire>" } else { "" };
                format!("{}: rt::etf::BorrowDecode<'a, Wire>{key}", param.name)
            });
            header(
                &params.collect::<Vec<_>>(),
                &format!("rt::etf::BorrowDecode<'a, Wire> for {mirror}"),
                &predicates.collect::<Vec<_>>(),
            )
        };
        let convert = |what: &str| {
            let params = lifetime().into_iter();
            let params = params
                .chain(carried().map(|param| other(&param.name)))
                .chain(declared(generics));
            let predicates = carried().map(|param| {
                let name = &param.name;
                format!("{}: rt::etf::IntoOwned<{name}, Wire>", other(name))
            });
            let predicates = predicates.chain(generics.predicates.iter().cloned());
            let (params, predicates): (Vec<_>, Vec<_>) = (params.collect(), predicates.collect());
            header(&params, what, &predicates)
        };
        let from = convert(&format!(
            "::core::convert::From<{other_mirror}> for {owned}"
        ));
        let into_owned = convert(&format!(
            "rt::etf::IntoOwned<{owned}, Wire> for {other_mirror}"
        ));
        let key = key(header(
            &lifetime().into_iter().collect::<Vec<_>>(),
            &format!("rt::Key<Wire> for {mirror}"),
            &[],
        ));
        let sides = self.sides.iter();
        BorrowedView::Mirror(MirrorView {
            codec,
            constructors: sides
                .map(|side| constructor(side, is_enum, &path))
                .collect(),
            path: other_mirror,
            owned,
            decode,
            from,
            into_owned,
            key,
        })
    }
}

fn owned_view<'c>(owned: &str, generics: &RustGenerics) -> BorrowedView<'c> {
    let declared: Vec<String> = declared(generics).collect();
    let params = [&["'a".to_owned()], &*declared].concat();
    let readable = "Self: rt::etf::Decode<Wire>".to_owned();
    let predicates = [&*generics.predicates, &[readable]].concat();
    BorrowedView::Owned {
        decode: header(
            &params,
            &format!("rt::etf::BorrowDecode<'a, Wire> for {owned}"),
            &predicates,
        ),
        into_owned: header(
            &declared,
            &format!("rt::etf::IntoOwned<{owned}, Wire> for {owned}"),
            &generics.predicates,
        ),
    }
}

fn constructor(side: &RustVariant, is_enum: bool, path: &str) -> MirrorConstructor {
    let variant = |path: &str| {
        if is_enum {
            format!("{path}::{}", side.name)
        } else {
            path.to_owned()
        }
    };
    let all = slots(side);
    let is_kept = |field: &RustField| field.wire.is_some() && !field.skip_decode;
    let fields: Vec<MirrorField> = side
        .fields
        .iter()
        .zip(&all)
        .filter_map(|(field, slot)| {
            Some(MirrorField {
                label: slot.label.clone(),
                binding: format!("f{}", field.wire?),
                ty: in_file(field.mirror.as_deref()?),
                kept: is_kept(field),
            })
        })
        .collect();
    let owned = side
        .fields
        .iter()
        .zip(all)
        .map(|(field, slot)| OwnedSlot {
            label: slot.label,
            binding: field
                .wire
                .filter(|_| is_kept(field))
                .map(|wire| format!("f{wire}")),
            default: slot.default,
        })
        .collect();
    let bound: Vec<String> = fields
        .iter()
        .filter(|field| field.kept)
        .map(|field| format!("{}{}", field.label, field.binding))
        .collect();
    let (before, after) = delimiters(side.form, &variant(path));
    let (open, close) = delimiters(side.form, &variant("Self"));
    MirrorConstructor {
        pattern: match side.form {
            Form::Named => format!("{before} {} {after}", bound.join(", ")),
            Form::Tuple | Form::Unit => format!("{before}{}{after}", bound.join(", ")),
        },
        open,
        close,
        drops: fields.iter().any(|field| !field.kept),
        fields,
        owned,
        readable: !side.skip_decode,
    }
}

/// A type with the paths of mirrors from the file's root.
fn in_file(ty: &str) -> String {
    names::rename(ty, "borrowed", "self")
}

fn with_list(path: &str, args: impl Iterator<Item = String>) -> String {
    format!("{path}{}", angle_brackets(&args.collect::<Vec<_>>()))
}

fn header(params: &[String], what: &str, predicates: &[String]) -> String {
    let mut text = format!("impl{} {what}", angle_brackets(params));
    if predicates.is_empty() {
        text.push_str(" {");
    } else {
        text.push_str("\nwhere\n");
        for predicate in predicates {
            text.push_str("    ");
            text.push_str(predicate);
            text.push_str(",\n");
        }
        text.push('{');
    }
    text
}
