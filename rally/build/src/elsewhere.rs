//! Addresses below that of a namespace that are not its own: those that rally answers itself, and those of
//! other namespaces. `rally::server` asks in this order.

use camino::Utf8Path;
use libero::diagnostic::Diagnostic;

use crate::config::Config;
use crate::namespace::Namespace;
use crate::refused::{Problems, code};
use crate::scan::Shape;

/// Paths that are not a namespace's own.
pub(crate) struct Elsewhere {
    /// Below the namespace's address.
    pub(crate) shape: Shape,
    /// What answers there.
    pub(crate) what: String,
}

/// What is elsewhere below an address, where there are namespaces at `bases`.
pub(crate) fn below<'b>(
    base: &str,
    bases: impl Iterator<Item = (&'b str, &'b str)>,
) -> Vec<Elsewhere> {
    let at = |path: &str| format!("{}{path}", base.trim_end_matches('/'));
    let own = |path: &str, shape: Shape, what: &str| Elsewhere {
        shape,
        what: format!("`{}` is rally's own: {what}", at(path)),
    };
    let mut found = vec![
        own("/ws", Shape::of("ws"), "the socket of calls"),
        own("/rpc", Shape::of("rpc").and_below(), "calls over HTTP"),
    ];
    if base == "/" {
        let health = "it says that the server is there";
        found.push(own("/healthz", Shape::of("healthz"), health));
        let files = "the files of clients";
        found.push(own("/_rally/", Shape::of("_rally").and_below(), files));
    }
    for (name, other) in bases {
        if let Some(rest) = other.strip_prefix(base.trim_end_matches('/'))
            && rest.starts_with('/')
            && other != base
        {
            found.push(Elsewhere {
                shape: Shape::of(rest).and_below(),
                what: format!("the namespace `{name}` begins at `{other}`"),
            });
        }
    }
    found
}

/// What is elsewhere below the address of a namespace.
pub(crate) fn of(namespace: &Namespace, all: &[Namespace]) -> Vec<Elsewhere> {
    let bases = all.iter();
    below(
        &namespace.base,
        bases.map(|one| (one.name.as_str(), one.base.as_str())),
    )
}

/// Refuses pages, namespaces and static files that nothing leads to.
pub(crate) fn check(
    dir: &Utf8Path,
    config: &Config,
    namespaces: &[Namespace],
    problems: &mut Problems,
) {
    for namespace in namespaces {
        hidden_pages(namespace, namespaces, problems);
        hides_a_namespace(namespace, namespaces, problems);
    }
    let folder = dir.join(&config.static_files);
    let mut files = vec![];
    walk(&folder, "", &mut files);
    files.sort();
    for file in files {
        if let Some(why) = hides_a_file(&file, namespaces) {
            let title = format!("nothing leads to `{}/{file}`", config.static_files);
            let help = "rename the file: one with a `.` in its name comes before pages";
            let diagnostic = Diagnostic::global(code::HIDDEN_FILE, title).note(why);
            problems.push(diagnostic.help(help));
        }
    }
}

fn hidden_pages(namespace: &Namespace, all: &[Namespace], problems: &mut Problems) {
    let elsewhere = of(namespace, all);
    for page in &namespace.pages {
        let shape = page.file.shape();
        if let Some(one) = elsewhere.iter().find(|one| one.shape.covers(&shape)) {
            let title = format!(
                "nothing leads to `src/{}/pages/{}.rs`, at `{}`",
                namespace.name,
                page.file.name,
                page.file.address(&namespace.base)
            );
            let help = "rename the page, or give the namespace another `path` in Cargo.toml";
            let diagnostic = Diagnostic::global(code::HIDDEN, title).note(&one.what);
            problems.push(diagnostic.help(help));
        }
    }
}

/// A namespace at an address that rally answers itself.
fn hides_a_namespace(namespace: &Namespace, all: &[Namespace], problems: &mut Problems) {
    let around = all.iter().map(|one| one.base.as_str()).chain(["/"]);
    let mut around: Vec<&str> = around.collect();
    around.sort_unstable();
    around.dedup();
    for base in around {
        let Some(rest) = namespace.base.strip_prefix(base.trim_end_matches('/')) else {
            continue;
        };
        // Without a site at `/` there is no socket there.
        let is_site = all.iter().any(|one| one.base == base);
        let shape = Shape::of(rest);
        let own = below(base, std::iter::empty());
        let own = own.iter().skip(if is_site { 0 } else { 2 });
        if rest.starts_with('/')
            && let Some(one) = own.into_iter().find(|one| one.shape.covers(&shape))
        {
            let title = format!(
                "the namespace `{}` cannot begin at `{}`",
                namespace.name, namespace.base
            );
            let help = format!(
                "give it another `path` in Cargo.toml: `clients = [{{ name = \"{}\", path = \"/…\" }}]` in \
                 [package.metadata.rally]",
                namespace.name
            );
            let diagnostic = Diagnostic::global(code::HIDDEN, title).note(&one.what);
            problems.push(diagnostic.help(help));
        }
    }
}

/// The files that the server would hand out, as their addresses are without the first slash.
fn walk(folder: &Utf8Path, below: &str, found: &mut Vec<String>) {
    // A folder that is not there has nothing in it.
    for entry in folder.read_dir_utf8().into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_hidden = name.starts_with('.') && !(below.is_empty() && name == ".well-known");
        if is_hidden || name.contains(['\\', ':']) {
            continue;
        }
        if entry.path().is_dir() {
            walk(entry.path(), &format!("{below}{name}/"), found);
        } else {
            found.push(format!("{below}{name}"));
        }
    }
}

/// Why a request for a file is answered by something else.
fn hides_a_file(file: &str, namespaces: &[Namespace]) -> Option<String> {
    let segments: Vec<&str> = file.split('/').collect();
    let own = below("/", std::iter::empty());
    let root = own.iter().skip(2).find(|one| one.shape.takes(&segments));
    if let Some(one) = root {
        return Some(one.what.clone());
    }
    let base_of = |namespace: &&Namespace| Shape::of(&namespace.base).and_below().takes(&segments);
    let sites = namespaces.iter().filter(base_of);
    let site = sites.max_by_key(|namespace| namespace.base.len())?;
    let depth = Shape::of(&site.base).0.len();
    let below_site = &segments[depth..];
    let own = below(&site.base, std::iter::empty());
    if let Some(one) = own.iter().find(|one| one.shape.takes(below_site)) {
        return Some(one.what.clone());
    }
    if file
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'))
    {
        return None;
    }
    let page = site
        .pages
        .iter()
        .find(|page| page.file.shape().takes(below_site))?;
    Some(format!(
        "`/{file}` is an address of the page `src/{}/pages/{}.rs`, `{}`",
        site.name,
        page.file.name,
        page.file.address(&site.base)
    ))
}
