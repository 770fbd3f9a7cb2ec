//! What explains a contract, served beside its calls: the page for people, `contract.json` for programs such
//! as `libero call`, `openapi.json` for tools of others, `llms.txt` for language models.
//!
//! ```
//! use libero_wire::docs::{Docs, Served};
//!
//! # macro_rules! include_str { ($path:literal) => { "<!DOCTYPE html>" } }
//! static DOCS: Docs<'_> = Docs::new()
//!     .page(Served::InDevelopment, include_str!("../generated/docs/contract.html"))
//!     .contract(Served::Always, include_str!("../generated/contract.json"));
//!
//! // In the server, for a GET of any path that is not its own:
//! if let Some(file) = DOCS.get("/contract.json") {
//!     assert_eq!(file.headers[0], ("content-type", "application/json".into()));
//! }
//! ```

use std::borrow::Cow;

/// When something is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// By every build.
    Always,
    /// By builds with debug assertions, as `cargo run` makes them and `cargo build --release` does not.
    InDevelopment,
    /// Never.
    Never,
}

impl Served {
    /// Whether this build serves it.
    pub const fn is_now(self) -> bool {
        match self {
            Self::Always => true,
            Self::InDevelopment => cfg!(debug_assertions),
            Self::Never => false,
        }
    }
}

/// What libero wrote about a contract. What this build does not serve is not kept: of a constant it is not
/// even in the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Docs<'a> {
    page: Option<&'a str>,
    contract: Option<&'a str>,
    openapi: Option<&'a str>,
    llms: Option<&'a str>,
}

/// An answer, whose status is 200.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File<'a> {
    /// Names in lower case, and values. The content type is the first.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
    /// What to send.
    pub body: &'a str,
}

impl<'a> Docs<'a> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self {
            page: None,
            contract: None,
            openapi: None,
            llms: None,
        }
    }

    /// Serves `contract.html` at `/contract`, under the policy that it asks for.
    #[must_use]
    pub const fn page(mut self, when: Served, html: &'a str) -> Self {
        self.page = kept(when, html);
        self
    }

    /// Serves the contract at `/contract.json`.
    #[must_use]
    pub const fn contract(mut self, when: Served, json: &'a str) -> Self {
        self.contract = kept(when, json);
        self
    }

    /// Serves the `OpenAPI` document at `/openapi.json`.
    #[must_use]
    pub const fn openapi(mut self, when: Served, json: &'a str) -> Self {
        self.openapi = kept(when, json);
        self
    }

    /// Serves `/llms.txt`.
    #[must_use]
    pub const fn llms(mut self, when: Served, text: &'a str) -> Self {
        self.llms = kept(when, text);
        self
    }

    /// What to answer to a GET of a path, which has no query: `/contract`. None where nothing of this is
    /// there: that is the server's to answer.
    pub fn get(&self, path: &str) -> Option<File<'a>> {
        let (body, content_type) = match path {
            "/contract" => (self.page?, "text/html; charset=utf-8"),
            "/contract.json" => (self.contract?, "application/json"),
            "/openapi.json" => (self.openapi?, "application/json"),
            "/llms.txt" => (self.llms?, "text/plain; charset=utf-8"),
            _ => return None,
        };
        let mut headers: Vec<(&'static str, Cow<'static, str>)> = vec![
            ("content-type", content_type.into()),
            ("cache-control", "no-cache".into()),
            ("x-content-type-options", "nosniff".into()),
        ];
        if path == "/contract" {
            headers.push(("content-security-policy", policy(body).into()));
            headers.push(("referrer-policy", "no-referrer".into()));
        }
        Some(File { headers, body })
    }
}

const fn kept(when: Served, text: &str) -> Option<&str> {
    if when.is_now() { Some(text) } else { None }
}

/// Where the page says what it needs: the hashes of its own style and program, and calls.
const META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// The policy that the page asks for, and that nobody may frame it, which only a header can say.
fn policy(page: &str) -> String {
    let asked = page
        .split_once(META)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(policy, _)| policy)
        .filter(|policy| policy.bytes().all(|byte| matches!(byte, b' '..=b'~')));
    format!(
        "{}; frame-ancestors 'none'",
        asked.unwrap_or("default-src 'none'")
    )
}

#[cfg(test)]
mod tests {
    use super::{Docs, Served};

    const PAGE: &str = "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
                        content=\"default-src 'none'; script-src 'sha256-x'\">";
    const ALL: Docs<'_> = Docs::new()
        .page(Served::Always, PAGE)
        .contract(Served::Always, "{\"contract\":1}")
        .openapi(Served::Always, "{\"openapi\":1}")
        .llms(Served::Always, "# app");

    fn header(docs: &Docs<'_>, path: &str, name: &str) -> Option<String> {
        let file = docs.get(path)?;
        let mut found = file.headers.into_iter().filter(|(one, _)| *one == name);
        let (_, value) = found.next()?;
        assert_eq!(found.next(), None, "{name} is there twice");
        Some(value.into_owned())
    }

    #[test]
    fn each_file_is_served_at_its_path_as_what_it_is() {
        for (path, body, content_type) in [
            ("/contract", PAGE, "text/html; charset=utf-8"),
            ("/contract.json", "{\"contract\":1}", "application/json"),
            ("/openapi.json", "{\"openapi\":1}", "application/json"),
            ("/llms.txt", "# app", "text/plain; charset=utf-8"),
        ] {
            assert_eq!(ALL.get(path).map(|file| file.body), Some(body), "{path}");
            let found = ALL.get(path).expect("a file").headers;
            assert_eq!(found[0], ("content-type", content_type.into()), "{path}");
            let nosniff = header(&ALL, path, "x-content-type-options");
            assert_eq!(nosniff.as_deref(), Some("nosniff"), "{path}");
            assert_eq!(Docs::new().get(path), None, "{path}");
        }
        for path in ["/", "", "contract", "/contract/", "/contract.html", "/rpc"] {
            assert_eq!(ALL.get(path), None, "{path}");
        }
    }

    #[test]
    fn the_page_is_under_the_policy_that_it_asks_for_and_nobody_may_frame_it() {
        let name = "content-security-policy";
        assert_eq!(
            header(&ALL, "/contract", name).as_deref(),
            Some("default-src 'none'; script-src 'sha256-x'; frame-ancestors 'none'")
        );
        assert_eq!(header(&ALL, "/contract.json", name), None);
        // What asks for nothing may do nothing, and no header is split.
        for page in [
            "<p>",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"a\nb\">",
        ] {
            let docs = Docs::new().page(Served::Always, page);
            assert_eq!(
                header(&docs, "/contract", name).as_deref(),
                Some("default-src 'none'; frame-ancestors 'none'")
            );
        }
    }

    #[test]
    fn what_is_for_development_is_served_by_builds_with_debug_assertions_alone() {
        for (when, is_served) in [
            (Served::Always, true),
            (Served::InDevelopment, cfg!(debug_assertions)),
            (Served::Never, false),
        ] {
            let docs = Docs::new()
                .page(when, PAGE)
                .contract(when, "{}")
                .openapi(when, "{}")
                .llms(when, "#");
            for path in ["/contract", "/contract.json", "/openapi.json", "/llms.txt"] {
                assert_eq!(docs.get(path).is_some(), is_served, "{when:?} {path}");
            }
        }
    }
}
