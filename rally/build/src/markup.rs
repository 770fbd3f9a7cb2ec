//! Markup that browsers read in another way than it is written, so that a page cannot be adopted as the
//! server sent it: the program looks for elements that are not there, and panics.

use libero::diagnostic::Diagnostic;
use libero::load::FileId;
use libero::load::manifest::Manifest;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::contract::GENERATED;
use crate::refused::{Problems, code, place};
use crate::stray::walk;

/// Elements whose content is text to a browser that runs scripts, or a document of its own.
const CLOSED: [&str; 3] = ["noscript", "template", "iframe"];
/// Elements that do not stand in one of their own kind: the inner one is left out, or ends the outer one.
const ALONE: [&str; 3] = ["a", "button", "form"];

/// Looks through the views of the application.
pub(crate) fn check(manifest: &Manifest, problems: &mut Problems) {
    let mut files = vec![];
    walk(&manifest.dir.join("src"), &mut files);
    let generated = manifest.dir.join(GENERATED);
    files.retain(|file| !file.starts_with(&generated));
    files.sort();
    for file in files {
        // What cannot be read or parsed is told of by those who need it.
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        if !text.contains("view!") {
            continue;
        }
        let Ok(tokens) = text.parse::<TokenStream>() else {
            continue;
        };
        let mut found = vec![];
        rust(tokens, &mut vec![], &mut found);
        if found.is_empty() {
            continue;
        }
        let shown = libero::load::files::relative(&file, &manifest.workspace_dir);
        let id = problems.sources.add(shown, text.to_owned());
        for wrong in found {
            problems.push(wrong.tell(id));
        }
    }
}

/// An element that cannot stand where it does.
struct Wrong {
    outer: String,
    inner: std::ops::Range<usize>,
}

impl Wrong {
    fn tell(self, file: FileId) -> Diagnostic {
        let Self { outer, inner } = self;
        let at = place(file, inner);
        if CLOSED.contains(&outer.as_str()) {
            let title = format!("the browser sees nothing of what is in a `{outer}`");
            Diagnostic::error(code::MARKUP, title, at, "it would be looked for in vain")
                .note("a page takes over each element that the server sent")
                .help(format!(
                    "what needs no taking over: `{outer} {{ NoHydrate {{ … }} }}`"
                ))
        } else {
            let title = format!("HTML has no `{outer}` in a `{outer}`");
            Diagnostic::error(
                code::MARKUP,
                title,
                at,
                "the browser makes something else of it",
            )
            .note("a page takes over each element that the server sent, where it was sent")
            .help("put one beside the other")
        }
    }
}

/// Looks for views in Rust.
fn rust(tokens: TokenStream, around: &mut Vec<String>, found: &mut Vec<Wrong>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        if at >= 2 && is(&tokens[at - 1], '!') && name(&tokens[at - 2]) == Some("view".to_owned()) {
            children(group.stream(), around, found);
        } else {
            rust(group.stream(), around, found);
        }
    }
}

/// What stands between the braces of an element.
fn children(tokens: TokenStream, around: &mut Vec<String>, found: &mut Vec<Wrong>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        at = match name(&tokens[at]).as_deref() {
            Some("if" | "else") => {
                let block = (at..tokens.len()).find(|at| braces(&tokens[*at]).is_some());
                if let Some(group) = block.and_then(|block| braces(&tokens[block])) {
                    children(group.stream(), around, found);
                }
                block.map_or(tokens.len(), |block| block + 1)
            }
            Some("match") => {
                let block = (at..tokens.len()).find(|at| braces(&tokens[*at]).is_some());
                if let Some(group) = block.and_then(|block| braces(&tokens[block])) {
                    arms(group.stream(), around, found);
                }
                block.map_or(tokens.len(), |block| block + 1)
            }
            Some(element) => tag(element.to_owned(), &tokens, at, around, found),
            None => {
                if let TokenTree::Group(group) = &tokens[at] {
                    closed(around, group.span().byte_range(), found);
                    rust(group.stream(), around, found);
                }
                at + 1
            }
        };
    }
}

fn arms(tokens: TokenStream, around: &mut Vec<String>, found: &mut Vec<Wrong>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        if let Some(group) = braces(token)
            && at >= 1
            && is(&tokens[at - 1], '>')
        {
            children(group.stream(), around, found);
        }
    }
}

/// `element(attributes) { children }`, or a component.
fn tag(
    element: String,
    tokens: &[TokenTree],
    at: usize,
    around: &mut Vec<String>,
    found: &mut Vec<Wrong>,
) -> usize {
    let mut end = at + 1;
    while end < tokens.len() && !matches!(&tokens[end], TokenTree::Group(_)) {
        end += 1;
    }
    let is_plain = end == at + 1;
    let range = tokens[at].span().byte_range();
    // What is in there is the server's alone.
    let is_kept_out = is_plain && matches!(element.as_str(), "NoHydrate" | "NoSsr");
    if !is_kept_out {
        closed(around, range.clone(), found);
        if is_plain && ALONE.contains(&element.as_str()) && around.contains(&element) {
            let outer = element.clone();
            found.push(Wrong {
                outer,
                inner: range,
            });
        }
    }
    let mut next = end;
    if let Some(TokenTree::Group(attributes)) = tokens.get(next)
        && attributes.delimiter() == Delimiter::Parenthesis
    {
        rust(attributes.stream(), around, found);
        next += 1;
    }
    if let Some(group) = tokens.get(next).and_then(braces) {
        if !is_kept_out {
            around.push(if is_plain { element } else { String::new() });
            children(group.stream(), around, found);
            around.pop();
        }
        next += 1;
    }
    next.max(at + 1)
}

/// Refuses what stands right inside of an element that browsers do not look into.
fn closed(around: &[String], inner: std::ops::Range<usize>, found: &mut Vec<Wrong>) {
    if let Some(outer) = around
        .last()
        .filter(|outer| CLOSED.contains(&outer.as_str()))
    {
        let outer = outer.clone();
        found.push(Wrong { outer, inner });
    }
}

fn name(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    }
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn braces(token: &TokenTree) -> Option<&Group> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_reads_in_another_way_is_found() {
        for (view, expected) in [
            ("noscript { \"only text\" } p { \"x\" }", &[][..]),
            ("noscript { p { \"x\" } }", &["p"]),
            ("noscript(class=\"a\") { (text) }", &["(text)"]),
            ("noscript { NoHydrate { p { (text) } } }", &[]),
            ("noscript(dangerously_set_inner_html=\"<p>x</p>\")", &[]),
            ("div { template { Row() } }", &["Row"]),
            ("form { div { form {} } } form {}", &["form"]),
            (
                "a(href=\"/\") { (maybe.map(|x| view! { b { a {} } })) }",
                &["a"],
            ),
            ("a { \"x\" } a { \"y\" }", &[]),
            ("if a { p {} } else { noscript { b {} } }", &["b"]),
            ("match a { A => { noscript { i {} } } B => {} }", &["i"]),
            ("button(on:click=move |_| send(button(1))) { \"x\" }", &[]),
            ("(form(view! { form {} }))", &[]),
            ("rally::ui::Thing { noscript { p {} } }", &["p"]),
        ] {
            let text = format!("fn view() -> View {{ view! {{ {view} }} }}");
            let tokens = text.parse::<TokenStream>().expect("it is Rust");
            let mut found = vec![];
            rust(tokens, &mut vec![], &mut found);
            let found: Vec<&str> = found.iter().map(|one| &text[one.inner.clone()]).collect();
            assert_eq!(found, expected, "{view}");
        }
    }
}
