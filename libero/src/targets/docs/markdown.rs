//! Doc comments as HTML. What they hold is text and nothing else: HTML in them is shown as it was written,
//! pictures are links, and only addresses of the web and of mail are linked.

use std::borrow::Cow;
use std::collections::HashMap;

use contract_schema::Contract;
use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::names;

/// Renders doc comments; links to types and endpoints by name lead to them.
pub(super) struct Markdown {
    /// The addresses of types and endpoints by name; none where several have the name.
    targets: HashMap<String, Option<String>>,
}

impl Markdown {
    pub(super) fn new(contract: &Contract) -> Self {
        let mut targets: HashMap<String, Option<String>> = HashMap::new();
        let mut add = |name: &str, href: String| {
            let same = targets
                .entry(name.to_owned())
                .or_insert_with(|| Some(href.clone()));
            if same.as_ref() != Some(&href) {
                *same = None;
            }
        };
        for def in &contract.types {
            if def.is_made() {
                continue;
            }
            let href = names::href(&names::type_id(&def.module_path, &def.type_name));
            add(&def.type_name, href.clone());
            let rust = def
                .rust
                .as_ref()
                .map(|rust| rust.path.trim_start_matches("crate::"));
            if let Some(path) = rust.filter(|path| *path != def.type_name) {
                add(path, href);
            }
        }
        for endpoint in &contract.endpoints {
            let href = names::href(&names::call_id(endpoint));
            add(&format!("server_{}", endpoint.name), href.clone());
            add(&endpoint.name, href);
        }
        Self { targets }
    }

    /// A doc comment as blocks of HTML; empty where there is none.
    pub(super) fn render(&self, docs: Option<&str>) -> String {
        let docs = dedented(docs.unwrap_or_default());
        if docs.trim().is_empty() {
            return String::new();
        }
        let resolve = |link: BrokenLink<'_>| {
            let href = self.target(&link.reference)?;
            Some((CowStr::from(href.to_owned()), CowStr::from("")))
        };
        let parser = Parser::new_with_broken_link_callback(
            &docs,
            Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH,
            Some(resolve),
        );
        let mut links = vec![];
        let events = parser.filter_map(|event| self.harmless(event, &mut links));
        let mut text = String::new();
        html::push_html(&mut text, events);
        text.trim_end().to_owned()
    }

    fn target(&self, name: &str) -> Option<&str> {
        let name = name.trim().trim_matches('`').trim_end_matches("()");
        let name = name
            .trim_start_matches("crate::")
            .trim_start_matches("self::");
        let known = |name: &str| self.targets.get(name).and_then(Option::as_deref);
        let last = |path: &str| path.rsplit_once("::").map(|(_, last)| last.to_owned());
        // `Status::Blocked` is told of at `Status`.
        known(name)
            .or_else(|| known(name.rsplit_once("::")?.0))
            .or_else(|| known(&last(name)?))
    }

    /// An event of which nothing but text can come; `links` says of each open link whether it is one.
    fn harmless<'e>(&self, event: Event<'e>, links: &mut Vec<bool>) -> Option<Event<'e>> {
        Some(match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Heading { classes, attrs, .. }) => Event::Start(Tag::Heading {
                level: HeadingLevel::H6,
                id: None,
                classes,
                attrs,
            }),
            Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(HeadingLevel::H6)),
            Event::Start(
                Tag::Link {
                    link_type,
                    dest_url,
                    id,
                    ..
                }
                | Tag::Image {
                    link_type,
                    dest_url,
                    id,
                    ..
                },
            ) => {
                let dest_url = match self.target(&dest_url) {
                    Some(href) if !is_web(&dest_url) => CowStr::from(href.to_owned()),
                    _ => dest_url,
                };
                let is_link = is_web(&dest_url) && !links.contains(&true);
                links.push(is_link);
                if !is_link {
                    return None;
                }
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title: CowStr::from(""),
                    id,
                })
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if !links.pop().unwrap_or_default() {
                    return None;
                }
                Event::End(TagEnd::Link)
            }
            other => other,
        })
    }
}

fn is_web(address: &str) -> bool {
    ["https://", "http://", "mailto:", "#"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

/// Without the space that follows the slashes, where it was kept.
fn dedented(docs: &str) -> Cow<'_, str> {
    let is_spaced = docs
        .lines()
        .all(|line| line.is_empty() || line.starts_with(' '));
    if !is_spaced {
        return docs.into();
    }
    let lines: Vec<&str> = docs
        .lines()
        .map(|line| line.get(1..).unwrap_or(""))
        .collect();
    lines.join("\n").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(docs: &str) -> String {
        let href = "#type-board.Status".to_owned();
        let targets = HashMap::from([("Status".to_owned(), Some(href))]);
        Markdown { targets }.render(Some(docs))
    }

    #[test]
    fn nothing_but_text_comes_out_of_a_doc_comment() {
        let cases = [
            (
                "a < b & `c<d>`",
                "<p>a &lt; b &amp; <code>c&lt;d&gt;</code></p>",
            ),
            (
                "<script>alert(1)</script>",
                "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
            ),
            (
                "so <b onclick=x>bold</b>",
                "<p>so &lt;b onclick=x&gt;bold&lt;/b&gt;</p>",
            ),
            ("[x](javascript:alert(1))", "<p>x</p>"),
            (
                "![cat](https://a.b/c.png)",
                "<p><a href=\"https://a.b/c.png\">cat</a></p>",
            ),
            (
                "[![cat](https://a.b/c.png)](https://a.b)",
                "<p><a href=\"https://a.b\">cat</a></p>",
            ),
            (
                "# Title {#x .y onclick=z}",
                "<h6>Title {#x .y onclick=z}</h6>",
            ),
            (" * one\n * two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
            ("", ""),
        ];
        for (docs, html) in cases {
            assert_eq!(rendered(docs), html, "{docs}");
        }
    }

    #[test]
    fn types_are_linked_by_their_names() {
        let link = "<a href=\"#type-board.Status\">";
        for docs in [
            "[`Status`]",
            "[Status]",
            "[so](crate::board::Status)",
            "[`Status::Done`]",
        ] {
            assert!(rendered(docs).contains(link), "{docs}: {}", rendered(docs));
        }
        assert_eq!(
            rendered("[`Nothing`] is known"),
            "<p>[<code>Nothing</code>] is known</p>"
        );
    }
}
