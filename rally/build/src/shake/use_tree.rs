//! The leaves of a `use`.

use std::ops::Range;

use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{ItemUse, UseTree};

use super::program::Import;

pub(super) struct Leaf {
    /// What it is called here; empty for `*` and `as _`.
    pub(super) name: String,
    pub(super) import: Import,
    pub(super) range: Range<usize>,
}

/// The leaves of a `use`, in the order of the source.
pub(super) fn leaves(item: &ItemUse) -> Vec<Leaf> {
    let mut leaves = vec![];
    let start = Import {
        global: item.leading_colon.is_some(),
        path: vec![],
        glob: false,
        public: !matches!(item.vis, syn::Visibility::Inherited),
    };
    collect(&item.tree, &start, &mut leaves);
    leaves
}

fn collect(tree: &UseTree, before: &Import, leaves: &mut Vec<Leaf>) {
    let range = tree.span().byte_range();
    let leaf = |name: String, import: Import| {
        leaves.push(Leaf {
            name,
            import,
            range,
        });
    };
    match tree {
        UseTree::Path(path) => {
            let inside = before.then(&path.ident);
            collect(&path.tree, &inside, leaves);
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                collect(tree, before, leaves);
            }
        }
        UseTree::Name(name) => {
            let import = before.then(&name.ident);
            let called = import.path.last().cloned().unwrap_or_default();
            leaf(called, import);
        }
        UseTree::Rename(rename) => {
            let called = rename.rename.unraw().to_string();
            let called = if called == "_" { String::new() } else { called };
            leaf(called, before.then(&rename.ident));
        }
        UseTree::Glob(_) => {
            let mut import = before.clone();
            import.glob = true;
            leaf(String::new(), import);
        }
    }
}

impl Import {
    /// With one more name; `self` at the end of a path is the path itself.
    fn then(&self, ident: &syn::Ident) -> Self {
        let mut longer = self.clone();
        if ident != "self" || self.path.is_empty() {
            longer.path.push(ident.unraw().to_string());
        }
        longer
    }
}
