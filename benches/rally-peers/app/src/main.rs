//! Serves the page and the call, as it would in production but for its log, and says where.

use std::fmt::Write as _;

use rally::env::AppEnv;
use rally::rpc::Call;
use rally::server::{Config, Logs, Server};
use rally_page::context::ServerContext;
use rally_page::generated::public::server::PublicSite;
use rally_page::public::pages::home_::{Echo, ServerEcho};

type Failed = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let mut config = Config::new(AppEnv::Prod);
    // Its peers write none.
    config.logs = Logs::None;
    // The document names a client and holds its data, as after `rally build`.
    config.assets = concat!(env!("CARGO_MANIFEST_DIR"), "/assets").into();
    let server = Server::new(config).site::<PublicSite>(|_| ServerContext);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let running = server.start(listener).await?;
    println!(
        r#"{{"address":"{address}","socket":"/ws","protocol":"libero-etf-v1","hex":"{}"}}"#,
        frame()?
    );
    std::future::pending::<()>().await;
    drop(running);
    Ok(())
}

/// The call that is made, as a browser writes it.
fn frame() -> Result<String, Failed> {
    let echo = Echo {
        text: "thirty-two letters and some more".to_owned(),
        count: 7,
    };
    let mut hex = String::new();
    for byte in (ServerEcho { echo }).encode(1)? {
        write!(hex, "{byte:02x}")?;
    }
    Ok(hex)
}
