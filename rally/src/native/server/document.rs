//! The text of a document.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::dev;
use super::manifest::Client;
use crate::native::ssr::Rendered;
use crate::protocol::CALL_BYTES;

/// Keeps what a person does until the client has started. The only script that stands inline.
pub(super) const PRELUDE: &str = include_str!("../js/prelude.js");

/// What documents of a server have in common.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) lang: String,
    pub(super) stylesheets: Vec<String>,
    pub(super) icon: String,
    /// The bytes of a call that the server takes.
    pub(super) call_bytes: usize,
    /// Whether they hold the development tools.
    pub(super) is_dev: bool,
}

/// What a client begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start<'a> {
    pub(super) client: &'a Client,
    pub(super) context: &'a [u8],
    pub(super) data: Option<&'a [u8]>,
}

/// Writes a document. Without a start nothing happens in it, besides what HTML does.
pub(super) fn write(frame: &Frame, page: &Rendered, start: Option<Start<'_>>) -> String {
    let mut out = Out(String::with_capacity(page.html.len() + 4096));
    out.raw("<!doctype html>\n<html lang=\"").text(&frame.lang);
    out.raw("\">\n<head>\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<title>")
        .text(&page.head.title)
        .raw("</title>\n");
    let description = ("description".to_owned(), page.head.description.clone());
    for (name, content) in std::iter::once(&description).chain(&page.head.meta) {
        if !content.is_empty() {
            out.meta(name, content);
        }
    }
    out.raw("<link rel=\"icon\" href=\"").text(&frame.icon);
    out.raw("\">\n");
    let built = start.iter().flat_map(|start| &start.client.css);
    let built = built.map(|name| format!("/_rally/{name}"));
    for href in frame.stylesheets.iter().cloned().chain(built) {
        out.raw("<link rel=\"stylesheet\" href=\"").text(&href);
        out.raw("\">\n");
    }
    if let Some(Start { client, .. }) = start {
        out.raw("<script>").raw(PRELUDE).raw("</script>\n");
        if let Some(bindings) = &client.bindings {
            out.raw("<link rel=\"modulepreload\" href=\"/_rally/");
            out.text(bindings).raw("\">\n");
        }
        if let Some(wasm) = &client.wasm {
            out.raw("<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"/_rally/");
            out.text(wasm).raw("\">\n");
        }
        // In the head: it is fetched at once, and runs when the document is complete.
        out.raw("<script type=\"module\" src=\"/_rally/");
        out.text(&client.js).raw("\"></script>\n");
    }
    if frame.is_dev {
        out.raw("<script defer src=\"").raw(dev::SCRIPT);
        out.raw("\" data-rally-dev data-events=\"").raw(dev::EVENTS);
        if let Some(contract) = start.and_then(|start| start.client.contract.as_ref()) {
            out.raw("\" data-contract=\"/_rally/").text(contract);
        }
        out.raw("\"></script>\n");
    }
    out.raw("</head>\n<body>\n<div id=\"rally-app\"");
    if frame.call_bytes != CALL_BYTES as usize {
        let limit = frame.call_bytes.to_string();
        out.raw(" data-call-bytes=\"").raw(&limit).raw("\"");
    }
    out.raw(">").raw(&page.html).raw("</div>\n");
    if let Some(Start { context, data, .. }) = start {
        out.flags("rally-context", context);
        if let Some(data) = data {
            out.flags("rally-data", data);
        }
    }
    out.raw("</body>\n</html>\n");
    out.0
}

/// The error page where nothing of the application can be used.
pub(super) fn plain_error(frame: &Frame, trace_id: &str) -> String {
    let mut out = Out(String::new());
    out.raw("<h1>Something went wrong</h1><p>It is in the server's log under <code>");
    out.text(trace_id).raw("</code>.</p>");
    let head = crate::head::Head::title("Something went wrong").meta("robots", "noindex");
    write(frame, &Rendered { html: out.0, head }, None)
}

struct Out(String);

impl Out {
    fn raw(&mut self, html: &str) -> &mut Self {
        self.0.push_str(html);
        self
    }

    /// As text, or as the value of an attribute in quotes.
    fn text(&mut self, text: &str) -> &mut Self {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            self.raw(&rest[..at]);
            self.raw(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            });
            rest = &rest[at + 1..];
        }
        self.raw(rest)
    }

    /// The client knows these by their mark, and changes them with the page.
    fn meta(&mut self, name: &str, content: &str) {
        let key = if name.contains(':') {
            "property"
        } else {
            "name"
        };
        self.raw("<meta ").raw(key).raw("=\"").text(name);
        self.raw("\" content=\"").text(content);
        self.raw("\" data-rally>\n");
    }

    /// Bytes, in letters that mean nothing to HTML.
    fn flags(&mut self, id: &str, bytes: &[u8]) {
        self.raw("<script type=\"application/x-libero\" id=\"")
            .raw(id);
        self.raw("\">");
        BASE64.encode_string(bytes, &mut self.0);
        self.raw("</script>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, PRELUDE, Start, plain_error, write};
    use crate::head::Head;
    use crate::native::server::manifest::Client;
    use crate::native::ssr::Rendered;
    use crate::protocol::CALL_BYTES;

    const EVIL: &str = "</script><script>alert('1')</script>\"&";

    fn frame() -> Frame {
        Frame {
            lang: "en".to_owned(),
            stylesheets: vec!["/style.css".to_owned()],
            icon: "data:,".to_owned(),
            call_bytes: CALL_BYTES as usize,
            is_dev: false,
        }
    }

    fn client() -> Client {
        Client {
            js: "public-1.js".to_owned(),
            bindings: Some("public-4.js".to_owned()),
            wasm: Some("public-2.wasm".to_owned()),
            contract: None,
            css: vec!["public-3.css".to_owned()],
        }
    }

    fn page(title: &str) -> Rendered {
        let head = Head::title(title)
            .description(title)
            .meta("og:title", title)
            .meta("author", title);
        let html = "<p>hello</p>".to_owned();
        Rendered { html, head }
    }

    #[test]
    fn what_a_page_says_of_itself_is_no_html() {
        let text = write(&frame(), &page(EVIL), None);
        assert!(!text.contains("<script"), "{text}");
        let escaped = "&lt;/script&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;";
        assert_eq!(text.matches(escaped).count(), 4, "{text}");
        assert!(text.contains("<meta property=\"og:title\""));
        assert!(text.contains("<meta name=\"author\""));
    }

    #[test]
    fn data_cannot_end_its_element() {
        let start = Start {
            client: &client(),
            context: EVIL.as_bytes(),
            data: Some(EVIL.as_bytes()),
        };
        let text = write(&frame(), &page("Home"), Some(start));
        let scripts = text.matches("</script>").count();
        assert_eq!(scripts, 4, "prelude, module, context and data: {text}");
        assert!(text.contains("id=\"rally-data\">PC9zY3JpcHQ"), "{text}");
        assert!(!PRELUDE.contains("</script"));
    }

    #[test]
    fn without_a_client_no_script_keeps_clicks_for_one() {
        let text = write(&frame(), &page("Home"), None);
        assert!(text.contains("<div id=\"rally-app\"><p>hello</p></div>"));
        assert!(!text.contains("<script"));
        assert!(text.contains("<link rel=\"stylesheet\" href=\"/style.css\">"));
    }

    #[test]
    fn a_limit_of_calls_is_told_where_it_is_another_one() {
        let mut frame = frame();
        assert!(!write(&frame, &page("Home"), None).contains("data-call-bytes"));
        frame.call_bytes = 5_000;
        let text = write(&frame, &page("Home"), None);
        let element = "<div id=\"rally-app\" data-call-bytes=\"5000\"><p>";
        assert!(text.contains(element), "{text}");
    }

    #[test]
    fn an_error_page_tells_the_trace_id() {
        let text = plain_error(&frame(), "a1");
        assert!(text.contains("<code>a1</code>"));
    }
}
