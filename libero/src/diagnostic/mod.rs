//! What is wrong with the input, as data. The prose of each problem is made where its rule lives;
//! how it is drawn is decided in [`render`].

use std::fmt;

use crate::load::{FileId, SourceSet};

pub mod explain;
pub mod nearest;
pub mod render;

/// A range of bytes in a source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// How bad it is. Anything of [`Severity::Error`] means that nothing is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Probably a mistake; the output is written.
    Warning,
    /// Worth knowing; the output is written.
    Note,
}

/// A stable number for each kind of problem: `L0012`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub u16);

/// Where the numbers of rally start.
const RALLY: u16 = 10_000;

impl Code {
    /// A number of rally, which draws its problems as libero does: `R0012`.
    pub const fn rally(number: u16) -> Self {
        Self(RALLY + number)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.checked_sub(RALLY) {
            Some(number) => write!(formatter, "R{number:04}"),
            None => write!(formatter, "L{:04}", self.0),
        }
    }
}

/// A place with a few words on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there; may be empty.
    pub text: String,
}

/// An edit that does what the help says: editors offer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced; empty where something is inserted.
    pub span: Span,
    /// What stands there then.
    pub replacement: String,
    /// Whether it is surely right.
    pub certain: bool,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of problem.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line, no full stop.
    pub title: String,
    /// Where; absent where the problem is in no Rust file.
    pub primary: Option<Label>,
    /// Other places that belong to it.
    pub secondary: Vec<Label>,
    /// How the compiler came there, from the seed to the field:
    /// `server_list_items -> Page.items -> Item.price`.
    pub trail: Vec<String>,
    /// Facts worth knowing.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// The same as an edit, where the source says exactly what to replace.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error with its place.
    pub fn error(
        code: Code,
        title: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        Self::new(
            code,
            Severity::Error,
            title,
            Some(Label {
                span,
                text: label.into(),
            }),
        )
    }

    /// A warning with its place.
    pub fn warning(
        code: Code,
        title: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        Self::new(
            code,
            Severity::Warning,
            title,
            Some(Label {
                span,
                text: label.into(),
            }),
        )
    }

    /// A note with its place.
    pub fn note_at(
        code: Code,
        title: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        Self::new(
            code,
            Severity::Note,
            title,
            Some(Label {
                span,
                text: label.into(),
            }),
        )
    }

    /// An error that is in no Rust file.
    pub fn global(code: Code, title: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, title, None)
    }

    fn new(
        code: Code,
        severity: Severity,
        title: impl Into<String>,
        primary: Option<Label>,
    ) -> Self {
        Self {
            code,
            severity,
            title: title.into(),
            primary,
            secondary: vec![],
            trail: vec![],
            notes: vec![],
            help: None,
            fix: None,
        }
    }

    /// Adds another place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Sets the trail.
    #[must_use]
    pub fn trail(mut self, trail: Vec<String>) -> Self {
        self.trail = trail;
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The help as an edit that is probably meant.
    #[must_use]
    pub fn maybe(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            span,
            replacement: replacement.into(),
            certain: false,
        });
        self
    }

    /// The help as an edit that is right wherever the help is.
    #[must_use]
    pub fn certainly(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self = self.maybe(span, replacement);
        if let Some(fix) = &mut self.fix {
            fix.certain = true;
        }
        self
    }
}

/// All that was found wrong in one run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds many.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(diagnostics);
    }

    /// Adds all of another run.
    pub fn merge(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Whether nothing may be written.
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All of them by file, place and code, each once.
    pub fn sorted(mut self, sources: &SourceSet) -> Vec<Diagnostic> {
        let key = |d: &Diagnostic| {
            let place = d.primary.as_ref().map(|label| {
                (
                    sources.display_path(label.span.file).to_owned(),
                    label.span.start,
                    label.span.end,
                )
            });
            (place, d.code, d.title.clone())
        };
        self.list.sort_by_cached_key(key);
        self.list.dedup();
        self.list
    }
}
