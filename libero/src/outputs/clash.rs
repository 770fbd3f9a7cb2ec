//! Refuses two things that would have one name in an output, and settings that fit nothing in it.

use contract_schema::Contract;
use heck::ToLowerCamelCase;

use crate::config::{Config, Entry, Located};
use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::seal::Sealed;
use crate::targets::js::{self, Claimant, NameClash};

const NAME_CLASH: Code = Code(100);
const UNMATCHED: Code = Code(101);

/// Two exports of the JavaScript package with one name.
struct JsNameClash<'a> {
    clash: &'a NameClash,
    first: Option<Span>,
    second: Option<Span>,
}

impl From<JsNameClash<'_>> for Diagnostic {
    fn from(
        JsNameClash {
            clash,
            first,
            second,
        }: JsNameClash<'_>,
    ) -> Self {
        let title = format!(
            "two things would be named `{}` in the JavaScript SDK",
            clash.name
        );
        let Some(span) = second.or(first) else {
            return Diagnostic::global(NAME_CLASH, title);
        };
        let mut diagnostic = Diagnostic::error(NAME_CLASH, title, span, "this would be one");
        match first {
            Some(first) if second.is_some() => {
                diagnostic = diagnostic.also(first, "this would be the other");
            }
            _ => diagnostic = diagnostic.note("every SDK exports something of this name itself"),
        }
        let Some(subject) = clash.second.subject().or(clash.first.subject()) else {
            return diagnostic;
        };
        diagnostic.help(format!(
            "rename one, or say in Cargo.toml how it is to be called there:\n\
             [package.metadata.libero.names]\n\"{}\" = \"{}\"",
            subject.path,
            other_name(&clash.name, &subject.module),
        ))
    }
}

/// A name with the last segment of its module before it: `loadTask` of `pages/admin` may be
/// `adminLoadTask`.
fn other_name(name: &str, module: &str) -> String {
    let pascal = js::other_name(name, module);
    let is_type = name.chars().next().is_some_and(char::is_uppercase);
    if is_type {
        pascal
    } else {
        pascal.to_lower_camel_case()
    }
}

/// Checks what the JavaScript package would export.
pub fn check(
    sealed: &Sealed,
    config: &Config,
    options: &js::Options,
    diagnostics: &mut Diagnostics,
) {
    let place = |claimant: &Claimant| {
        let subject = claimant.subject()?;
        let (module, name) = (&subject.module, &subject.name);
        match claimant {
            Claimant::Call(_) => sealed.endpoint_span(module, name),
            _ => sealed.type_span(module, name),
        }
    };
    for clash in &js::clashes(&sealed.contract, options) {
        let (first, second) = (place(&clash.first), place(&clash.second));
        diagnostics.push(
            JsNameClash {
                clash,
                first,
                second,
            }
            .into(),
        );
    }
    unmatched(&sealed.contract, config, options, diagnostics);
}

fn unmatched(
    contract: &Contract,
    config: &Config,
    options: &js::Options,
    diagnostics: &mut Diagnostics,
) {
    let names = config.names.iter().map(|(path, _): &Entry| path);
    let settings: Vec<&Located<String>> = config.numbers.iter().chain(names).collect();
    for value in options.unmatched(contract) {
        let Some(setting) = settings.iter().find(|setting| setting.value == value) else {
            continue;
        };
        let diagnostic = Diagnostic::error(
            UNMATCHED,
            format!("`{value}` names nothing in the contract"),
            setting.span,
            "nothing by this name is carried",
        );
        diagnostics.push(match meant(contract, &value) {
            Some(meant) => diagnostic
                .help(format!("did you mean `{meant}`?"))
                .maybe(setting.span, format!("\"{meant}\"")),
            None => diagnostic.help(
                "a type is named by its Rust path, `pages::Task`; a field by its type, `pages::Task.id`",
            ),
        });
    }
}

/// The path of a type, handler or field that is nearly the one that was given.
fn meant(contract: &Contract, value: &str) -> Option<String> {
    let types = contract.types.iter().filter_map(|def| {
        let path = &def.rust.as_ref()?.path;
        Some((path, def))
    });
    let calls = contract.endpoints.iter();
    let mut known: Vec<String> = calls
        .filter_map(|call| Some(call.rust.as_ref()?.path.clone()))
        .collect();
    for (path, def) in types {
        known.push(path.clone());
        let labels = def.variants.iter().flat_map(|one| &one.field_labels);
        known.extend(labels.flatten().map(|label| format!("{path}.{label}")));
    }
    let plain = |path| str::strip_prefix(path, "crate::").unwrap_or(path);
    nearest(plain(value), known.iter().map(|path| plain(path))).map(str::to_owned)
}
