//! Deciding `cfg`.

use std::collections::BTreeSet;

use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Token, parenthesized};

use crate::parse::target;

/// What is on while one crate is read.
#[derive(Clone, Debug, Default)]
pub struct CfgContext {
    /// Names that are on by themselves: `unix`, `debug_assertions`.
    names: BTreeSet<String>,
    /// Pairs that are on: `target_os = "linux"`.
    pairs: BTreeSet<(String, String)>,
    triple: String,
}

/// Names and keys whose value is known, so that nothing is said when they are off.
const KNOWN: [&str; 25] = [
    "clippy",
    "debug_assertions",
    "doc",
    "docsrs",
    "doctest",
    "feature",
    "miri",
    "overflow_checks",
    "panic",
    "proc_macro",
    "rustfmt",
    "target_abi",
    "target_arch",
    "target_endian",
    "target_env",
    "target_family",
    "target_feature",
    "target_has_atomic",
    "target_os",
    "target_pointer_width",
    "target_vendor",
    "test",
    "true",
    "unix",
    "windows",
];

impl CfgContext {
    /// A debug build (not a test) with these features, for a target triple such as
    /// `wasm32-unknown-unknown`.
    pub fn new(features: impl IntoIterator<Item = String>, triple: &str) -> Self {
        let mut context = Self {
            triple: triple.to_owned(),
            ..Self::default()
        };
        for name in ["debug_assertions", "overflow_checks", "true"] {
            context.names.insert(name.to_owned());
        }
        for feature in features {
            context.pairs.insert(("feature".to_owned(), feature));
        }
        target::switch_on(triple, &mut context);
        context
    }

    /// A debug build without features for the machine that libero runs on.
    pub fn host() -> Self {
        Self::new([], &target::host_triple())
    }

    pub(super) fn name(&mut self, name: &str) {
        self.names.insert(name.to_owned());
    }

    pub(super) fn pair(&mut self, key: &str, value: &str) {
        self.pairs.insert((key.to_owned(), value.to_owned()));
    }

    /// Whether a table `[target.'…']` of Cargo.toml applies: `cfg(…)` or a triple.
    pub(crate) fn applies_to_target(&self, condition: &str) -> bool {
        let Some(inside) = condition.strip_prefix("cfg") else {
            return condition == self.triple;
        };
        let decide = |input: ParseStream<'_>| {
            let inside;
            parenthesized!(inside in input);
            self.decide(&inside, &mut BTreeSet::new())
        };
        decide.parse_str(inside).unwrap_or(false)
    }

    /// Reads and decides a condition; what is not known is off and goes into `assumed_off`.
    pub(super) fn decide(
        &self,
        input: ParseStream<'_>,
        assumed_off: &mut BTreeSet<String>,
    ) -> syn::Result<bool> {
        let name = input.call(syn::Ident::parse_any)?.to_string();
        if input.peek(syn::token::Paren) {
            let inside;
            parenthesized!(inside in input);
            return self.combine(&name, &inside, assumed_off);
        }
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            let value = input.parse::<LitStr>()?.value();
            return Ok(self.is_pair_on(name, value, assumed_off));
        }
        Ok(self.is_name_on(&name, assumed_off))
    }

    /// `unix`
    pub(super) fn is_name_on(&self, name: &str, assumed_off: &mut BTreeSet<String>) -> bool {
        if name != "false" && !KNOWN.contains(&name) {
            assumed_off.insert(name.to_owned());
        }
        self.names.contains(name)
    }

    /// `target_os = "linux"`
    pub(super) fn is_pair_on(
        &self,
        name: String,
        value: String,
        assumed_off: &mut BTreeSet<String>,
    ) -> bool {
        if !KNOWN.contains(&name.as_str()) {
            assumed_off.insert(format!("{name} = \"{value}\""));
        }
        self.pairs.contains(&(name, value))
    }

    fn combine(
        &self,
        name: &str,
        inside: ParseStream<'_>,
        assumed_off: &mut BTreeSet<String>,
    ) -> syn::Result<bool> {
        if !matches!(name, "any" | "all" | "not") {
            let rest: proc_macro2::TokenStream = inside.parse()?;
            assumed_off.insert(format!("{name}({rest})"));
            return Ok(false);
        }
        let mut values = vec![];
        while !inside.is_empty() {
            values.push(self.decide(inside, assumed_off)?);
            if !inside.is_empty() {
                inside.parse::<Token![,]>()?;
            }
        }
        match (name, values.as_slice()) {
            ("any", values) => Ok(values.contains(&true)),
            ("all", values) => Ok(!values.contains(&false)),
            (_, [value]) => Ok(!value),
            _ => Err(inside.error("`not` takes exactly one condition")),
        }
    }
}
