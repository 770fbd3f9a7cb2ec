//! What generated code of the server's side calls.

use libero_wire::v1::Call;

use crate::page::LoadError;

/// Why there is no data, for a client that asked for it: `not-found`, `forbidden`, `redirect:/elsewhere` or `failed`. It
/// then asks for the page itself, which says more.
pub fn refusal(error: LoadError) -> String {
    match error {
        LoadError::NotFound => "not-found".to_owned(),
        LoadError::Forbidden => "forbidden".to_owned(),
        LoadError::Redirect(to) => format!("redirect:{to}"),
        LoadError::Failed(cause) => {
            tracing::error!(%cause, "the data of a page could not be loaded");
            "failed".to_owned()
        }
    }
}

/// The answer to a request where there is no function at all.
pub fn no_function(request: &[u8]) -> Vec<u8> {
    match Call::open_with(request, &libero_wire::Limits::DEFAULT) {
        Ok(call) => call.unknown_function().body,
        Err(reply) => reply.body,
    }
}
