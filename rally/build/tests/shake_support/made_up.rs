//! Applications made up from a number, of which it is known what has to be left.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

/// An application, and the texts in it.
pub(crate) struct MadeUp {
    pub(crate) files: BTreeMap<PathBuf, String>,
    /// Paths of items.
    pub(crate) roots: Vec<String>,
    /// Texts that only what is reached holds, and the others.
    pub(crate) kept: BTreeSet<String>,
    pub(crate) gone: BTreeSet<String>,
}

const MODULES: [&str; 5] = ["one", "two", "two::three", "four", "four::five"];
const ITEMS: usize = 40;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Constant,
    Function,
    /// It has a method that some call: its own, or that of a trait of which another method is always called.
    Type,
    Macro,
    /// A function that names a crate of the server.
    Server,
}

struct Item {
    kind: Kind,
    module: usize,
    /// Other items, with whether the method of a type is called.
    uses: Vec<(usize, bool)>,
}

/// Numbers that follow from the first.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

pub(crate) fn application(number: u64) -> MadeUp {
    let mut numbers = Numbers(number);
    let mut items = vec![];
    for at in 0..ITEMS {
        let kind = match numbers.below(8) {
            0 => Kind::Constant,
            1 | 2 => Kind::Type,
            3 => Kind::Macro,
            4 => Kind::Server,
            _ => Kind::Function,
        };
        let count = if matches!(kind, Kind::Constant | Kind::Macro) {
            0
        } else {
            numbers.below(4)
        };
        // Only to those before, and on the server to those of the server too.
        let uses = (0..count)
            .filter(|_| at > 0)
            .map(|_| (numbers.below(at), numbers.below(2) == 0));
        let uses: Vec<(usize, bool)> = uses.collect();
        items.push(Item {
            kind,
            module: numbers.below(MODULES.len()),
            uses,
        });
    }
    let server: Vec<bool> = (0..ITEMS)
        .map(|at| {
            reached(&items, [at])
                .iter()
                .any(|(one, _)| items[*one].kind == Kind::Server)
        })
        .collect();
    let is_root = |at: &usize| !server[*at] && items[*at].kind == Kind::Function;
    let roots: Vec<usize> = (0..ITEMS)
        .filter(is_root)
        .filter(|_| numbers.below(3) == 0)
        .collect();
    let reached = reached(&items, roots.iter().copied());
    let mut texts = (BTreeSet::new(), BTreeSet::new());
    for (at, item) in items.iter().enumerate() {
        for is_method in [false, true] {
            if is_method && item.kind != Kind::Type {
                continue;
            }
            let into = if reached.contains(&(at, is_method)) {
                &mut texts.0
            } else {
                &mut texts.1
            };
            into.insert(text(at, is_method));
        }
    }
    MadeUp {
        files: files(&items, &mut numbers),
        roots: roots.iter().map(|at| path(&items, *at)).collect(),
        kept: texts.0,
        gone: texts.1,
    }
}

/// The items, and the methods, that are reached from some.
fn reached(items: &[Item], roots: impl IntoIterator<Item = usize>) -> BTreeSet<(usize, bool)> {
    let mut reached = BTreeSet::new();
    let mut queue: Vec<(usize, bool)> = roots.into_iter().map(|at| (at, false)).collect();
    while let Some((at, is_method)) = queue.pop() {
        if reached.insert((at, is_method)) && (is_method || items[at].kind != Kind::Type) {
            for (of, calls) in &items[at].uses {
                queue.push((*of, false));
                if *calls && items[*of].kind == Kind::Type {
                    queue.push((*of, true));
                }
            }
        }
    }
    reached
}

fn text(at: usize, is_method: bool) -> String {
    format!("secret {at}{}", if is_method { " of a method" } else { "" })
}

fn name(items: &[Item], at: usize) -> String {
    match items[at].kind {
        Kind::Constant => format!("CONSTANT_{at}"),
        Kind::Type => format!("Type{at}"),
        Kind::Macro => format!("macro_{at}"),
        Kind::Function | Kind::Server => format!("function_{at}"),
    }
}

fn is_of_trait(at: usize) -> bool {
    at % 2 == 1
}

fn path(items: &[Item], at: usize) -> String {
    format!("{}::{}", MODULES[items[at].module], name(items, at))
}

