//! From the items of a module to nodes, and to the layout of the file.

use std::ops::Range;

use libero::load::FileId;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{
    Attribute, ForeignItem, Ident, Item, ItemMacro, ItemMod, ItemTrait, ItemUse, TraitItem, UseTree,
};

use super::load::{Directory, Loader, byte_range, is_off};
use super::mentions::Mentions;
use super::program::{Kind, Member, Method, ModuleId, Node, NodeId, Piece, What, span};
use super::{declare_impl, macros, use_tree};

/// `#![…]` and `//!`
pub(super) fn inner_attributes(attributes: &[Attribute]) -> Vec<Piece> {
    let inner = attributes
        .iter()
        .filter(|one| matches!(one.style, syn::AttrStyle::Inner(_)));
    inner
        .map(|attribute| Piece {
            range: byte_range(attribute),
            what: What::Fixed,
        })
        .collect()
}

/// Adds the items of a module to the program; what comes back is their layout.
pub(super) fn items(
    loader: &mut Loader<'_>,
    items: &[Item],
    file: FileId,
    module: ModuleId,
    directory: &Directory,
) -> Vec<Piece> {
    let mut declare = Declare {
        loader,
        file,
        module,
    };
    items
        .iter()
        .map(|item| declare.piece(item, directory))
        .collect()
}

/// The module and the file into which is declared.
pub(super) struct Declare<'a, 'l> {
    loader: &'a mut Loader<'l>,
    file: FileId,
    module: ModuleId,
}

impl Declare<'_, '_> {
    fn piece(&mut self, item: &Item, directory: &Directory) -> Piece {
        let range = byte_range(item);
        let what = if is_off(item) {
            What::Off
        } else {
            match item {
                Item::Mod(item) => self.module(item, directory, &range),
                Item::Use(item) => self.import(item),
                Item::Impl(item) => declare_impl::declare(self, item, &range),
                Item::Trait(item) => self.trait_(item, &range),
                Item::Macro(item) => self.macro_(item, &range),
                other => self.plain(other, &range),
            }
        };
        Piece { range, what }
    }

    /// An item that stays or goes whole.
    fn plain(&mut self, item: &Item, range: &Range<usize>) -> What {
        let mut names: Vec<&Ident> = vec![];
        let mut body = Mentions::default();
        let kind = match item {
            Item::Fn(item) => {
                names.push(&item.sig.ident);
                Kind::Function
            }
            Item::Struct(item) => {
                names.push(&item.ident);
                Kind::Type(vec![])
            }
            Item::Union(item) => {
                names.push(&item.ident);
                Kind::Type(vec![])
            }
            Item::Enum(item) => {
                names.push(&item.ident);
                // Without the names of the variants, which mean no items.
                let mut nameless = item.clone();
                for variant in &mut nameless.variants {
                    variant.ident = Ident::new("_", variant.ident.span());
                }
                body = Mentions::of(nameless.into_token_stream());
                Kind::Type(
                    item.variants
                        .iter()
                        .map(|one| one.ident.unraw().to_string())
                        .collect(),
                )
            }
            Item::Type(item) => {
                names.push(&item.ident);
                Kind::Alias
            }
            Item::Const(item) => {
                names.push(&item.ident);
                Kind::Value
            }
            Item::Static(item) => {
                names.push(&item.ident);
                Kind::Value
            }
            Item::ForeignMod(item) => {
                names.extend(item.items.iter().filter_map(foreign_name));
                Kind::Value
            }
            Item::ExternCrate(item) => {
                names.push(item.rename.as_ref().map_or(&item.ident, |(_, name)| name));
                Kind::ExternCrate(item.ident.unraw().to_string())
            }
            _ => Kind::Value,
        };
        if !matches!(item, Item::Enum(_) | Item::ExternCrate(_)) {
            body = Mentions::of(item.to_token_stream());
        }
        let place = names
            .first()
            .map_or(range.clone(), |name| name.span().byte_range());
        let names: Vec<String> = names.iter().map(|name| name.unraw().to_string()).collect();
        let node = self.add(
            kind,
            names.first().map_or("", String::as_str),
            place,
            range,
            body,
        );
        for name in &names {
            self.name(name, node);
        }
        What::Whole(node)
    }

