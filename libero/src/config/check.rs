//! Settings held against each other and against the package: what is well-formed and still wrong.

use camino::{Utf8Path, Utf8PathBuf};

use super::read::WRONG_VALUE;
use super::{Config, Located, package_names};
use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::files;
use crate::load::manifest::Manifest;
use crate::parse::target;

/// Refuses settings that cannot be meant so.
pub fn check(config: &Config, manifest: &Manifest, diagnostics: &mut Diagnostics) {
    features(config, manifest, diagnostics);
    triple(config, diagnostics);
    package_names::check(config, diagnostics);
    outputs_beside_source(config, manifest, diagnostics);
    outputs_apart(config, diagnostics);
    files_apart(config, diagnostics);
}

fn features(config: &Config, manifest: &Manifest, diagnostics: &mut Diagnostics) {
    let optional = manifest
        .dependencies
        .iter()
        .filter(|spec| spec.optional)
        .map(|spec| &spec.key);
    let known: Vec<&str> = manifest
        .features
        .keys()
        .chain(optional)
        .map(String::as_str)
        .collect();
    for feature in &config.features {
        if feature.value == "default" || known.contains(&feature.value.as_str()) {
            continue;
        }
        let title = format!("the package has no feature `{}`", feature.value);
        let diagnostic =
            Diagnostic::error(WRONG_VALUE, title, feature.span, "not among [features]");
        diagnostics.push(match nearest(&feature.value, known.iter().copied()) {
            Some(meant) => diagnostic
                .help(format!("did you mean `{meant}`?"))
                .maybe(feature.span, format!("\"{meant}\"")),
            None => diagnostic,
        });
    }
}

fn triple(config: &Config, diagnostics: &mut Diagnostics) {
    let Some(triple) = config
        .target
        .as_ref()
        .filter(|one| !target::is_known(&one.value))
    else {
        return;
    };
    let title = format!("`{}` is not a target that libero knows", triple.value);
    let label = "neither its processor nor its system is known";
    diagnostics.push(
        Diagnostic::error(WRONG_VALUE, title, triple.span, label)
            .help("a target is a triple such as `x86_64-unknown-linux-gnu`; `rustc --print target-list` lists them"),
    );
}

/// The folders that outputs fill.
fn folders(config: &Config) -> impl Iterator<Item = (&'static str, &Located<Utf8PathBuf>)> {
    let all = [
        ("rust", &config.rust),
        ("js", &config.js),
        ("elixir", &config.elixir),
        ("erlang", &config.erlang),
        ("json_schema", &config.json_schema),
        ("docs", &config.docs),
        ("python", &config.python),
    ];
    all.into_iter()
        .filter_map(|(name, path)| Some((name, path.as_ref()?)))
}

/// A folder of generated files is libero's own, so it cannot be one that holds the package.
fn outputs_beside_source(config: &Config, manifest: &Manifest, diagnostics: &mut Diagnostics) {
    let root = config.root.as_ref().map(|root| root.value.as_str());
    let root = Utf8Path::new(
        root.or(manifest.lib_path.as_deref())
            .unwrap_or("src/lib.rs"),
    );
    let source = files::normalize(root.parent().unwrap_or(Utf8Path::new("")));
    for (name, folder) in folders(config) {
        let inside = files::normalize(&folder.value);
        if !source.starts_with(&inside) {
            continue;
        }
        let title = format!("the output `{name}` needs a folder of its own");
        let label = "this folder holds the package itself";
        diagnostics.push(
            Diagnostic::error(WRONG_VALUE, title, folder.span, label).help(match name {
                "rust" => "for example `src/generated/libero`".to_owned(),
                _ => format!("for example `generated/{name}`"),
            }),
        );
    }
}

/// Each output removes what it no longer writes, so none may lie inside another.
fn outputs_apart(config: &Config, diagnostics: &mut Diagnostics) {
    for (name, inner) in folders(config) {
        for (other, outer) in folders(config) {
            let (inside, outside) = (
                files::normalize(&inner.value),
                files::normalize(&outer.value),
            );
            let same = inside == outside;
            if name == other || !inside.starts_with(&outside) || (same && name > other) {
                continue;
            }
            let title = format!("the outputs `{name}` and `{other}` need folders of their own");
            let label = format!("inside the folder of `{other}`");
            diagnostics.push(
                Diagnostic::error(WRONG_VALUE, title, inner.span, label)
                    .also(outer.span, format!("`{other}` is written here"))
                    .help("give each output its own folder: each removes files that it no longer writes"),
            );
        }
    }
}

/// No two outputs are one file.
fn files_apart(config: &Config, diagnostics: &mut Diagnostics) {
    let all = [
        ("contract", &config.contract),
        ("openapi", &config.openapi),
        ("dts", &config.dts),
    ];
    let files: Vec<_> = all
        .into_iter()
        .filter_map(|(name, path)| Some((name, path.as_ref()?)))
        .collect();
    for (index, (name, file)) in files.iter().enumerate() {
        let same = |other: &&(&str, &Located<Utf8PathBuf>)| other.1.value == file.value;
        let Some((other, first)) = files[..index].iter().find(same) else {
            continue;
        };
        let title = format!("the outputs `{other}` and `{name}` need files of their own");
        let label = format!("the file of `{other}`");
        diagnostics.push(
            Diagnostic::error(WRONG_VALUE, title, file.span, label)
                .also(first.span, format!("`{other}` is written here"))
                .help("give each output its own file"),
        );
    }
}
