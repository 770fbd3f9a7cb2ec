//! From a save to the page that shows it, with `rally dev`.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::contender::folder;
use crate::rally::{Rally, scratch};
use crate::report::{Line, median};
use crate::wire::Pages;

const LAYOUT: &str = "src/public/layout.rs";
/// What is changed: text of the layout, which both the server and the client show.
const WORDS: &str = "header { nav { (menu) } }";
/// How often the page is asked for.
const PAUSE: Duration = Duration::from_millis(5);
/// A build that takes longer than this is none.
const PATIENCE: Duration = Duration::from_secs(120);

/// Measures and prints.
pub async fn run(rally: &Rally, rounds: usize) -> Result<(), String> {
    let app = scratch().join("app");
    copy(&app).map_err(|error| format!("{}: {error}", app.display()))?;
    let layout = fs::read_to_string(app.join(LAYOUT)).map_err(|error| error.to_string())?;
    let (dev, address) = Dev::start(rally, &app)?;
    let mut times = vec![];
    // The first one warms up.
    for round in 0..=rounds {
        let words = format!("saved for the {round}. time");
        let text = layout.replace(
            WORDS,
            &format!("header {{ nav {{ (menu) }} p {{ \"{words}\" }} }}"),
        );
        let saved = Instant::now();
        fs::write(app.join(LAYOUT), text).map_err(|error| error.to_string())?;
        wait_for(&address, &words).await?;
        if round > 0 {
            times.push(saved.elapsed().as_secs_f64() * 1e3);
        }
        // Nothing that the last save brought is under way any more.
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    drop(dev);
    let slowest = times.iter().copied().fold(0.0, f64::max);
    let count = times.len();
    Line {
        goal: "rally dev, from a save to the new page",
        payload: "save",
        unit: "ms",
        value: median(times),
        limit: None,
        note: Some(format!(
            "a text of the layout, so that server and client are compiled; until the page that is asked for has it; the slowest of {count}: {slowest:.0} ms"
        )),
    }
    .print();
    Ok(())
}

async fn wait_for(address: &str, words: &str) -> Result<(), String> {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        let page = async { Pages::to(address).await?.get().await };
        // Between two servers there may be none.
        if let Ok(page) = page.await
            && String::from_utf8_lossy(&page).contains(words)
        {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(format!("no page says {words:?}"))
}

/// The application of the other measurements, in a workspace of its own; what a run before compiled is kept.
fn copy(app: &Path) -> std::io::Result<()> {
    let peers = folder().canonicalize()?;
    let root = peers.join("../..").canonicalize()?;
    match fs::remove_dir_all(app.join("src")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    copy_folder(&peers.join("app/src"), &app.join("src"))?;
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"rally-page\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nstandings = {{ path = {:?} }}\nlibero-wire = {{ path = {:?} }}\nrally = {{ path = {:?} }}\n\
         sycamore = {{ version = \"0.9\", features = [\"hydrate\"] }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }}\n\n\
         [package.metadata.rally]\nclients = [{{ name = \"public\", path = \"/\", title = \"Standings\" }}]\n\n\
         [profile.dev]\ndebug = \"line-tables-only\"\n",
        peers.join("standings"),
        root.join("libero/wire"),
        root.join("rally"),
    );
    fs::write(app.join("Cargo.toml"), manifest)?;
    fs::copy(peers.join("Cargo.lock"), app.join("Cargo.lock"))?;
    fs::write(app.join("src/main.rs"), MAIN)
}

/// As `rally new` would write it.
const MAIN: &str = r#"
use rally::env::Vars;
use rally::server::{Config, Server};
use rally_page::context::ServerContext;
use rally_page::generated::public::server::PublicSite;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let vars = Vars::load()?;
    let server = Server::new(Config::load(&vars)?).site::<PublicSite>(|_| ServerContext);
    Ok(server.run(vars.port(8080)?).await?)
}
"#;

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), &to)?;
        }
    }
    Ok(())
}

/// `rally dev`, ended with this.
struct Dev(Child);

impl Dev {
    /// Starts it and waits until it is ready: where it listens.
    fn start(rally: &Rally, app: &Path) -> Result<(Self, String), String> {
        let mut command = rally.command("dev", &app.join("Cargo.toml"));
        let child = command
            .args(["--port", "0"])
            .env("CARGO_TARGET_DIR", app.join("target"))
            .env("LOG", "none")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let mut dev = Self(child.map_err(|error| format!("rally does not start: {error}"))?);
        let output = dev.0.stderr.take().ok_or("rally has no output")?;
        let mut said = vec![];
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        for line in lines.by_ref() {
            let address = line.split_once("http://").and_then(|(_, rest)| {
                let (address, _) = rest.split_once(" is ready")?;
                Some(address.to_owned())
            });
            if let Some(address) = address {
                // It goes on speaking, and must not have to wait for a reader.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok((dev, address));
            }
            said.push(line);
        }
        Err(format!("rally dev is not ready:\n{}", said.join("\n")))
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        // As Ctrl-C would: it ends its server.
        let id = self.0.id().to_string();
        let _ = std::process::Command::new("kill")
            .args(["-INT", &id])
            .status();
        let _ = self.0.wait();
    }
}
