//! Functions that look like handlers and are none: two of three signs (visible, a `ServerContext`,
//! a `Result`) are there.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::graph::Lacks;

/// The code of [`Missed`].
pub const CODE: Code = Code(81);

/// A function that lacks one sign.
pub struct Missed {
    name: String,
    lacks: Lacks,
    is_async: bool,
    span: Span,
    signature: Span,
}

impl From<Missed> for Diagnostic {
    fn from(missed: Missed) -> Self {
        let Missed { name, is_async, .. } = &missed;
        let keyword = if *is_async { "async fn" } else { "fn" };
        let (label, help) = match missed.lacks {
            Lacks::Visibility => (
                "private".to_owned(),
                format!("to let clients call it: `pub(crate) {keyword} {name}`"),
            ),
            Lacks::Context => (
                "takes no `ServerContext`".to_owned(),
                "to let clients call it, add a parameter `cx: &ServerContext`".to_owned(),
            ),
            Lacks::Name => (
                "nothing comes after `server_`".to_owned(),
                "to let clients call it, name what it does, as in `server_load_title`".to_owned(),
            ),
            Lacks::Result => (
                "returns no `Result`".to_owned(),
                "to let clients call it, return `Result<T, E>`; `Result<T, ()>` where nothing can \
                 go wrong"
                    .to_owned(),
            ),
        };
        let diagnostic = Diagnostic::warning(
            CODE,
            format!("`{name}` is not a handler"),
            missed.span,
            label,
        )
        .help(format!(
            "{help}; otherwise begin its name with something else than `server_`"
        ));
        match missed.lacks {
            Lacks::Visibility => {
                let before = Span {
                    end: missed.signature.start,
                    ..missed.signature
                };
                diagnostic.maybe(before, "pub(crate) ")
            }
            _ => diagnostic,
        }
    }
}

/// Warns of near misses.
pub fn check(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) {
    let missed = graph.near_misses.iter().map(|miss| Missed {
        name: miss.function.name.name.clone(),
        lacks: miss.lacks.clone(),
        is_async: miss.function.is_async,
        span: miss.function.name.span,
        signature: miss.function.span,
    });
    diagnostics.extend(missed.map(Diagnostic::from));
}
