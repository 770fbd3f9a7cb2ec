//! Headers that tell a browser what it may do.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use warp::http::header::{CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue};

/// What a document may load and run, as a Content-Security-Policy. By default all of it comes from the
/// server itself, and nothing inline runs or gives a style.
#[derive(Clone, Debug)]
pub struct Policy {
    directives: Vec<(&'static str, Vec<String>)>,
}

impl Default for Policy {
    fn default() -> Self {
        let directives = [
            ("default-src", "'self'"),
            ("script-src", "'self' 'wasm-unsafe-eval'"),
            ("img-src", "'self' data:"),
            ("object-src", "'none'"),
            ("base-uri", "'none'"),
            ("form-action", "'self'"),
            ("frame-ancestors", "'none'"),
        ];
        let directives = directives.map(|(name, sources)| {
            let sources = sources.split(' ').map(str::to_owned).collect();
            (name, sources)
        });
        Self {
            directives: directives.into(),
        }
    }
}

impl Policy {
    /// The same, and one more source for a directive: `allow("img-src", "https://images.example")`.
    ///
    /// A directive that was not there begins with `'self'`, as the default does.
    #[must_use]
    pub fn allow(mut self, directive: &'static str, source: impl Into<String>) -> Self {
        let source = source.into();
        if let Some((_, sources)) = self
            .directives
            .iter_mut()
            .find(|(name, _)| *name == directive)
        {
            sources.retain(|source| source != "'none'");
            sources.push(source);
        } else {
            let sources = vec!["'self'".to_owned(), source];
            self.directives.push((directive, sources));
        }
        self
    }

    /// The same, for documents that hold this script inline.
    #[must_use]
    pub(super) fn allow_script(self, script: &str) -> Self {
        let hash = BASE64.encode(Sha256::digest(script));
        self.allow("script-src", format!("'sha256-{hash}'"))
    }

    /// The value of the header. `None`: a source holds what no header may.
    pub(super) fn header(&self) -> Option<HeaderValue> {
        let is_clean = |source: &String| !source.contains([';', ',']);
        let mut sources = self.directives.iter().flat_map(|(_, sources)| sources);
        if !sources.all(is_clean) {
            return None;
        }
        let directives = self.directives.iter();
        let text = directives.map(|(name, sources)| format!("{name} {}", sources.join(" ")));
        HeaderValue::from_str(&text.collect::<Vec<_>>().join("; ")).ok()
    }
}

/// What every response says. A document has a policy of its own.
pub(super) fn secure(headers: &mut HeaderMap, policy: &HeaderValue, is_prod: bool) {
    let always = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ];
    for (name, value) in always {
        headers
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert_with(|| policy.clone());
    if is_prod {
        headers
            .entry("strict-transport-security")
            .or_insert(HeaderValue::from_static("max-age=31536000"));
    }
}

#[cfg(test)]
mod tests {
    use super::Policy;

    fn text(policy: &Policy) -> String {
        let header = policy.header().unwrap();
        header.to_str().unwrap().to_owned()
    }

    #[test]
    fn a_document_runs_only_what_comes_from_the_server() {
        let policy = text(&Policy::default());
        assert!(policy.starts_with("default-src 'self'; script-src 'self' 'wasm-unsafe-eval';"));
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn an_inline_script_is_allowed_by_its_hash() {
        // As `printf 'x' | openssl dgst -sha256 -binary | base64` says.
        let hash = "'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='";
        let policy = text(&Policy::default().allow_script("x"));
        assert!(policy.contains(hash), "{policy}");
    }

    #[test]
    fn sources_are_added_to_what_is_there() {
        let policy = Policy::default()
            .allow("img-src", "https://images.example")
            .allow("frame-ancestors", "https://a.example")
            .allow("connect-src", "wss://b.example");
        let policy = text(&policy);
        assert!(policy.contains("img-src 'self' data: https://images.example;"));
        assert!(policy.contains("frame-ancestors https://a.example;"));
        assert!(policy.ends_with("connect-src 'self' wss://b.example"));
    }

    #[test]
    fn a_source_cannot_end_its_directive() {
        let policy = Policy::default().allow("img-src", "x; script-src *");
        assert_eq!(policy.header(), None);
    }
}
