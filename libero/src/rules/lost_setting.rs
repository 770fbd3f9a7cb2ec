//! Settings that name nothing.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::graph::{Lost, Setting};

/// The code of settings that name nothing.
pub const CODE: Code = Code(82);

/// A setting that names nothing, and where it was written, if that is known.
struct LostSetting<'a> {
    lost: &'a Lost,
    place: Option<Span>,
}

impl From<LostSetting<'_>> for Diagnostic {
    fn from(LostSetting { lost, place }: LostSetting<'_>) -> Self {
        let text = &lost.text;
        let title = match lost.setting {
            Setting::Seed => format!("the seed `{text}` does not exist"),
            Setting::Push => format!("the push type `{text}` does not exist"),
            Setting::SsrModel => format!("the SSR model `{text}` does not exist"),
            Setting::Inject => format!("the injected type `{text}` does not exist"),
            Setting::ReadOnly => format!("the read_only pattern `{text}` matches no handler"),
            Setting::Pin => format!("the pin of `{text}` matches no type"),
            Setting::MappedType => format!("the mapped type `{text}` does not exist"),
            Setting::Proxy => {
                format!("the type `{text}`, to which another is mapped, does not exist")
            }
            Setting::Borrowed => format!("the borrowed type `{text}` does not exist"),
            Setting::Mirror => format!("`{text}` cannot be borrowed"),
            Setting::Endpoint => format!("the endpoint function `{text}` does not exist"),
        };
        let label = match lost.instead {
            Some(reason) if lost.setting == Setting::Mirror => reason,
            _ => "nothing has this name",
        };
        let mut diagnostic = match place {
            Some(span) => Diagnostic::error(CODE, title, span, label),
            None => Diagnostic::global(CODE, title),
        };
        if lost.setting == Setting::Mirror {
            return match place {
                Some(_) => diagnostic,
                None => diagnostic.note(label),
            };
        }
        if let Some(instead) = lost.instead {
            diagnostic = diagnostic.note(format!("there is {instead} of this name"));
        }
        match &lost.suggestion {
            Some(suggestion) => {
                let diagnostic = diagnostic.help(format!("did you mean `{suggestion}`?"));
                match place {
                    Some(span) => diagnostic.maybe(span, format!("\"{suggestion}\"")),
                    None => diagnostic,
                }
            }
            None if lost.setting == Setting::ReadOnly => diagnostic
                .help("patterns are names without `server_`: `load_*`, `pages::home::load_*`"),
            None => diagnostic.help(
                "paths begin at the root of the crate: `pages::home::Task`, `shared::Article`",
            ),
        }
    }
}

/// Refuses settings that name nothing.
pub fn check(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) {
    let lost = graph.lost.iter().map(|lost| {
        let place = graph.input.places.get(&lost.text).copied();
        Diagnostic::from(LostSetting { lost, place })
    });
    diagnostics.extend(lost);
}
