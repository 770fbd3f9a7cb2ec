//! The `mod` lines of what is generated, and of the pages.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use askama::Template;
use libero::targets::rust::ident;

use super::print;
use crate::scan::PageFile;

/// `src/generated/mod.rs`
#[derive(Template)]
#[template(path = "generated.rs.j2", escape = "none")]
struct Generated<'a> {
    namespaces: &'a [&'a str],
    start: Option<&'a str>,
}

/// `src/generated/public/mod.rs`
#[derive(Template)]
#[template(path = "namespace.rs.j2", escape = "none")]
struct NamespaceModule<'a> {
    namespace: &'a str,
    modules: &'a [&'a str],
}

/// `src/public/pages.rs`
#[derive(Template)]
#[template(path = "pages.rs.j2", escape = "none")]
struct Pages<'a> {
    namespace: &'a str,
    body: String,
}

/// The root of all that is generated; `start` is the namespace that a client starts.
pub(crate) fn generated(namespaces: &[&str], start: Option<&str>) -> String {
    print(&Generated { namespaces, start })
}

/// The module of a namespace.
pub(crate) fn namespace(namespace: &str, modules: &[&str]) -> String {
    print(&NamespaceModule { namespace, modules })
}

/// The modules of the pages of a namespace.
pub(crate) fn pages(namespace: &str, files: &[&PageFile]) -> String {
    let mut tree = Tree::default();
    for file in files {
        tree.add(&file.modules);
    }
    let mut body = String::new();
    tree.render(0, &mut body);
    print(&Pages { namespace, body })
}

/// Folders by name; what has none inside is a file.
#[derive(Default)]
struct Tree(BTreeMap<String, Tree>);

impl Tree {
    fn add(&mut self, modules: &[String]) {
        if let [first, rest @ ..] = modules {
            self.0.entry(ident(first)).or_default().add(rest);
        }
    }

    fn render(&self, depth: usize, text: &mut String) {
        let indent = "    ".repeat(depth);
        for (name, inner) in &self.0 {
            if inner.0.is_empty() {
                let _ = writeln!(text, "{indent}pub mod {name};");
            } else {
                let _ = writeln!(text, "{indent}pub mod {name} {{");
                inner.render(depth + 1, text);
                let _ = writeln!(text, "{indent}}}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_modules_inside_modules() {
        let mut tree = Tree::default();
        for path in ["home_", "products/id_/edit", "products/match"] {
            let modules: Vec<String> = path.split('/').map(str::to_owned).collect();
            tree.add(&modules);
        }
        let mut text = String::new();
        tree.render(0, &mut text);
        let expected = "\
pub mod home_;
pub mod products {
    pub mod id_ {
        pub mod edit;
    }
    pub mod r#match;
}
";
        assert_eq!(text, expected);
    }
}