    fn module(&mut self, item: &ItemMod, directory: &Directory, range: &Range<usize>) -> What {
        let name = item.ident.unraw().to_string();
        let (module, read) = self.loader.module(&name, self.module);
        let mut body = Mentions::default();
        for attribute in &item.attrs {
            body.extend(Mentions::of(attribute.to_token_stream()));
        }
        let place = item.ident.span().byte_range();
        let node = self.add(Kind::Module(module), &name, place.clone(), range, body);
        self.name(&name, node);
        let declared = &mut self.loader.loaded.program.modules[module.0].declared;
        declared.push(node);
        match &item.content {
            Some((braces, inside)) if read => {
                let directory = directory.inline(&name, &item.attrs);
                let mut pieces = inner_attributes(&item.attrs);
                pieces.extend(items(self.loader, inside, self.file, module, &directory));
                let inside = inside_braces(braces);
                What::Braced {
                    node,
                    inside,
                    pieces,
                }
            }
            None if read => {
                let place = span(self.file, &place);
                self.loader
                    .declared(&name, &item.attrs, module, directory, place);
                What::Whole(node)
            }
            _ => What::Whole(node),
        }
    }

    fn import(&mut self, item: &ItemUse) -> What {
        let mut leaves = use_tree::leaves(item).into_iter();
        let mut leaf = || leaves.next().map(|leaf| self.import_leaf(leaf));
        What::Group(vec![use_piece(&item.tree, &mut leaf)])
    }

    fn import_leaf(&mut self, leaf: use_tree::Leaf) -> NodeId {
        let is_glob = leaf.import.glob;
        let kind = Kind::Import(leaf.import);
        let place = leaf.range.clone();
        let node = self.add(kind, &leaf.name, place, &leaf.range, Mentions::default());
        if is_glob {
            self.loader.loaded.program.modules[self.module.0]
                .globs
                .push(node);
        } else if !leaf.name.is_empty() {
            self.name(&leaf.name, node);
        }
        node
    }

    fn trait_(&mut self, item: &ItemTrait, range: &Range<usize>) -> What {
        let mut rest = item.clone();
        rest.items
            .retain(|inside| !is_method_off(inside) && part(inside).is_none());
        let on = item.items.iter().filter(|inside| !is_method_off(inside));
        let methods = on.filter_map(|inside| match inside {
            TraitItem::Fn(function) => Some(Method {
                name: function.sig.ident.unraw().to_string(),
                arguments: declare_impl::arguments(&function.sig),
                head: Mentions::of(function.sig.to_token_stream()),
            }),
            TraitItem::Const(one) => Some(Method {
                name: one.ident.unraw().to_string(),
                arguments: None,
                head: Mentions::of(one.ty.to_token_stream()),
            }),
            _ => None,
        });
        let kind = Kind::Trait(methods.collect());
        let name = item.ident.unraw().to_string();
        let body = Mentions::of(rest.to_token_stream());
        let node = self.add(kind, &name, item.ident.span().byte_range(), range, body);
        self.name(&name, node);
        let pieces = item.items.iter().map(|inside| {
            let range = byte_range(inside);
            let what = match part(inside) {
                _ if is_method_off(inside) => What::Off,
                Some((name, arguments)) => {
                    let parent = node;
                    let kind = Kind::Part(Member { parent, arguments });
                    let body = Mentions::of(inside.to_token_stream());
                    let place = name.span().byte_range();
                    let name = name.unraw().to_string();
                    What::Whole(self.add(kind, &name, place, &range, body))
                }
                None => What::Whole(node),
            };
            Piece { range, what }
        });
        What::Braced {
            node,
            inside: inside_braces(&item.brace_token),
            pieces: pieces.collect(),
        }
    }

