//! Warns where there is nothing to carry.

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::seal::Sealed;

const NOTHING: Code = Code(104);

/// Neither a handler nor a seed was found.
struct NothingCarried {
    output: Span,
}

impl From<NothingCarried> for Diagnostic {
    fn from(NothingCarried { output }: NothingCarried) -> Self {
        Diagnostic::warning(
            NOTHING,
            "there is nothing to carry: no handler was found, and no seed is named",
            output,
            "this will be all but empty",
        )
        .note("without a handler no `dispatch` is generated")
        .help(
            "a handler is a public function such as \
             `pub async fn server_hello(name: String, cx: &ServerContext) -> Result<Greeting, HelloError>`, \
             in a module that the root of the crate leads to",
        )
    }
}

/// Warns where the contract holds nothing.
pub fn check(sealed: &Sealed, config: &Config, diagnostics: &mut Diagnostics) {
    let contract = &sealed.contract;
    if !contract.endpoints.is_empty() || !contract.types.is_empty() {
        return;
    }
    let outputs = [
        &config.rust,
        &config.contract,
        &config.js,
        &config.erlang,
        &config.elixir,
        &config.json_schema,
        &config.openapi,
        &config.dts,
        &config.docs,
        &config.python,
    ];
    if let Some(output) = outputs.into_iter().flatten().next() {
        diagnostics.push(
            NothingCarried {
                output: output.span,
            }
            .into(),
        );
    }
}
