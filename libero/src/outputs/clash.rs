//! Refuses two things that would have one name in an output, and settings that fit nothing in it.

use contract_schema::Contract;

use crate::config::{Config, Entry, Located};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::seal::Sealed;
use crate::targets::js::{self, NameClash};

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
        let whole = |(module, item): &(String, String)| format!("`{item}` of `{module}`");
        let mut diagnostic = match second.or(first) {
            Some(span) => Diagnostic::error(NAME_CLASH, title, span, "this would be one"),
            None => Diagnostic::global(NAME_CLASH, title),
        };
        if let (Some(first), Some(_)) = (first, second) {
            diagnostic = diagnostic.also(first, "this would be the other");
        }
        let noted = diagnostic.note(format!(
            "they are {} and {}",
            whole(&clash.first),
            whole(&clash.second)
        ));
        let (_, item) = &clash.second;
        noted.help(if item.starts_with(|first: char| first.is_uppercase()) {
            format!(
                "rename one, or give a type another name in the outputs: \
                 `[package.metadata.libero.names]` `\"crate::path::{item}\" = \"Other{item}\"`"
            )
        } else {
            "rename the function: its name without `server_`, in camelCase, is what clients call"
                .to_owned()
        })
    }
}

/// Checks what the JavaScript package would export.
pub fn check(
    sealed: &Sealed,
    config: &Config,
    options: &js::Options,
    diagnostics: &mut Diagnostics,
) {
    let place = |owner: &(String, String)| {
        sealed.type_spans.get(owner).or_else(|| {
            let (module, item) = owner;
            let name = item.strip_prefix("server_").unwrap_or(item);
            sealed
                .endpoint_spans
                .get(&(module.clone(), name.to_owned()))
        })
    };
    for clash in &js::clashes(&sealed.contract, options) {
        let clash = JsNameClash {
            clash,
            first: place(&clash.first).copied(),
            second: place(&clash.second).copied(),
        };
        diagnostics.push(clash.into());
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
        diagnostics.push(
            Diagnostic::error(
                UNMATCHED,
                format!("`{value}` names nothing in the contract"),
                setting.span,
                "nothing by this name is carried",
            )
            .help("a type is named by its Rust path, `pages::Task`; a field by its type, `pages::Task.id`"),
        );
    }
}
