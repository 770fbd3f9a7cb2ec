//! Starts the task board.

mod arguments;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libero_wire::skew::Unannounced;
use quickstart::context::ServerContext;
use quickstart::db::Db;
use quickstart::{sample, server};
use tokio::net::TcpListener;

use crate::arguments::{Arguments, USAGE};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1), std::env::var("PORT").ok()) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("quickstart: {problem} (see --help)");
            return ExitCode::from(2);
        }
    };
    match start(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("quickstart: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn start(arguments: Arguments) -> Result<(), String> {
    let root = arguments
        .root
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    let file = arguments
        .db
        .unwrap_or_else(|| Path::new("quickstart.sqlite").to_owned());
    // The port first: a second server on a taken port should not touch the database.
    let address = (std::net::Ipv4Addr::LOCALHOST, arguments.port);
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("cannot listen on 127.0.0.1:{}: {error}", arguments.port))?;
    let port = listener
        .local_addr()
        .map_err(|error| format!("no local address: {error}"))?
        .port();
    let db = Db::open(&file).map_err(|error| format!("cannot open {}: {error}", file.display()))?;
    let mut context = ServerContext::new(db);
    if arguments.strict {
        context.unannounced = Unannounced::Refuse;
    }
    let context = Arc::new(context);
    if !arguments.empty {
        sample::fill(&context).await?;
    }
    let stop = stop_signal()?;
    println!("task board on http://127.0.0.1:{port} ({})", file.display());
    server::run(listener, context, &root, stop).await;
    println!("stopped");
    Ok(())
}

/// Done on Ctrl-C, or when the system asks the process to end.
#[cfg(unix)]
fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, String> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).map_err(|error| format!("cannot listen to signals: {error}"));
    let mut interrupt = listen(SignalKind::interrupt())?;
    let mut terminate = listen(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Done on Ctrl-C.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)] // as the one for Unix
fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, String> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
