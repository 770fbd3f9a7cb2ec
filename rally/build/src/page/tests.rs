use camino::Utf8Path;

use super::*;
use crate::scan::Segment;

/// Reads a page `teams/id_` from its text.
fn page(text: &str) -> Result<Page, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = Utf8Path::from_path(folder.path())
        .expect("UTF-8")
        .join("id_.rs");
    std::fs::write(&path, text).expect("a file");
    let file = PageFile {
        name: "teams/id_".to_owned(),
        modules: vec!["teams".to_owned(), "id_".to_owned()],
        segments: vec![
            Segment::Static("teams".to_owned()),
            Segment::Dynamic {
                kind: Kind::Number,
                name: "id".to_owned(),
            },
        ],
        variant: "TeamsId".to_owned(),
    };
    let mut problems = Problems::default();
    let page = read(
        file,
        &path,
        Utf8Path::new("pages/teams/id_.rs"),
        &mut problems,
    );
    match problems.check() {
        Ok(()) => Ok(page.expect("a page, where nothing is wrong")),
        Err(refused) => Err(refused.to_string()),
    }
}

#[test]
fn functions_take_what_they_need() {
    let text = "
pub struct Model;
pub enum Msg { A }
pub async fn load(_cx: &ServerContext, id: i64) -> Result<Data, LoadError> { todo!() }
pub fn init_loaded(cx: &ClientContext, _id: i64, found: Data) -> (Model, Effect<Msg>) { todo!() }
pub fn init(id: i64) -> Model { todo!() }
pub fn update(model: &mut Model, msg: Msg) {}
pub fn view(model: ReadSignal<Model>, send: Dispatch<Msg>) -> View { todo!() }
pub fn title(model: &Model) -> String { todo!() }
pub async fn server_save(cx: &ServerContext, id: i64) -> Result<(), String> { todo!() }
";
    let page = page(text).expect("it is sound");
    let args = |function: &Option<Function>| function.as_ref().map(|one| one.args.clone());
    let id = Arg::Param("id".to_owned());
    let context = Arg::ServerContext(function::Pass::Ref);
    assert_eq!(args(&page.load), Some(vec![context, id.clone()]));
    assert_eq!(
        args(&page.init_loaded),
        Some(vec![Arg::Context, id.clone(), Arg::Data])
    );
    assert_eq!(args(&page.init), Some(vec![id]));
    assert_eq!(args(&page.view), Some(vec![Arg::Model, Arg::Send]));
    assert_eq!(page.handlers, ["server_save"]);
    let gives = |function: &Option<Function>| function.as_ref().map(|one| one.gives);
    assert_eq!(gives(&page.init), Some(Gives::Part));
    assert_eq!(gives(&page.update), Some(Gives::Part));
    assert_eq!(gives(&page.load), Some(Gives::Fallible));
}

#[test]
fn a_page_without_a_model_is_a_view_of_its_address() {
    let page = page("pub fn view(id: i64) -> View { todo!() }").expect("it is sound");
    assert!(!page.has_model && !page.has_msg);
    let view = page.view.expect("it is there");
    assert_eq!(view.args, [Arg::Param("id".to_owned())]);
}

