use super::{load, load_with};
use crate::load::{Options, from_memory};

/// `name=package@source+features` for each dependency of each crate.
fn dependencies(files: &[(&str, &str)]) -> Vec<String> {
    let (project, sources, diagnostics) = from_memory(files);
    assert_eq!(diagnostics.sorted(&sources), []);
    let crates = project.crates.iter().map(|krate| {
        let list = krate.dependencies.iter().map(|one| {
            let source = one.source.map_or("-".to_owned(), |id| id.0.to_string());
            let features = one.features.join(",");
            format!("{}={}@{source}+{features}", one.name, one.package)
        });
        let list: Vec<String> = list.collect();
        format!("{}: {}", krate.name, list.join(" "))
    });
    crates.collect()
}

#[test]
fn path_dependencies_are_read_transitively() {
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = \"my-app\"\n[dependencies]\nshared-types = { path = \"crates/shared\" }\n\
             uuid = { version = \"1\", features = [\"v4\"] }\nserde = \"1\"\n\
             [dev-dependencies]\nnot-there = { path = \"nowhere\" }",
        ),
        ("src/lib.rs", "struct A;"),
        (
            "crates/shared/Cargo.toml",
            "[package]\nname = \"shared-types\"\n[dependencies]\nbase = { path = \"../base\", default-features = false }",
        ),
        ("crates/shared/src/lib.rs", "struct B;"),
        (
            "crates/base/Cargo.toml",
            "[package]\nname = \"base\"\n[lib]\npath = \"root.rs\"",
        ),
        ("crates/base/root.rs", "struct C;"),
    ];
    assert_eq!(
        load(&files).as_deref(),
        Ok("my_app A\nshared_types B\nbase C\n")
    );
    assert_eq!(
        dependencies(&files),
        [
            "my_app: serde=serde@-+default shared_types=shared-types@1+default uuid=uuid@-+default,v4",
            "shared_types: base=base@2+",
            "base: ",
        ]
    );
}

#[test]
fn a_workspace_is_inherited_from() {
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\n[workspace]\nmembers = [\"a\"]\n[workspace.dependencies]\n\
             a = { path = \"a\", features = [\"one\"] }\nu = { package = \"uuid\", version = \"1\" }\n\
             [dependencies]\na = { workspace = true, features = [\"two\"] }\nu.workspace = true",
        ),
        ("src/lib.rs", ""),
        (
            "a/Cargo.toml",
            "[package]\nname = \"a\"\n[features]\none = []\ntwo = [\"three\"]\nthree = []\n\
             [dependencies]\nu = { workspace = true }",
        ),
        (
            "a/src/lib.rs",
            "#[cfg(all(feature = \"one\", feature = \"three\"))] struct On;",
        ),
    ];
    assert_eq!(load(&files).as_deref(), Ok("app\na On\n"));
    assert_eq!(
        dependencies(&files),
        [
            "app: a=a@1+default,one,two u=uuid@-+default",
            "a: u=uuid@-+default"
        ]
    );
}

#[test]
fn renamed_dependencies_have_their_new_name() {
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\n[dependencies]\nx-y = { package = \"a\", path = \"a\" }\n\
             b = { path = \"b\" }",
        ),
        ("src/main.rs", "struct Main;"),
        ("a/Cargo.toml", "[package]\nname = \"a\""),
        ("a/src/lib.rs", ""),
        (
            "b/Cargo.toml",
            "[package]\nname = \"b\"\n[lib]\nname = \"bee\"",
        ),
        ("b/src/lib.rs", ""),
    ];
    assert_eq!(
        dependencies(&files)[0],
        "app: bee=b@1+default x_y=a@2+default"
    );
}

