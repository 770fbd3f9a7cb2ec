//! What must hold for the page of any contract.

use super::{Options, generate};
use crate::load;
use crate::targets::js;

const SOURCE: &str = r#"
pub struct ServerContext;
/// A thing. </script><img src=x onerror="alert(1)"> See [`Kind`].
pub struct Thing<T> {
    /// <b>Held</b>
    pub held: T,
    #[deprecated(since = "2", note = "use `held` & nothing else")]
    pub old: Option<Vec<u8>>,
}
pub enum Kind { Plain, Several(u64, String), Named { at: std::time::Duration } }
/// Loads. </textarea>
pub fn server_load(id: u64, kind: Kind, cx: &ServerContext) -> Result<Thing<Kind>, ()> { todo!() }
"#;

fn files() -> [String; 2] {
    let source = crate::Source::from_memory(&[("src/lib.rs", SOURCE)], &load::Options::default());
    let found = source
        .and_then(|source| source.scan())
        .expect("sound source");
    let options = Options {
        title: "A <title> & \"more\"".to_owned(),
        js: js::Options::default(),
    };
    let files = generate(&found.sealed.contract, &options).expect("a sound contract");
    let again = generate(&found.sealed.contract, &options).expect("a sound contract");
    assert_eq!(files, again);
    let texts: Vec<String> = files.into_iter().map(|file| file.text).collect();
    texts.try_into().expect("two files")
}

#[test]
fn nothing_that_a_contract_holds_becomes_markup() {
    let [page, _] = files();
    assert!(!page.contains("<img") && !page.contains("<b>") && !page.contains("</textarea>"));
    assert!(
        page.contains("<h1>A &#60;title&#62; &#38; &#34;more&#34;</h1>"),
        "{page}"
    );
    assert_eq!(page.matches("</script>").count(), 2);
    assert_eq!(page.matches("<script").count(), 2);
}

#[test]
fn everything_is_shown_with_what_uses_it() {
    let [page, llms] = files();
    let shown = [
        "See <a href=\"#type-test.Kind\"><code>Kind</code></a>.",
        "Deprecated since 2: use `held` &#38; nothing else",
        "Example of <code><a href=\"#type-test.Thing\">Thing</a>",
        "<a href=\"#call-test.load\">load</a> <span>argument</span>",
        "const result = await load({",
        "let answer = client::test::load(&#38;transport, &#38;request).await?;",
    ];
    for text in shown {
        let text = text.replace("test.", &format!("{}.", module(&page)));
        let text = text.replace("test::", &format!("{}::", module(&page)));
        assert!(page.contains(&text), "{text}");
    }
    assert!(
        llms.contains("`load(id: integer (u64), kind: Kind) -> Thing<Kind>`"),
        "{llms}"
    );
    assert!(llms.contains("old: Option<bytes>"), "{llms}");
}

/// The module of the crate's root.
fn module(page: &str) -> &str {
    let rest = page.split_once("id=\"call-").map_or("", |(_, rest)| rest);
    rest.split_once('.').map_or("", |(module, _)| module)
}
