//! What the README and the docs show of commands is what the commands print.

#[path = "support/quickstart.rs"]
mod quickstart_server;
mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use quickstart_server::Server;

/// The address that documents show.
const SHOWN: &str = "127.0.0.1:8080";

/// Commands with their output, of all blocks ```` ```console ```` of a document.
fn commands(text: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = vec![];
    let mut inside = false;
    for line in text.lines() {
        match line.strip_prefix("$ ") {
            _ if line.starts_with("```") => inside = line == "```console",
            Some(command) if inside => commands.push((command.to_owned(), String::new())),
            None if inside => {
                let (_, output) = commands.last_mut().expect("output behind a command");
                *output += line;
                output.push('\n');
            }
            _ => {}
        }
    }
    commands
}

/// What a person sees who types a command, in a folder with the quickstart's contract.
fn run(server: &Server, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_libero"));
    let folder = program.parent().expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let address = format!("127.0.0.1:{}", server.port);
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("{{ {}\n}} 2>&1", command.replace(SHOWN, &address)))
        .env("PATH", format!("{}:{path}", folder.display()))
        .current_dir(server.folder())
        .output()
        .expect("a shell");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.replace(&address, SHOWN)
}

#[test]
fn documents_show_what_commands_print() {
    for (document, least) in [("README.md", 2), ("docs/cli.md", 3)] {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let text = fs::read_to_string(here.join(document)).expect(document);
        let commands = commands(&text);
        assert!(commands.len() >= least, "{document}");
        let server = Server::start();
        let contract = here.join("examples/quickstart/generated/contract.json");
        fs::copy(contract, server.folder().join("contract.json")).expect("a copy");
        for (command, expected) in commands {
            assert_eq!(run(&server, &command), expected, "{document}: $ {command}");
        }
    }
}
