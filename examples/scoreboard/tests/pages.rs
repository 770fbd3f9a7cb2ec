//! Every page as the server renders it, over a season of its own.

use std::sync::Arc;

use rally::route::Route as _;
use rally::server::Site;
use rally::{ssr, test_db};
use scoreboard::context::ServerContext;
use scoreboard::generated::admin::server::AdminSite;
use scoreboard::generated::public::server::PublicSite;
use scoreboard::seed;

async fn season() -> Arc<ServerContext> {
    let db = test_db::folder("migrations").unwrap();
    assert_eq!(seed::run(&db).await.unwrap(), 306);
    Arc::new(ServerContext { db })
}

/// The title and the HTML of a page.
async fn page<S: Site<Context = ServerContext>>(
    cx: &Arc<ServerContext>,
    address: &str,
) -> (String, String) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let route = <S::App as rally::app::App>::Route::parse(path, query).expect(address);
    let context = S::context(cx).await.unwrap();
    let data = S::load(cx, &route).await.expect(address);
    let rendered = ssr::render::<S::App>(&context, route, data.as_deref()).unwrap();
    (rendered.head.title, rendered.html)
}

#[tokio::test]
async fn every_public_page_shows_its_part_of_the_season() {
    let cx = season().await;
    for (address, title, shown) in [
        ("/", "Table", "Northmoor Wolves"),
        ("/games", "Games, page 14 of 17", "Page"),
        ("/games?page=1", "Games, page 1 of 17", "Fri 15 Aug"),
        ("/games?page=99", "Games, page 17 of 17", "Page"),
        (
            "/games?team=quarry-lane&page=x",
            "Games, page 2 of 2",
            "Quarry Lane",
        ),
        ("/games/1", "Redcliff Stags – Alder Bay Mariners", "Round"),
        ("/search", "Search", "Teams, towns and grounds."),
        ("/search?q=OWL", "Search", "One team"),
        ("/search?q=%25", "Search", "Nothing is called"),
        ("/teams", "Teams", "Juniper Vale"),
        ("/teams/pinecrest", "Pinecrest Owls", "Moonlight Park"),
        ("/about", "About", "eighteen teams"),
    ] {
        let (head, html) = page::<PublicSite>(&cx, address).await;
        assert_eq!(head, format!("{title} · Lantern League"), "{address}");
        assert!(html.contains(shown), "{address} without {shown}: {html}");
        assert!(html.contains("Season "), "{address} has the layout");
    }
}

#[tokio::test]
async fn every_page_of_the_office_shows_its_part_of_the_season() {
    let cx = season().await;
    for (address, title, shown) in [
        ("/admin", "Scores", "Waiting for a score"),
        ("/admin/games/new", "New game", "Choose a team"),
        (
            "/admin/games/1",
            "Redcliff Stags – Alder Bay Mariners",
            "Save the score",
        ),
        ("/admin/teams", "Teams", "Change Redcliff Stags"),
        ("/admin/teams/redcliff", "Redcliff Stags", "Clifftop"),
    ] {
        let (head, html) = page::<AdminSite>(&cx, address).await;
        assert_eq!(head, format!("{title} · League office"), "{address}");
        assert!(html.contains(shown), "{address} without {shown}: {html}");
        assert!(
            html.contains("Nobody signs in here yet"),
            "{address} has the layout"
        );
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let cx = season().await;
    for address in ["/games/9999", "/games/9223372036854775807", "/teams/nobody"] {
        let route = scoreboard::generated::public::Route::parse(address, "").expect(address);
        let data = PublicSite::load(&cx, &route).await;
        assert_eq!(data, Err(rally::page::LoadError::NotFound), "{address}");
    }
    for address in [
        "/games/9223372036854775808",
        "/games/1/2",
        "/nothing",
        "/games/x",
    ] {
        let route = scoreboard::generated::public::Route::parse(address, "");
        assert_eq!(route, None, "{address}");
    }
}

#[tokio::test]
async fn script_in_a_name_is_text() {
    let cx = season().await;
    let evil = "</script><script>alert(1)</script>";
    let rename = move |c: &rally::db::Writer<'_>| {
        c.execute("UPDATE teams SET name = ?1 WHERE slug = 'redcliff'", [evil])
    };
    cx.db.write(rename).await.unwrap();
    for address in ["/", "/teams", "/teams/redcliff", "/games/1"] {
        let (_, html) = page::<PublicSite>(&cx, address).await;
        assert!(
            html.contains("&lt;/script>") || html.contains("&lt;/script&gt;"),
            "{html}"
        );
        assert!(!html.contains("<script"), "{address}: {html}");
    }
}
