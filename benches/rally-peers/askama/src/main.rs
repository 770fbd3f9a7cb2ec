//! The page with axum and a template of askama: a document without data for the browser.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use standings::{FOOTER, MENU, TITLE, Team};

#[derive(Template)]
#[template(path = "standings.html")]
struct Page {
    title: &'static str,
    menu: [(&'static str, &'static str); 4],
    footer: &'static str,
    teams: Vec<Team>,
}

async fn page() -> Result<Html<String>, StatusCode> {
    let page = Page {
        title: TITLE,
        menu: MENU,
        footer: FOOTER,
        teams: standings::standings(),
    };
    let text = page.render();
    text.map(Html).or(Err(StatusCode::INTERNAL_SERVER_ERROR))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!(r#"{{"address":"{}"}}"#, listener.local_addr()?);
    axum::serve(listener, Router::new().route("/", get(page))).await
}
