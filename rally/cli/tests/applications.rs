//! Applications that are compiled and run: `cargo xtask test rally`. It takes minutes.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use support::{App, quiet, rally, run};

/// Nothing takes as long, unless it never comes.
const LONG: Duration = Duration::from_mins(15);

#[test]
#[ignore = "compiles an application"]
fn a_new_application_compiles_without_a_warning() {
    let app = App::new();
    assert_eq!(app.rally(&["gen"]).code, Some(0));
    let wasm: &[&str] = &["--target", "wasm32-unknown-unknown"];
    for (folder, target) in [(".", &[][..]), (".generated_clients/public", wasm)] {
        let mut check = Command::new(env!("CARGO"));
        quiet(&mut check);
        check.arg("check").args(target);
        let ran = run(check.current_dir(app.path().join(folder)));
        assert_eq!(ran.code, Some(0), "{folder}: {ran:?}");
        assert!(!ran.err.contains("warning"), "{folder}: {ran:?}");
    }
}

#[test]
#[ignore = "compiles an application"]
fn what_is_built_runs_from_another_folder() {
    let app = App::new();
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("shop");
    let ran = run(rally(&app.path())
        .arg("build")
        .arg("--out-dir")
        .arg(&target));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let port = free_port();
    let mut server = Command::new(target.join("my-shop"));
    quiet(&mut server);
    let mut server = server
        .current_dir(&target)
        .env("PORT", port.to_string())
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let page = until(|| get(port, "/").filter(|page| page.contains("A page is a file")));
    let script = page.split("src=\"/_rally/").nth(1).unwrap();
    let script = script.split('"').next().unwrap();
    let script = get(port, &format!("/_rally/{script}")).unwrap();
    assert!(script.starts_with("HTTP/1.1 200"), "{script}");
    assert!(get(port, "/style.css").unwrap().starts_with("HTTP/1.1 200"));
    assert!(get(port, "/notes/99").unwrap().starts_with("HTTP/1.1 404"));
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
#[ignore = "compiles an application"]
fn dev_keeps_the_application_in_step_with_its_files() {
    const PAGE: &str = "src/public/pages/home_.rs";
    let app = App::new();
    let port = free_port();
    let mut dev = Dev::start(&app, port);
    let said = dev.until_said("is ready");
    assert!(!said.contains("listening"), "of another port: {said}");
    let page = get(port, "/").unwrap();
    assert!(page.contains("<h1 data-hk"), "{page}");

    app.edit(PAGE, "h1 { \"Notes\" }", "h1 { \"All of them\" }");
    until(|| get(port, "/").filter(|page| page.contains("All of them")));
    dev.until_said("home_.rs: 1 client built, server started, pages reload");

    // What rally refuses, and what the compiler does: the last server goes on.
    for (good, bad, said) in [
        ("pub fn view(", "fn view(", "R0024"),
        (
            "Model {\n        notes: data",
            "Model {\n        notes: 1 + data",
            "E0277",
        ),
        (
            "pub async fn server_add_note(",
            "pub async fn add_note(",
            "`ServerAddNote` is no request of a handler",
        ),
    ] {
        app.edit(PAGE, good, bad);
        dev.until_said(said);
        dev.until_said("the last server that worked goes on");
        assert!(get(port, "/").unwrap().contains("All of them"));
        app.edit(PAGE, bad, good);
        dev.until_said("pages reload");
    }

    // While the server is refused the client is compiled. It is not forgotten when the server is right again.
    app.edit(PAGE, "Ok(note)\n}", "Ok(1 + note)\n}");
    dev.until_said("the last server that worked goes on");
    app.edit(PAGE, "\"All of them\"", "\"Every one\"");
    dev.until_said("the last server that worked goes on");
    app.edit(PAGE, "Ok(1 + note)", "Ok(note)");
    dev.until_said("1 client built, server started, pages reload");

    app.edit("static/style.css", "#f5f5f2", "#ffffff");
    dev.until_said("static/style.css: pages reload");
    assert!(get(port, "/style.css").unwrap().contains("#ffffff"));

    dev.interrupt();
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());

    let mut dev = Dev::start(&app, port);
    dev.until_said("is ready");
    let said = dev.kill();
    assert!(said.contains("stopping"), "{said}");
    assert!(
        !said.contains("http://"),
        "only its own address is told: {said}"
    );
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// The whole answer, if somebody listens.
fn get(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\naccept: text/html,*/*\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = vec![];
    stream.read_to_end(&mut answer).ok()?;
    Some(String::from_utf8_lossy(&answer).into_owned())
}

fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < LONG, "it never came");
        thread::sleep(Duration::from_millis(100));
    }
}

/// `rally dev`, and what it has said since the last time that somebody waited for a word.
struct Dev {
    child: Child,
    said: Arc<Mutex<String>>,
    /// What the server says: it has the same standard output, and keeps it open as long as it is there.
    server: Option<thread::JoinHandle<String>>,
}

impl Dev {
    fn start(app: &App, port: u16) -> Self {
        let mut command = rally(&app.path());
        command.args(["dev", "--port", &port.to_string()]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let server = thread::spawn(move || {
            let mut bytes = vec![];
            stdout.read_to_end(&mut bytes).unwrap();
            String::from_utf8_lossy(&bytes).into_owned()
        });
        let said = Arc::new(Mutex::new(String::new()));
        let (stderr, told) = (child.stderr.take().unwrap(), Arc::clone(&said));
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let mut told = told.lock().unwrap();
                told.push_str(&line);
                told.push('\n');
            }
        });
        let server = Some(server);
        Self {
            child,
            said,
            server,
        }
    }

    /// What was said until then.
    fn until_said(&mut self, word: &str) -> String {
        until(|| {
            let mut said = self.said.lock().unwrap();
            let at = said.find(word);
            let heard = at.map(|at| said.drain(..at + word.len()).collect());
            if heard.is_none()
                && let Ok(Some(status)) = self.child.try_wait()
            {
                panic!("{status}, while waiting for {word:?}: {said}");
            }
            heard
        })
    }

    fn interrupt(mut self) {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-INT", &id]).status().unwrap();
        assert!(killed.success());
        assert!(self.child.wait().unwrap().success());
    }
}

impl Dev {
    /// Ends it without a chance to do anything, waits until its server is gone, and gives what that has said.
    fn kill(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.server.take().unwrap().join().unwrap()
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
