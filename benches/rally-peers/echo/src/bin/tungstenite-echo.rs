//! A WebSocket without a framework that sends back what it gets, with a buffer no larger than it needs.

use futures_util::{StreamExt, TryFutureExt};
use tokio::net::TcpStream;
use tokio_tungstenite::accept_async_with_config;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// That of the library is 128 kB, filled with zeros before each read.
const READ_BUFFER: usize = 4096;

async fn echo(stream: TcpStream) {
    let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER);
    let Ok(socket) = accept_async_with_config(stream, Some(config)).await else {
        return;
    };
    let (out, messages) = socket.split();
    let messages = messages.take_while(|message| {
        let goes_on = message.as_ref().is_ok_and(|message| !message.is_close());
        futures_util::future::ready(goes_on)
    });
    messages.forward(out).unwrap_or_else(drop).await;
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!(r#"{{"address":"{}"}}"#, listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(echo(stream));
    }
}