fn files(items: &[Item], numbers: &mut Numbers) -> BTreeMap<PathBuf, String> {
    let mut imports: Vec<BTreeSet<String>> = vec![BTreeSet::new(); MODULES.len()];
    let mut bodies = vec![String::new(); MODULES.len()];
    for (at, item) in items.iter().enumerate() {
        let mut body = String::new();
        for (of, calls) in &item.uses {
            let named = named(
                items,
                item.module,
                *of,
                &mut imports[item.module],
                &mut body,
                numbers,
            );
            let value = match items[*of].kind {
                Kind::Constant if !named.contains(':') => format!("format!(\"{{{named}}}\")"),
                Kind::Constant => named,
                Kind::Type if *calls && is_of_trait(*of) => {
                    let module = MODULES[items[*of].module];
                    format!("crate::{module}::Does{of}::method_{of}(&{named})")
                }
                Kind::Type if *calls => format!("{named}.method_{of}()"),
                Kind::Type => format!("{named}.to_string()"),
                Kind::Macro => format!("{named}!()"),
                Kind::Function | Kind::Server => format!("{named}()"),
            };
            writeln!(body, "    text += &{value};").unwrap();
        }
        declare(&mut bodies[item.module], items, at, &body);
    }
    let mut files = BTreeMap::new();
    files.insert(
        "src/lib.rs".into(),
        "pub mod four;\npub mod one;\npub mod two;\n".to_owned(),
    );
    for (module, body) in bodies.iter().enumerate() {
        let below = MODULES
            .iter()
            .filter_map(|one| one.strip_prefix(MODULES[module])?.strip_prefix("::"));
        let mut lines: Vec<String> = below.map(|name| format!("pub mod {name};")).collect();
        lines.extend(
            imports[module]
                .iter()
                .map(|import| format!("use {import};")),
        );
        let head = lines.join("\n");
        let path = format!("src/{}.rs", MODULES[module].replace("::", "/"));
        files.insert(path.into(), format!("{head}\n{body}"));
    }
    files
}

/// How an item is named in a module, in one of the ways there are; with what has to stand before.
fn named(
    items: &[Item],
    from: usize,
    of: usize,
    imports: &mut BTreeSet<String>,
    body: &mut String,
    numbers: &mut Numbers,
) -> String {
    let (path, name) = (path(items, of), name(items, of));
    if items[of].module == from {
        return name;
    }
    match numbers.below(6) {
        0 => format!("crate::{path}"),
        1 => {
            imports.insert(format!("crate::{path}"));
            name
        }
        2 => {
            imports.insert(format!("crate::{path} as other_{of}"));
            format!("other_{of}")
        }
        3 => {
            imports.insert(format!("crate::{}::*", MODULES[items[of].module]));
            name
        }
        4 => {
            imports.insert(format!(
                "crate::{}::{{self as module_{}}}",
                MODULES[items[of].module], items[of].module
            ));
            format!("module_{}::{name}", items[of].module)
        }
        _ => {
            writeln!(body, "    use crate::{path} as local_{of};").unwrap();
            format!("local_{of}")
        }
    }
}

fn declare(into: &mut String, items: &[Item], at: usize, body: &str) {
    let (name, secret, method) = (name(items, at), text(at, false), text(at, true));
    let body = format!("    let mut text = String::from(\"…\");\n{body}    text\n").replace(
        "…",
        if items[at].kind == Kind::Type {
            &method
        } else {
            &secret
        },
    );
    match items[at].kind {
        Kind::Constant => writeln!(into, "// {secret}\npub const {name}: &str = \"{secret}\";"),
        Kind::Function => writeln!(into, "\n/// {secret}\npub fn {name}() -> String {{\n{body}}}"),
        Kind::Server => writeln!(into, "\n// {secret}\npub fn {name}() -> String {{\n    let _ = rusqlite::Connection;\n{body}}}"),
        Kind::Macro => writeln!(into, "macro_rules! {name} {{ () => {{ \"{secret}\" }}; }} // {secret}\npub(crate) use {name};"),
        Kind::Type if is_of_trait(at) => writeln!(
            into,
            "pub struct {name};\n\npub trait Does{at} {{\n    fn label_{at}(&self) -> String;\n    // {method}\n\
             \x20   fn method_{at}(&self) -> String;\n}}\n\nimpl Does{at} for {name} {{\n    fn label_{at}(&self) -> String {{\n\
             \x20       \"{secret}\".to_owned()\n    }}\n\n    fn method_{at}(&self) -> String {{\n{body}    }}\n}}\n\n\
             impl std::fmt::Display for {name} {{\n    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{\n\
             \x20       to.write_str(&self.label_{at}())\n    }}\n}}"
        ),
        Kind::Type => writeln!(
            into,
            "pub struct {name};\n\nimpl {name} {{\n    // {method}\n    pub fn method_{at}(&self) -> String {{\n{body}    }}\n}}\n\n\
             impl std::fmt::Display for {name} {{\n    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{\n\
             \x20       to.write_str(\"{secret}\")\n    }}\n}}"
        ),
    }
    .unwrap();
}
