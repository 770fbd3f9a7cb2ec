//! `impl` blocks, and each method in them: those of the application's own types and traits stay or go by themselves.

use std::ops::Range;

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Attribute, ImplItem, ItemImpl, Signature, Type};

use super::declare::{Declare, inner_attributes, inside_braces};
use super::load::byte_range;
use super::mentions::Mentions;
use super::program::{Impl, Kind, Member, NodeId, Piece, What};

pub(super) fn declare(to: &mut Declare<'_, '_>, item: &ItemImpl, range: &Range<usize>) -> What {
    let inherent = item.trait_.is_none();
    let mut body = Mentions::default();
    for attribute in &item.attrs {
        body.extend(Mentions::of(attribute.to_token_stream()));
    }
    body.extend(Mentions::of(item.generics.to_token_stream()));
    body.extend(Mentions::of(item.generics.where_clause.to_token_stream()));
    for inside in &item.items {
        if !is_off(inside) && member(inside).is_none() {
            body.extend(Mentions::of(inside.to_token_stream()));
        }
    }
    let self_range = byte_range(&item.self_ty);
    let place = match &item.trait_ {
        Some((path, _)) => byte_range(path).start..self_range.end,
        None => self_range,
    };
    let kind = Kind::Impl(Impl {
        members: vec![],
        inherent,
        has_macros: item
            .items
            .iter()
            .any(|inside| matches!(inside, ImplItem::Macro(_))),
        self_type: self_type(&item.self_ty),
        of_trait: item
            .trait_
            .iter()
            .flat_map(|(path, _)| names(path))
            .collect(),
    });
    let node = to.add(kind, "", place, range, body);
    let mut head = Mentions::of(item.self_ty.to_token_stream());
    if let Some((path, _)) = &item.trait_ {
        head.extend(Mentions::of(path.to_token_stream()));
    }
    to.node(node).head = head;
    let mut pieces = inner_attributes(&item.attrs);
    let mut members = vec![];
    for inside in &item.items {
        let range = byte_range(inside);
        let what = match member(inside) {
            _ if is_off(inside) => What::Off,
            Some(part) => {
                let id = declare_member(to, inside, &part, (node, inherent), &range);
                members.extend(inherent.then_some(id));
                What::Whole(id)
            }
            None => What::Whole(node),
        };
        pieces.push(Piece { range, what });
    }
    if let Kind::Impl(declared) = &mut to.node(node).kind {
        declared.members = members;
    }
    What::Braced {
        node,
        inside: inside_braces(&item.brace_token),
        pieces,
    }
}

/// What an `impl` declares by name.
struct Part<'a> {
    name: &'a syn::Ident,
    arguments: Option<usize>,
    head: Mentions,
}

fn member(item: &ImplItem) -> Option<Part<'_>> {
    match item {
        ImplItem::Fn(item) => Some(Part {
            name: &item.sig.ident,
            arguments: arguments(&item.sig),
            head: Mentions::of(item.sig.to_token_stream()),
        }),
        ImplItem::Const(item) => Some(Part {
            name: &item.ident,
            arguments: None,
            head: Mentions::of(item.ty.to_token_stream()),
        }),
        _ => None,
    }
}

fn declare_member(
    to: &mut Declare<'_, '_>,
    item: &ImplItem,
    part: &Part<'_>,
    (parent, inherent): (NodeId, bool),
    range: &Range<usize>,
) -> NodeId {
    let member = Member {
        parent,
        arguments: part.arguments,
    };
    let kind = if inherent {
        Kind::Member(member)
    } else {
        Kind::Part(member)
    };
    let body = Mentions::of(item.to_token_stream());
    let name = part.name.unraw().to_string();
    let id = to.add(kind, &name, part.name.span().byte_range(), range, body);
    if inherent {
        to.node(id).head = part.head.clone();
    }
    id
}

/// How many arguments `value.name(…)` has; none for what has no `self`.
pub(super) fn arguments(signature: &Signature) -> Option<usize> {
    signature.receiver().map(|_| signature.inputs.len() - 1)
}

/// The names of the path that a type is, generics left out.
fn self_type(of: &Type) -> Vec<String> {
    match of {
        Type::Path(path) if path.qself.is_none() => names(&path.path),
        Type::Paren(inside) => self_type(&inside.elem),
        Type::Group(inside) => self_type(&inside.elem),
        _ => vec![],
    }
}

fn names(path: &syn::Path) -> Vec<String> {
    let names = path.segments.iter();
    names
        .map(|segment| segment.ident.unraw().to_string())
        .collect()
}

fn is_off(item: &ImplItem) -> bool {
    let attributes: &[Attribute] = match item {
        ImplItem::Const(item) => &item.attrs,
        ImplItem::Fn(item) => &item.attrs,
        ImplItem::Type(item) => &item.attrs,
        ImplItem::Macro(item) => &item.attrs,
        _ => &[],
    };
    super::cfg::is_off(attributes)
}
