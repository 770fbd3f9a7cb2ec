//! What things are called on the page, and where links lead.

use contract_schema::{Endpoint, PushType};

/// Text that is shown, as HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

/// The id of an element. There is no space in one.
fn id(kind: &str, module: &str, name: &str) -> String {
    let id = format!("{kind}-{module}.{name}");
    id.replace(|c: char| c.is_whitespace() || c.is_control(), "_")
}

pub(super) fn call_id(endpoint: &Endpoint) -> String {
    id("call", &endpoint.module, &endpoint.name)
}

pub(super) fn push_id(push: &PushType) -> String {
    let name = format!("{}.{}", push.type_module, push.type_name);
    id("push", &push.module, &name)
}

pub(super) fn type_id(module: &str, name: &str) -> String {
    id("type", module, name)
}

/// The address of an element of the page.
pub(super) fn href(id: &str) -> String {
    let mut href = String::with_capacity(id.len() + 1);
    href.push('#');
    for c in id.chars() {
        match c {
            '%' => href.push_str("%25"),
            '"' => href.push_str("%22"),
            '<' => href.push_str("%3C"),
            '>' => href.push_str("%3E"),
            '`' => href.push_str("%60"),
            '\\' => href.push_str("%5C"),
            '^' => href.push_str("%5E"),
            '{' => href.push_str("%7B"),
            '|' => href.push_str("%7C"),
            '}' => href.push_str("%7D"),
            '#' => href.push_str("%23"),
            c => href.push(c),
        }
    }
    href
}