#[test]
fn what_cannot_be_called_is_refused_with_what_to_write() {
    let cases = [
        ("", "the page `teams/id_.rs` has no `view`"),
        ("fn view() -> View { todo!() }", "write `pub` before it"),
        ("pub fn view() {}", "it returns `View`"),
        ("pub fn view(name: String) -> View { todo!() }", "`id: i64`"),
        (
            "pub fn view(id: u64) -> View { todo!() }",
            "nothing can be given for this",
        ),
        (
            "pub fn view(id: i64, _id: i64) -> View { todo!() }",
            "asks for the same twice",
        ),
        (
            "pub async fn view() -> View { todo!() }",
            "nobody waits for it",
        ),
        ("pub fn view( -> View", "this `(` is never closed"),
        (
            "pub fn view() -> View { a(b }",
            "this `}` does not close the `(` before it",
        ),
        ("pub fn view() => View {}", "is not Rust: expected"),
        ("pub fn view<T>() -> View { todo!() }", "`view` is generic"),
        (
            "pub use super::other::view;",
            "`view` stands in another file, where rally does not see",
        ),
        ("use super::other::view;", "has no `view`"),
        (
            "pub fn one() -> u32 { 1 }",
            "what is none belongs elsewhere",
        ),
        (
            "pub fn view(cx: &ServerContext) -> View { todo!() }",
            "a `ServerContext` is on the server",
        ),
        ("struct Model;", "`Model` is private"),
    ];
    for (text, expected) in cases {
        let refusal = page(text).expect_err("it is wrong");
        assert!(refusal.contains(expected), "{text}: {refusal}");
        assert!(refusal.contains("pages/teams/id_.rs"), "{refusal}");
    }
}

#[test]
fn what_does_not_belong_together_is_refused_with_what_to_write() {
    let view = "pub fn view() -> View { todo!() }";
    let with_view = [
        ("pub struct Model;", "nothing makes the `Model`"),
        ("pub enum Msg {}", "nothing in `teams/id_.rs` takes a `Msg`"),
        (
            "pub fn init() -> Model { todo!() }",
            "has `init`, and no `Model`",
        ),
        (
            "pub fn load() -> Data { todo!() }",
            "takes what `load` gives",
        ),
        (
            "pub fn load() -> Result<Data, String> { todo!() }",
            "`Result<Data, LoadError>`",
        ),
        (
            "pub fn load(cx: &ClientContext) -> Data { todo!() }",
            "`cx: &ServerContext`",
        ),
        ("fn server_save() {}", "`server_save` is private"),
        (
            "pub struct Query { pub page: u32 }",
            "not Clone, Debug, PartialEq",
        ),
        (
            "#[derive(Clone, Debug, PartialEq)] pub struct Query { page: u32 }",
            "a field that is private",
        ),
        (
            "#[derive(Clone, Debug, PartialEq)] pub struct Query(pub u32);",
            "have no names",
        ),
        (
            "#[derive(Clone, Debug, PartialEq)] pub struct Query { pub near: Option<f64> }",
            "a query string cannot hold this",
        ),
        (
            "#[derive(Clone, Debug, PartialEq)] pub struct Query { pub by: Sort } pub enum Sort { A }",
            "it has no form in addresses",
        ),
    ];
    for (text, expected) in with_view {
        let refusal = page(&format!("{text}\n{view}")).expect_err("it is wrong");
        assert!(refusal.contains(expected), "{text}: {refusal}");
    }
}

#[test]
fn functions_of_a_model_take_it() {
    let model = "pub struct Model; pub fn init() -> Model { todo!() }";
    let sound = "use data::load; pub fn view() -> View { todo!() }";
    assert!(
        page(sound).is_ok(),
        "an import of its own is none of its functions"
    );
    let with_model = [
        (
            "pub fn init() -> (Model, Option<Msg>) { todo!() }",
            "it returns `(Model, Effect<Msg>)`",
        ),
        (
            "pub fn init_loaded(a: Data, b: Data) -> Model { todo!() }",
            "asks for the same twice",
        ),
        (
            "pub fn update(model: &Model, msg: Msg) {}",
            "`model: &mut Model`, `msg: Msg`",
        ),
        (
            "pub fn head(model: &Model, id: i64) -> Head { todo!() }",
            "`model: &Model`",
        ),
        (
            "pub fn title(model: &Model) -> u8 { todo!() }",
            "it returns `String`",
        ),
    ];
    for (text, expected) in with_model {
        let refusal = page(&format!("{text}\n{model}")).expect_err("it is wrong");
        assert!(refusal.contains(expected), "{text}: {refusal}");
    }
}
