//! Following modules and crates, on files in memory.

use crate::load::from_memory;
use crate::parse::project::{ParsedModule, Project};

fn outline(module: &ParsedModule, indent: usize, text: &mut String) {
    let generated = if module.generated { " (generated)" } else { "" };
    let types: Vec<&str> = module
        .body
        .types
        .iter()
        .map(|ty| ty.name.name.as_str())
        .collect();
    *text += &format!(
        "{:indent$}{}{generated} {}\n",
        "",
        module.name,
        types.join(" ")
    );
    for child in &module.children {
        outline(child, indent + 2, text);
    }
}

fn tree(project: &Project) -> String {
    let mut text = String::new();
    for krate in &project.crates {
        outline(&krate.root, 0, &mut text);
    }
    text
}

#[test]
fn modules_are_found_where_rustc_finds_them() {
    let files = [
        (
            "src/lib.rs",
            "mod a; mod b; mod inline { pub mod deep; } pub struct Root;",
        ),
        ("src/a.rs", "pub mod inner; pub struct A;"),
        ("src/a/inner.rs", "pub struct Inner;"),
        ("src/b/mod.rs", "mod c; mod d { mod e; }"),
        ("src/b/c.rs", "struct C;"),
        ("src/b/d/e.rs", "struct E;"),
        ("src/inline/deep.rs", "struct Deep;"),
    ];
    let (project, sources, diagnostics) = from_memory(&files);
    assert_eq!(diagnostics.sorted(&sources), []);
    let expected = "\
app Root
  a A
    inner Inner
  b 
    c C
    d 
      e E
  inline 
    deep Deep
";
    assert_eq!(tree(&project), expected);
}
