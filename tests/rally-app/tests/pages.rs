//! Pages as the server shows them first.

use std::sync::Arc;

use rally::app::App as _;
use rally::page::LoadError;
use rally::route::Route as _;
use rally::server::Site;
use rally_app::context::ServerContext;
use rally_app::generated::public::Route;
use rally_app::generated::public::app::App;
use rally_app::generated::public::server::PublicSite;

struct Shown {
    title: String,
    html: String,
    text: String,
}

async fn show(address: &str) -> Result<Shown, LoadError> {
    let cx = Arc::new(ServerContext::with(&["Ants", "Bees", "Cats"]));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let route = Route::parse(path, query).expect("a page");
    let context = PublicSite::context(&cx).await?;
    let data = PublicSite::load(&cx, &route).await?;
    let rendered = rally::ssr::render::<App>(&context, route, data.as_deref())
        .expect("what was written can be read");
    Ok(Shown {
        title: rendered.head.title,
        text: text(&rendered.html),
        html: rendered.html,
    })
}

/// What is to be read of a document.
fn text(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A browser that runs scripts sees no elements in there: the client must not look for them.
#[tokio::test]
async fn what_is_for_browsers_without_scripts_is_not_taken_over() {
    let shown = show("/about").await.expect("it is shown");
    let (_, inside) = shown
        .html
        .split_once("<noscript data-hk")
        .expect("it is there");
    let (inside, _) = inside.split_once("</noscript>").expect("it ends");
    assert!(
        inside.ends_with("><p>Links and forms work.</p>"),
        "{inside}"
    );
}

#[tokio::test]
async fn every_kind_of_page_is_shown() {
    for (address, title, expected) in [
        ("/", "Teams", "Home 3 teams Office Welcome"),
        (
            "/teams/2",
            "Bees · 3 teams",
            "Home 3 teams Office Bees 2 of 3",
        ),
        ("/teams?from=2", "Teams", "Home 3 teams Office Cats More"),
        (
            "/teams/new",
            "Teams",
            "Home 3 teams Office 0 teams Save Clear",
        ),
        (
            "/users/%3Cb%3E",
            "<b> · 3 teams",
            "Home 3 teams Office Hello, &lt;b&gt;",
        ),
        (
            "/about",
            "Teams",
            "Home 3 teams Office Nothing is known. Links and forms work.",
        ),
        ("/docs/a/b", "Teams", "Home 3 teams Office a / b"),
        (
            "/search?q=x",
            "Search: x · 3 teams",
            "Home 3 teams Office x among 3 More",
        ),
    ] {
        let shown = show(address)
            .await
            .unwrap_or_else(|error| panic!("{address}: {error:?}"));
        assert_eq!(shown.title, title, "{address}");
        assert_eq!(shown.text, expected, "{address}");
    }
}

#[tokio::test]
async fn data_that_is_not_there_is_refused() {
    let refused = |address| async move { show(address).await.err() };
    assert_eq!(refused("/teams/9").await, Some(LoadError::NotFound));
    let redirect = LoadError::Redirect("/teams".to_owned());
    assert_eq!(refused("/teams/0").await, Some(redirect));
}

#[test]
fn pages_with_data_can_be_asked_for_it() {
    let fetches = |address: &str| App::fetch(&Route::parse(address, "").expect("a page"));
    let fetch = fetches("/teams/2").map(|fetch| format!("{fetch:?}"));
    let expected = "Fetch(public/pages/teams/id_.load)";
    assert_eq!(fetch.as_deref(), Some(expected));
    assert!(fetches("/").is_none());
}

#[tokio::test]
async fn pages_of_errors_are_called_as_the_layout_has_it() {
    let cx = Arc::new(ServerContext::with(&["Ants"]));
    let context = PublicSite::context(&cx).await.expect("a context");
    let shown = rally::ssr::render_not_found::<App>(&context, "/x").expect("a page");
    assert_eq!(shown.head.title, "There is no such page · 1 teams");
}

#[test]
fn a_namespace_has_its_own_pages_for_what_goes_wrong() {
    use rally::page::PageError;
    use rally_app::public::client_context::ClientContext;

    let cx = || std::rc::Rc::new(ClientContext { teams: 3 });
    let html = sycamore::render_to_string(move || App::not_found(&cx(), "/x"));
    assert_eq!(text(&html), "Nothing at /x");
    let error = PageError {
        status: 504,
        trace_id: String::new(),
        cause: None,
    };
    let html = sycamore::render_to_string(move || App::error(&cx(), &error));
    assert_eq!(text(&html), "Failed: 504");
}
