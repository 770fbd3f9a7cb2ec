//! What the README and the docs show of commands is what the commands print.

#[path = "support/quickstart.rs"]
mod quickstart_server;
mod support;

#[path = "support/checkout.rs"]
mod checkout;

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use checkout::Checkout;
use quickstart_server::Server;

/// The port of the quickstart's server, and that of what a document starts itself.
const SHOWN: [&str; 2] = ["8080", "8081"];

/// What stands in a document.
#[derive(Clone, Debug)]
enum Part {
    /// Lines that are read and no more.
    Text(String),
    /// A command, of a block ```` ```console ````, and what it prints.
    Command(String, String),
    /// A change to a file, of a block ```` ```diff ````.
    Patch(String),
}

fn parts(document: &str) -> Vec<Part> {
    let mut parts = vec![Part::Text(String::new())];
    let mut block = "";
    for line in document.split_inclusive('\n') {
        if let Some(language) = line.strip_prefix("```") {
            block = language.trim_end();
            parts.push(Part::Text(line.to_owned()));
            if block == "diff" {
                parts.push(Part::Patch(String::new()));
            }
            continue;
        }
        if block == "console"
            && let Some(command) = line.strip_prefix("$ ")
        {
            let command = command.trim_end().to_owned();
            parts.push(Part::Command(command, String::new()));
            continue;
        }
        match parts.last_mut() {
            Some(Part::Text(text) | Part::Command(_, text) | Part::Patch(text)) => *text += line,
            None => {}
        }
    }
    parts
}

/// A person who follows a document, in a copy of the quickstart beside its server.
struct Reader {
    checkout: Checkout,
    /// The ports in place of those that are shown.
    ports: [String; 2],
    started: Vec<Child>,
}

impl Reader {
    fn new(server: &Server) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
        let free = free.expect("a free port").port();
        Self {
            checkout: Checkout::new(),
            ports: [server.port, free].map(|port| port.to_string()),
            started: vec![],
        }
    }

    fn shell(&self, script: &str) -> Command {
        let program = Path::new(env!("CARGO_BIN_EXE_libero"));
        let folder = program.parent().expect("a folder");
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new("sh");
        command
            .args(["-c", script])
            .env("PATH", format!("{}:{path}", folder.display()))
            .current_dir(self.checkout.quickstart());
        command
    }

    /// What a person sees who types a command, and its exit code.
    fn run(&mut self, command: &str) -> (String, i32) {
        let ports = || SHOWN.iter().zip(&self.ports);
        let here = ports().fold(command.to_owned(), |text, (shown, port)| {
            text.replace(shown, port)
        });
        if let Some(command) = here.strip_suffix(" &") {
            let child = self.shell(&format!("exec {command}")).spawn();
            self.started.push(child.expect("a shell"));
            self.wait();
            return (String::new(), 0);
        }
        let output = self.shell(&format!("{{ {here}\n}} 2>&1")).output();
        let output = output.expect("a shell");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let text = ports().fold(text, |text, (shown, port)| text.replace(port, shown));
        (text, output.status.code().expect("an exit code"))
    }

    /// Until what was started last listens.
    fn wait(&mut self) {
        let address = format!("127.0.0.1:{}", self.ports[1]);
        while TcpStream::connect(&address).is_err() {
            let child = self.started.last_mut().expect("started");
            let ended = child.try_wait().expect("a state");
            assert!(ended.is_none(), "it ended: {ended:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        for child in &mut self.started {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The exit code that goes with what a command printed: a reader of the document expects no other.
fn exit_code(printed: &str) -> i32 {
    let has_line = |start: &str| printed.lines().any(|line| line.starts_with(start));
    if has_line("error: ") {
        return 2;
    }
    let of_refusals = ["{\"error\":", "wrong at byte ", "  wire-breaking: "];
    i32::from(of_refusals.into_iter().any(has_line))
}

/// The document with what its commands print; an error where that is not what stands there.
fn follow(name: &str, document: &str, is_to_be_right: bool) -> String {
    let server = Server::start();
    let mut reader = Reader::new(&server);
    let mut text = String::new();
    for part in parts(document) {
        match part {
            Part::Text(lines) => text += &lines,
            Part::Command(command, expected) => {
                let (printed, code) = reader.run(&command);
                assert_eq!(code, exit_code(&printed), "{name}: $ {command}\n{printed}");
                if is_to_be_right {
                    assert_eq!(printed, expected, "{name}: $ {command}");
                }
                text.extend(["$ ", &command, "\n", &printed]);
            }
            Part::Patch(patch) => {
                reader.checkout.apply(&patch);
                text += &patch;
            }
        }
    }
    text
}

/// `UPDATE=1` writes what commands print.
#[test]
fn documents_show_what_commands_print() {
    let update = std::env::var_os("UPDATE").is_some();
    // The fewest commands that each has, so that none is lost to a fence that is written otherwise.
    for (name, least) in [("README.md", 7), ("docs/cli.md", 5), ("docs/diff.md", 1)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(name);
        let document = fs::read_to_string(&path).expect(name);
        let parts = parts(&document);
        let commands = parts
            .iter()
            .filter(|part| matches!(part, Part::Command(..)));
        assert!(commands.count() >= least, "{name}: {parts:#?}");
        let followed = follow(name, &document, !update);
        if update && followed != document {
            fs::write(&path, followed).expect(name);
        }
    }
}
