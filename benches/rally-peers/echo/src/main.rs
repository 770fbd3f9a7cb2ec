//! A WebSocket of warp that sends back what it gets.

use futures_util::{StreamExt, TryFutureExt};
use warp::Filter;
use warp::ws::{WebSocket, Ws};

async fn echo(socket: WebSocket) {
    let (out, messages) = socket.split();
    let messages = messages.take_while(|message| {
        let goes_on = message.as_ref().is_ok_and(|message| !message.is_close());
        futures_util::future::ready(goes_on)
    });
    messages.forward(out).unwrap_or_else(drop).await;
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let route = warp::path::end()
        .and(warp::ws())
        .map(|ws: Ws| ws.on_upgrade(echo));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!(r#"{{"address":"{}"}}"#, listener.local_addr()?);
    warp::serve(route).incoming(listener).run().await;
    Ok(())
}
