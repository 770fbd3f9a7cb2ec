//! Spike: prints the document.
use rally::prelude::*;
use scoreboard::generated::public::{app::App, libero, routes::Route};
use scoreboard::public::pages::home_;

#[tokio::main]
async fn main() {
    let _ = Effect::<()>::none();
    let data = home_::load(&scoreboard::context::ServerContext)
        .await
        .unwrap();
    let flags = libero::etf::to_vec(&data).unwrap();
    let page = rally::ssr::render::<App>(&[], Route::Home, Some(&flags)).unwrap();
    let hex: String = flags.iter().map(|b| format!("{b:02x}")).collect();
    println!(
        "<!doctype html><title>{}</title><body><div id=app>{}</div><script type='application/etf' id=flags>{hex}</script><script type=module>import init from './app.js'; init();</script>",
        page.head.title, page.html
    );
}
