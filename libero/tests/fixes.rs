//! Edits that messages carry for editors: the source with the edit is taken, or says what is wrong next.

#![allow(missing_docs)]

use libero::diagnostic::Code;

mod support;

const CONTEXT: &str = "pub struct ServerContext;\n";

#[test]
fn the_edit_of_a_message_does_what_its_help_says() {
    let cases = [
        (
            30,
            "pub struct Author;\npub fn server_a(cx: &ServerContext) -> Result<Auhtor, ()> { todo!() }",
            "pub struct Author;\npub fn server_a(cx: &ServerContext) -> Result<Author, ()> { todo!() }",
        ),
        (
            30,
            "pub mod b { pub struct Author; }\npub fn server_a(cx: &ServerContext) -> Result<Author, ()> { todo!() }",
            "pub mod b { pub struct Author; }\npub fn server_a(cx: &ServerContext) -> Result<crate::b::Author, ()> { todo!() }",
        ),
        (
            30,
            "pub mod b { pub struct Author; }\npub fn server_a(cx: &ServerContext) -> Result<Autor, ()> { todo!() }",
            "pub mod b { pub struct Author; }\npub fn server_a(cx: &ServerContext) -> Result<crate::b::Author, ()> { todo!() }",
        ),
        (
            30,
            "pub mod b { pub struct Author; }\npub fn server_a(cx: &ServerContext) -> Result<b::Autor, ()> { todo!() }",
            "pub mod b { pub struct Author; }\npub fn server_a(cx: &ServerContext) -> Result<b::Author, ()> { todo!() }",
        ),
        (
            30,
            "pub fn server_a(cx: &ServerContext) -> Result<HashSet<String>, ()> { todo!() }",
            "pub fn server_a(cx: &ServerContext) -> Result<std::collections::HashSet<String>, ()> { todo!() }",
        ),
        (
            31,
            "pub mod a { pub struct Id; }\npub mod b { pub struct Id; }\nuse a::*;\nuse b::*;\npub fn server_a(cx: &ServerContext) -> Result<Id, ()> { todo!() }",
            "pub mod a { pub struct Id; }\npub mod b { pub struct Id; }\nuse a::*;\nuse b::*;\npub fn server_a(cx: &ServerContext) -> Result<crate::a::Id, ()> { todo!() }",
        ),
        (
            32,
            "pub enum State { Open }\npub fn server_a(cx: &ServerContext) -> Result<State::Open, ()> { todo!() }",
            "pub enum State { Open }\npub fn server_a(cx: &ServerContext) -> Result<State, ()> { todo!() }",
        ),
        (
            52,
            "pub fn server_a(title: &str, cx: &ServerContext) -> Result<(), ()> { todo!() }",
            "pub fn server_a(title: String, cx: &ServerContext) -> Result<(), ()> { todo!() }",
        ),
        (
            59,
            "#[serde(rename_al = \"camelCase\")]\npub struct A(pub u8);\npub fn server_a(cx: &ServerContext) -> Result<A, ()> { todo!() }",
            "#[serde(rename_all = \"camelCase\")]\npub struct A(pub u8);\npub fn server_a(cx: &ServerContext) -> Result<A, ()> { todo!() }",
        ),
        (
            59,
            "#[serde(rename_all = \"camelcase\")]\npub struct A(pub u8);\npub fn server_a(cx: &ServerContext) -> Result<A, ()> { todo!() }",
            "#[serde(rename_all = \"camelCase\")]\npub struct A(pub u8);\npub fn server_a(cx: &ServerContext) -> Result<A, ()> { todo!() }",
        ),
        (
            65,
            "pub mod a { pub struct A { id: u8 }\npub fn server_a(cx: &crate::ServerContext) -> Result<A, ()> { todo!() } }",
            "pub mod a { pub struct A { pub(crate) id: u8 }\npub fn server_a(cx: &crate::ServerContext) -> Result<A, ()> { todo!() } }",
        ),
        (
            81,
            "pub mod a { async fn server_a(cx: &crate::ServerContext) -> Result<u8, ()> { todo!() } }",
            "pub mod a { pub(crate) async fn server_a(cx: &crate::ServerContext) -> Result<u8, ()> { todo!() } }",
        ),
    ];
    for (code, wrong, right) in cases {
        let outcome = support::compile(&format!("{CONTEXT}{wrong}\n"));
        let [found] = &outcome.diagnostics[..] else {
            panic!("{}", outcome.text());
        };
        assert_eq!(found.code, Code(code), "{wrong}");
        let fix = found.fix.as_ref().expect(wrong);
        let mut text = outcome.sources.text(fix.span.file).to_owned();
        text.replace_range(
            fix.span.start as usize..fix.span.end as usize,
            &fix.replacement,
        );
        assert_eq!(text, format!("{CONTEXT}{right}\n"));
        let again = support::compile(&text);
        assert!(again.diagnostics.is_empty(), "{}", again.text());
    }
}
