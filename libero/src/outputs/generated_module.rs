//! Where the generated Rust module stands in the crate.

use camino::Utf8PathBuf;

use crate::config::{Config, Located};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::parse::project::{ParsedModule, Project};
use crate::resolve::Input;

const UNDECLARED: Code = Code(102);
const NO_RUN_TIME: Code = Code(103);

/// No `mod` of the crate leads to the folder that libero writes.
struct Undeclared<'a> {
    folder: &'a Located<Utf8PathBuf>,
    path: &'a [String],
}

impl From<Undeclared<'_>> for Diagnostic {
    fn from(Undeclared { folder, path }: Undeclared<'_>) -> Self {
        let declaration =
            path.iter()
                .rev()
                .enumerate()
                .fold(String::new(), |inner, (depth, name)| match depth {
                    0 => format!("pub mod {name};"),
                    _ => format!("mod {name} {{ {inner} }}"),
                });
        Diagnostic::warning(
            UNDECLARED,
            "the generated module is declared nowhere, so nothing uses it",
            folder.span,
            "no `mod` of the crate leads here",
        )
        .help(format!("add to the root of the crate: `{declaration}`"))
    }
}

/// Warns where generated Rust would not find what it imports.
pub fn check_run_time(config: &Config, project: &Project, diagnostics: &mut Diagnostics) {
    let (Some(folder), Some(compiled)) = (&config.rust, project.crates.first()) else {
        return;
    };
    let mut dependencies = compiled.dependencies.iter();
    if dependencies.any(|dependency| dependency.name == "libero_wire") {
        return;
    }
    let mut dependencies = compiled.dependencies.iter();
    let renamed = dependencies.find(|dependency| dependency.package == "libero-wire");
    let help = match renamed {
        Some(dependency) => format!(
            "generated code names it `libero_wire`: in Cargo.toml, give `{}` its own name back",
            dependency.name
        ),
        None => "run `cargo add libero-wire`".to_owned(),
    };
    diagnostics.push(
        Diagnostic::warning(
            NO_RUN_TIME,
            "the generated module imports `libero_wire`, and the crate has no such dependency",
            folder.span,
            "written here",
        )
        .help(help),
    );
}

/// The path of the module that libero writes, below the crate's root: where the source declares it,
/// else where its folder would put it.
pub fn find(config: &Config, project: &Project, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut declared = vec![];
    if project
        .crates
        .first()
        .is_some_and(|compiled| search(&compiled.root, &mut declared))
    {
        return declared;
    }
    let Some(folder) = &config.rust else {
        return Input::default().generated_module;
    };
    let path: Vec<String> = folder
        .value
        .iter()
        .filter(|part| *part != "src")
        .map(str::to_owned)
        .collect();
    if !diagnostics.has_errors() {
        diagnostics.push(
            Undeclared {
                folder,
                path: &path,
            }
            .into(),
        );
    }
    path
}

fn search(module: &ParsedModule, path: &mut Vec<String>) -> bool {
    module.children.iter().any(|child| {
        path.push(child.name.clone());
        let found = child.generated || search(child, path);
        if !found {
            path.pop();
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Span, render};
    use crate::load::{self, Options};

    fn folder(sources: &load::SourceSet) -> Config {
        let file = load::FileId(u32::try_from(sources.paths().count()).expect("few files") - 1);
        let span = Span {
            file,
            start: 0,
            end: 3,
        };
        let value = Utf8PathBuf::from("src/generated/libero");
        Config {
            rust: Some(Located { value, span }),
            ..Config::default()
        }
    }

    #[test]
    fn a_module_that_is_declared_is_found_where_it_stands() {
        let options = Options {
            generated: Some("src/generated/libero".into()),
            ..Options::default()
        };
        let files = [("src/lib.rs", "mod generated { pub mod libero; }")];
        let (project, sources, mut diagnostics) = load::from_memory_with(&files, &options);
        let path = find(&folder(&sources), &project, &mut diagnostics);
        assert_eq!(path, ["generated", "libero"]);
        assert!(diagnostics.sorted(&sources).is_empty());
    }

    #[test]
    fn a_crate_without_the_run_time_is_warned_about() {
        let (project, sources, mut diagnostics) = load::from_memory(&[("src/lib.rs", "")]);
        check_run_time(&folder(&sources), &project, &mut diagnostics);
        let warnings = diagnostics.sorted(&sources);
        let text = render::human(&warnings[0], &sources, false);
        assert!(text.contains("run `cargo add libero-wire`"), "{text}");
    }

    #[test]
    fn a_module_that_is_declared_nowhere_is_warned_about() {
        let (project, sources, mut diagnostics) = load::from_memory(&[("src/lib.rs", "mod a {}")]);
        find(&folder(&sources), &project, &mut diagnostics);
        let warnings = diagnostics.sorted(&sources);
        let text = render::human(&warnings[0], &sources, false);
        assert!(
            text.contains("add to the root of the crate: `mod generated { pub mod libero; }`"),
            "{text}"
        );
    }
}
