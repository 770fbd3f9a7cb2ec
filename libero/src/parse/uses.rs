//! `use` and `extern crate`, flattened.

use syn::{ItemExternCrate, UseTree};

use crate::diagnostic::Diagnostic;
use crate::parse::syntax::{Ident, Import, ImportBinding, Visibility};
use crate::parse::walker::{SYNTAX, Walker};

impl Walker<'_> {
    pub(super) fn use_item(
        &mut self,
        item: &syn::ItemUse,
        visibility: &Visibility,
        imports: &mut Vec<Import>,
    ) {
        let mut leaves = vec![];
        self.use_tree(&item.tree, &mut vec![], &mut leaves);
        imports.extend(leaves.into_iter().map(|(path, binding)| {
            let span = match &binding {
                ImportBinding::Name(name) => name.span,
                _ => path
                    .last()
                    .map_or_else(|| self.spanned(item), |last| last.span),
            };
            let start = path.first().map_or(span.start, |first| first.span.start);
            Import {
                path,
                absolute: item.leading_colon.is_some(),
                binding,
                visibility: visibility.clone(),
                span: crate::diagnostic::Span {
                    start: start.min(span.start),
                    ..span
                },
            }
        }));
    }

    fn use_tree(
        &mut self,
        tree: &UseTree,
        prefix: &mut Vec<Ident>,
        leaves: &mut Vec<(Vec<Ident>, ImportBinding)>,
    ) {
        match tree {
            UseTree::Path(path) => {
                prefix.push(self.ident(&path.ident));
                self.use_tree(&path.tree, prefix, leaves);
                prefix.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.use_tree(tree, prefix, leaves);
                }
            }
            UseTree::Glob(_) => leaves.push((prefix.clone(), ImportBinding::Glob)),
            UseTree::Name(name) => {
                let name = self.ident(&name.ident);
                let mut path = prefix.clone();
                if name.name == "self" && !name.raw {
                    match prefix.last().cloned() {
                        Some(last) => leaves.push((path, ImportBinding::Name(last))),
                        None => self.diagnostics.push(Diagnostic::error(
                            SYNTAX,
                            "`use self` binds no name",
                            name.span,
                            "",
                        )),
                    }
                } else {
                    path.push(name.clone());
                    leaves.push((path, ImportBinding::Name(name)));
                }
            }
            UseTree::Rename(rename) => {
                let name = self.ident(&rename.ident);
                let mut path = prefix.clone();
                if path.is_empty() || name.name != "self" || name.raw {
                    path.push(name);
                }
                let alias = self.ident(&rename.rename);
                let binding = if alias.name == "_" {
                    ImportBinding::Anonymous
                } else {
                    ImportBinding::Name(alias)
                };
                leaves.push((path, binding));
            }
        }
    }

    pub(super) fn extern_crate(
        &mut self,
        item: &ItemExternCrate,
        visibility: Visibility,
    ) -> Import {
        let mut name = self.ident(&item.ident);
        let alias = item.rename.as_ref().map(|(_, alias)| self.ident(alias));
        let binding = match alias {
            Some(alias) if alias.name == "_" => ImportBinding::Anonymous,
            Some(alias) => ImportBinding::Name(alias),
            None => ImportBinding::Name(name.clone()),
        };
        // `extern crate self as name;` is this crate.
        let own = name.name == "self";
        if own {
            "crate".clone_into(&mut name.name);
        }
        Import {
            span: self.spanned(item),
            path: vec![name],
            absolute: !own,
            binding,
            visibility,
        }
    }
}
