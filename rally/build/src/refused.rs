//! What is wrong with an application.

use std::collections::BTreeSet;
use std::fmt;

use libero::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Span, render};
use libero::load::{FileId, SourceSet};

/// Why nothing was generated. `Display` draws it in rustc's manner, without colour.
#[derive(Debug)]
pub struct Refused {
    /// What is wrong, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The text of the files that were read.
    pub sources: SourceSet,
}

impl Refused {
    /// What is wrong, drawn for people.
    pub fn render(&self, color: bool) -> String {
        let mut text = String::new();
        for diagnostic in &self.diagnostics {
            text.push_str(&render::human(diagnostic, &self.sources, color));
            text.push('\n');
        }
        let is_error = |one: &&Diagnostic| one.severity == Severity::Error;
        let errors = self.diagnostics.iter().filter(is_error).count();
        let noun = if errors == 1 { "error" } else { "errors" };
        let end = format!("error: {errors} {noun}; nothing was written");
        let ends = std::iter::once(end).chain(more(&self.diagnostics));
        text + &ends.collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(false))
    }
}

impl std::error::Error for Refused {}

/// What is probably a mistake, and stops nothing.
#[derive(Debug, Default)]
pub struct Warnings {
    /// Warnings and notes, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The text of the files that were read.
    pub sources: SourceSet,
}

impl Warnings {
    /// Whether there is nothing to be told.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// All of them, drawn for people; empty where there are none.
    pub fn render(&self, color: bool) -> String {
        let drawn = self.diagnostics.iter();
        let drawn = drawn.map(|one| render::human(one, &self.sources, color));
        drawn
            .chain(more(&self.diagnostics))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// Where to read more of errors and warnings.
fn more(diagnostics: &[Diagnostic]) -> Option<String> {
    let told = diagnostics.iter();
    let told = told.filter(|one| one.severity != Severity::Note);
    let codes: BTreeSet<Code> = told.map(|one| one.code).collect();
    let codes: Vec<String> = codes.iter().map(Code::to_string).collect();
    (!codes.is_empty()).then(|| format!("for more: rally explain {}", codes.join(" ")))
}

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    pub(crate) sources: SourceSet,
    list: Diagnostics,
}

impl Problems {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Ends here if anything was refused.
    pub(crate) fn check(&mut self) -> Result<(), Refused> {
        if self.list.has_errors() {
            Err(self.refused())
        } else {
            Ok(())
        }
    }

    pub(crate) fn refused(&mut self) -> Refused {
        let sources = std::mem::take(&mut self.sources);
        Refused {
            diagnostics: std::mem::take(&mut self.list).sorted(&sources),
            sources,
        }
    }
}

/// A place in a file.
pub(crate) fn place(file: FileId, range: std::ops::Range<usize>) -> Span {
    Span {
        file,
        start: u32::try_from(range.start).unwrap_or(u32::MAX),
        end: u32::try_from(range.end).unwrap_or(u32::MAX),
    }
}

/// The stable numbers of what is refused here. Those from 100 are the shaker's.
pub(crate) mod code {
    use super::Code;

    /// A setting that is not one.
    pub(crate) const SETTING: Code = Code::rally(1);
    /// There are no pages.
    pub(crate) const NO_PAGES: Code = Code::rally(2);
    /// A module that the application does not declare.
    pub(crate) const UNDECLARED: Code = Code::rally(3);
    /// A file or folder that cannot be read.
    pub(crate) const UNREADABLE: Code = Code::rally(4);
    /// A file that somebody wrote stands where a generated one belongs.
    pub(crate) const NOT_GENERATED: Code = Code::rally(5);
    /// A crate that generated code needs is no dependency.
    pub(crate) const MANIFEST: Code = Code::rally(6);
    /// The name of a page is none.
    pub(crate) const BAD_NAME: Code = Code::rally(10);
    /// Two pages have one address.
    pub(crate) const CONFLICT: Code = Code::rally(11);
    /// A page and a folder have one name.
    pub(crate) const FILE_AND_FOLDER: Code = Code::rally(12);
    /// Two parameters of one address have one name.
    pub(crate) const SAME_PARAMETER: Code = Code::rally(13);
    /// Two pages have one name in `Route`.
    pub(crate) const SAME_VARIANT: Code = Code::rally(14);
    /// Something else answers where a page or a namespace is.
    pub(crate) const HIDDEN: Code = Code::rally(15);
    /// Something else answers where a static file is.
    pub(crate) const HIDDEN_FILE: Code = Code::rally(16);
    /// A page that is no Rust.
    pub(crate) const SYNTAX: Code = Code::rally(20);
    /// A page lacks something.
    pub(crate) const MISSING: Code = Code::rally(21);
    /// A parameter that nothing can be given for.
    pub(crate) const PARAMETER: Code = Code::rally(22);
    /// A function that returns something else.
    pub(crate) const RETURNS: Code = Code::rally(23);
    /// Something that must be public.
    pub(crate) const NOT_PUBLIC: Code = Code::rally(24);
    /// A query string that has no form.
    pub(crate) const QUERY: Code = Code::rally(25);
    /// Something in a page that does nothing.
    pub(crate) const UNUSED: Code = Code::rally(26);
    /// A handler that stands in no page.
    pub(crate) const STRAY: Code = Code::rally(27);
    /// Something generic, of which nobody says the types.
    pub(crate) const GENERIC: Code = Code::rally(28);
    /// What is loaded is not what the page takes.
    pub(crate) const DATA: Code = Code::rally(29);
    /// Markup that browsers read in another way.
    pub(crate) const MARKUP: Code = Code::rally(30);
}