    fn macro_(&mut self, item: &ItemMacro, range: &Range<usize>) -> What {
        let body = Mentions::of(item.to_token_stream());
        let node = if let Some(ident) = &item.ident {
            let name = ident.unraw().to_string();
            let kind = Kind::Macro(macros::defined(item.mac.tokens.clone(), false));
            let node = self.add(kind, &name, ident.span().byte_range(), range, body);
            self.name(&name, node);
            node
        } else {
            let called = item
                .mac
                .path
                .segments
                .last()
                .map(|last| last.ident.to_string());
            let called = called.unwrap_or_default();
            let defined = macros::defined(item.mac.tokens.clone(), called != "thread_local");
            let place = byte_range(&item.mac.path);
            self.add(
                Kind::Invocation(defined),
                &format!("{called}!"),
                place,
                range,
                body,
            )
        };
        What::Whole(node)
    }

    pub(super) fn add(
        &mut self,
        kind: Kind,
        name: &str,
        place: Range<usize>,
        range: &Range<usize>,
        mut body: Mentions,
    ) -> NodeId {
        if matches!(kind, Kind::Function | Kind::Member(_) | Kind::Part(_)) {
            body.words.without_one(name);
        }
        let program = &mut self.loader.loaded.program;
        let id = NodeId(program.nodes.len());
        program.nodes.push(Node {
            kind,
            name: name.to_owned(),
            module: self.module,
            file: self.file,
            place,
            range: range.clone(),
            head: Mentions::default(),
            body,
        });
        program.modules[self.module.0].nodes.push(id);
        id
    }

    pub(super) fn node(&mut self, id: NodeId) -> &mut Node {
        &mut self.loader.loaded.program.nodes[id.0]
    }

    fn name(&mut self, name: &str, node: NodeId) {
        let module = &mut self.loader.loaded.program.modules[self.module.0];
        module.names.entry(name.to_owned()).or_default().push(node);
    }
}

/// The layout of a `use`; `leaf` gives the node of the next leaf.
fn use_piece(tree: &UseTree, leaf: &mut impl FnMut() -> Option<NodeId>) -> Piece {
    let what = match tree {
        UseTree::Path(path) => use_piece(&path.tree, leaf).what,
        UseTree::Group(group) => What::Group(
            group
                .items
                .iter()
                .map(|tree| use_piece(tree, leaf))
                .collect(),
        ),
        _ => leaf().map_or(What::Off, What::Whole),
    };
    Piece {
        range: byte_range(tree),
        what,
    }
}

fn foreign_name(item: &ForeignItem) -> Option<&Ident> {
    match item {
        ForeignItem::Fn(item) => Some(&item.sig.ident),
        ForeignItem::Static(item) => Some(&item.ident),
        ForeignItem::Type(item) => Some(&item.ident),
        _ => None,
    }
}

pub(super) fn inside_braces(braces: &syn::token::Brace) -> Range<usize> {
    braces.span.open().byte_range().end..braces.span.close().byte_range().start
}

/// What a trait declares by name, with its arguments as in [`Member`].
fn part(item: &TraitItem) -> Option<(&Ident, Option<usize>)> {
    match item {
        TraitItem::Fn(item) => Some((&item.sig.ident, declare_impl::arguments(&item.sig))),
        TraitItem::Const(item) => Some((&item.ident, None)),
        _ => None,
    }
}

fn is_method_off(item: &TraitItem) -> bool {
    super::cfg::is_off(match item {
        TraitItem::Const(item) => &item.attrs,
        TraitItem::Fn(item) => &item.attrs,
        TraitItem::Type(item) => &item.attrs,
        TraitItem::Macro(item) => &item.attrs,
        _ => &[],
    })
}

/// The attributes of an item, of whatever kind.
pub(super) fn attributes(item: &Item) -> Option<&[Attribute]> {
    Some(match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => return None,
    })
}
