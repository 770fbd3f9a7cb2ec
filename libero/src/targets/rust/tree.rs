//! Nested modules: items that belong to `pages/home` are printed inside `pub mod pages { pub mod home { … } }`.

use std::collections::BTreeMap;

use super::names;

/// Printed items by module.
#[derive(Default)]
pub(super) struct ModuleTree {
    items: Vec<String>,
    children: BTreeMap<String, ModuleTree>,
}

impl ModuleTree {
    /// Adds the text of an item to the module of that path.
    pub(super) fn add<'a>(&mut self, path: impl IntoIterator<Item = &'a str>, item: &str) {
        let mut module = self;
        for segment in path {
            module = module.children.entry(names::ident(segment)).or_default();
        }
        module.items.push(item.trim().to_owned());
    }

    /// The text of all modules.
    pub(super) fn render(&self) -> String {
        let mut text = String::new();
        self.print(&mut text, 0);
        text
    }

    fn print(&self, text: &mut String, depth: usize) {
        let mut first = true;
        let mut gap = |text: &mut String| {
            if !std::mem::take(&mut first) {
                text.push('\n');
            }
        };
        for item in &self.items {
            gap(text);
            push_indented(text, item, depth);
        }
        for (name, child) in &self.children {
            gap(text);
            push_indented(
                text,
                &format!("/// Module `{name}`.\npub mod {name} {{"),
                depth,
            );
            child.print(text, depth + 1);
            push_indented(text, "}", depth);
        }
    }
}

fn push_indented(text: &mut String, block: &str, depth: usize) {
    for line in block.lines() {
        if !line.is_empty() {
            for _ in 0..depth {
                text.push_str("    ");
            }
            text.push_str(line);
        }
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_nested_by_module_and_indented() {
        let mut tree = ModuleTree::default();
        tree.add(["pages", "home"], "\nfn a() {\n    1\n}\n");
        tree.add(["pages"], "fn b() {}");
        assert_eq!(
            tree.render(),
            "/// Module `pages`.\n\
             pub mod pages {\n    fn b() {}\n\n    \
             /// Module `home`.\n    pub mod home {\n        fn a() {\n            1\n        }\n    }\n}\n"
        );
    }
}