#[test]
fn optional_dependencies_need_a_feature() {
    let manifest = |default: &str| {
        format!(
            "[package]\nname = \"app\"\n[features]\ndefault = [{default}]\nextra = [\"dep:a\", \"b?/f\"]\n\
             [dependencies]\na = {{ version = \"1\", optional = true }}\n\
             b = {{ version = \"1\", optional = true }}"
        )
    };
    let cases = [
        ("", "app: "),
        ("\"a\"", "app: a=a@-+default"),
        ("\"extra\"", "app: a=a@-+default"),
        ("\"extra\", \"b\"", "app: a=a@-+default b=b@-+default,f"),
        ("\"b/g\"", "app: b=b@-+default,g"),
    ];
    for (default, expected) in cases {
        let manifest = manifest(default);
        let files = [("Cargo.toml", manifest.as_str()), ("src/lib.rs", "")];
        assert_eq!(dependencies(&files), [expected], "{default}");
    }
}

#[test]
fn target_specific_dependencies_count_where_they_apply() {
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\n[target.'cfg(all())'.dependencies]\na = \"1\"\n\
             [target.'cfg(any())'.dependencies]\nb = \"1\"\n\
             [target.not-this-triple.dependencies]\nc = \"1\"",
        ),
        ("src/lib.rs", ""),
    ];
    assert_eq!(dependencies(&files), ["app: a=a@-+default"]);
}

#[test]
fn the_run_time_and_procedural_macros_count_as_foreign() {
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\n[dependencies]\nlibero-wire = { path = \"wire\" }\nm = { path = \"m\" }",
        ),
        ("src/lib.rs", ""),
        ("wire/Cargo.toml", "[package]\nname = \"libero-wire\""),
        (
            "m/Cargo.toml",
            "[package]\nname = \"m\"\n[lib]\nproc-macro = true",
        ),
    ];
    assert_eq!(
        dependencies(&files),
        ["app: libero_wire=libero-wire@-+default m=m@-+default"]
    );
}

#[test]
fn features_and_the_root_can_be_chosen() {
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\n[features]\nf = []",
        ),
        ("src/server.rs", "mod a; #[cfg(feature = \"f\")] struct On;"),
        ("src/a.rs", ""),
    ];
    let options = Options {
        features: ["f".to_owned()].into(),
        root: Some("src/server.rs".into()),
        ..Options::default()
    };
    assert_eq!(load_with(&files, &options).as_deref(), Ok("app On\n  a\n"));
}

#[test]
fn a_missing_path_dependency_is_shown_in_cargo_toml() {
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\n[dependencies]\na = { path = \"../a\" }\n",
        ),
        ("src/lib.rs", ""),
    ];
    let expected = "\
error[L0006]: the path dependency `a` is not there
 --> Cargo.toml:4:14
  |
4 | a = { path = \"../a\" }
  |              ^^^^^^ there is no `../a/Cargo.toml`
  |
  = help: correct the path, or check out the missing folder
";
    assert_eq!(load(&files), Err(expected.to_owned()));
}

#[test]
fn a_crate_without_a_root_is_shown() {
    let drawn = load(&[("Cargo.toml", "[package]\nname = \"app\"\n")]).unwrap_err();
    assert!(
        drawn.starts_with("error[L0007]: the package `app` has no `src/lib.rs`\n"),
        "{drawn}"
    );
}

#[test]
fn a_broken_manifest_is_shown() {
    let cases = [
        ("[package", "error[L0002]: Cargo.toml is not valid TOML: "),
        (
            "[workspace]",
            "error[L0002]: this Cargo.toml is a workspace without a package\n",
        ),
        ("", "error[L0002]: this Cargo.toml has no [package]\n"),
        ("[package]\n", "error[L0002]: [package] has no `name`\n"),
    ];
    for (text, expected) in cases {
        let drawn = load(&[("Cargo.toml", text)]).unwrap_err();
        assert!(drawn.starts_with(expected), "{drawn}");
    }
}

#[test]
fn crates_that_depend_on_each_other_by_path_end() {
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\n[dependencies]\na = { path = \"a\" }",
        ),
        ("src/lib.rs", ""),
        (
            "a/Cargo.toml",
            "[package]\nname = \"a\"\n[dependencies]\napp = { path = \"..\" }",
        ),
        ("a/src/lib.rs", ""),
    ];
    assert_eq!(
        dependencies(&files),
        ["app: a=a@1+default", "a: app=app@0+default"]
    );
}
