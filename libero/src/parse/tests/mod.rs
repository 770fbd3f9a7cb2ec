//! One behaviour a test, on small pieces of source.

use crate::diagnostic::{Diagnostics, render};
use crate::load::{FileId, SourceSet};
use crate::parse::cfg::CfgContext;
use crate::parse::{ParsedFile, parse};

mod attributes;
mod cfg;
mod depth;
mod direct;
mod items;

fn read(text: &str) -> ParsedFile {
    let cfg = CfgContext::new(["on".to_owned()], "x86_64-unknown-linux-gnu");
    parse(FileId(0), text, &cfg)
}

/// Source that has no mistakes.
fn clean(text: &str) -> ParsedFile {
    let parsed = read(text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    parsed
}

/// The diagnostics of a file `src/lib.rs` as a person sees them.
fn rendered(text: &str) -> String {
    let mut sources = SourceSet::default();
    sources.add("src/lib.rs", text.to_owned());
    let mut diagnostics = Diagnostics::default();
    diagnostics.extend(read(text).diagnostics);
    let drawn = diagnostics.sorted(&sources).into_iter();
    drawn
        .map(|diagnostic| render::human(&diagnostic, &sources, false))
        .collect()
}
