//! Following modules and crates: on files in memory, and once on disk.

use crate::diagnostic::{Diagnostics, render};
use crate::load::{Options, SourceSet, from_memory_with};
use crate::parse::project::{ParsedModule, Project};

mod crates;
mod disk;
mod modules;

/// Modules as an indented list, each with its types.
fn outline(module: &ParsedModule, indent: usize, text: &mut String) {
    let generated = if module.generated { " (generated)" } else { "" };
    let types = module.body.types.iter();
    let types: String = types.flat_map(|ty| [" ", &ty.name.name]).collect();
    let line = format!("{:indent$}{}{generated}{types}\n", "", module.name);
    text.push_str(&line);
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

/// The modules of a project, or what is wrong with it as a person sees it.
fn load_with(files: &[(&str, &str)], options: &Options) -> Result<String, String> {
    let (project, sources, diagnostics) = from_memory_with(files, options);
    let drawn = drawn(diagnostics, &sources);
    if drawn.is_empty() {
        Ok(tree(&project))
    } else {
        Err(drawn)
    }
}

fn load(files: &[(&str, &str)]) -> Result<String, String> {
    load_with(files, &Options::default())
}

fn drawn(diagnostics: Diagnostics, sources: &SourceSet) -> String {
    let sorted = diagnostics.sorted(sources).into_iter();
    sorted
        .map(|diagnostic| render::human(&diagnostic, sources, false))
        .collect()
}
