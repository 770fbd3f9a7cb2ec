//! What `#[cfg(…)]` says of the client: a build for wasm32 that is no test.

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Token};

/// Whether a condition holds in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Yes,
    No,
    /// A feature, for example: cargo decides, and the attribute stays.
    Unknown,
}

/// Whether these attributes keep what they stand on out of every client.
pub(super) fn is_off(attributes: &[Attribute]) -> bool {
    let conditions = attributes.iter().filter(|one| one.path().is_ident("cfg"));
    conditions
        .filter_map(|one| one.parse_args::<Meta>().ok())
        .any(|condition| is_never(&condition))
}

/// Whether a condition holds in no client.
pub(super) fn is_never(condition: &Meta) -> bool {
    decide(condition) == Holds::No
}

fn decide(condition: &Meta) -> Holds {
    match condition {
        Meta::Path(name) if name.is_ident("test") => Holds::No,
        Meta::Path(name) if name.is_ident("unix") || name.is_ident("windows") => Holds::No,
        Meta::NameValue(pair) => {
            let key = pair.path.get_ident().map(ToString::to_string);
            match (key.as_deref(), text(&pair.value)) {
                (Some("target_arch"), Some(value)) => known(value == "wasm32"),
                (Some("target_family"), Some(value)) => known(value == "wasm"),
                (Some("target_os"), Some(value)) => known(value == "unknown"),
                _ => Holds::Unknown,
            }
        }
        Meta::List(list) => {
            let inside = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            let Ok(inside) = inside else {
                return Holds::Unknown;
            };
            let inside: Vec<Holds> = inside.iter().map(decide).collect();
            combine(&list.path, &inside)
        }
        Meta::Path(_) => Holds::Unknown,
    }
}

fn combine(operator: &syn::Path, inside: &[Holds]) -> Holds {
    if operator.is_ident("not") {
        match inside {
            [Holds::Yes] => Holds::No,
            [Holds::No] => Holds::Yes,
            _ => Holds::Unknown,
        }
    } else if operator.is_ident("all") {
        strongest(inside, Holds::No, Holds::Yes)
    } else if operator.is_ident("any") {
        strongest(inside, Holds::Yes, Holds::No)
    } else {
        Holds::Unknown
    }
}

/// `decides` if there is one of it, else `Unknown` if there is one of that, else what is left.
fn strongest(inside: &[Holds], decides: Holds, otherwise: Holds) -> Holds {
    if inside.contains(&decides) {
        decides
    } else if inside.contains(&Holds::Unknown) {
        Holds::Unknown
    } else {
        otherwise
    }
}

fn known(holds: bool) -> Holds {
    if holds { Holds::Yes } else { Holds::No }
}

fn text(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_in_no_client_is_off() {
        for (condition, off) in [
            ("test", true),
            ("not(target_arch = \"wasm32\")", true),
            ("target_arch = \"wasm32\"", false),
            ("target_family = \"unix\"", true),
            ("unix", true),
            ("not(unix)", false),
            ("feature = \"admin\"", false),
            ("not(feature = \"admin\")", false),
            ("all(feature = \"admin\", test)", true),
            ("any(feature = \"admin\", test)", false),
            ("any(unix, windows)", true),
            ("all(test, madeup)", true),
            ("madeup(test)", false),
        ] {
            let item: syn::ItemFn =
                syn::parse_str(&format!("#[cfg({condition})] fn one() {{}}")).unwrap();
            assert_eq!(is_off(&item.attrs), off, "{condition}");
        }
    }
}
