//! cargo, in the background: it can be stopped, and what it says is kept.

use std::process::Stdio;

use cargo_metadata::Message;
use cargo_metadata::diagnostic::DiagnosticLevel;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::Command;

use super::process::Process;
use super::progress::Progress;
use super::round::Trouble;
use crate::cargo::missing;

/// What a run of cargo gave.
pub(crate) struct Ran {
    /// What it told in JSON.
    pub(crate) told: Vec<u8>,
    /// Warnings, to be shown.
    pub(crate) warnings: String,
}

/// Runs cargo to its end. What it is doing is shown by the progress.
pub(crate) async fn run(
    command: std::process::Command,
    progress: &Progress,
) -> Result<Ran, Trouble> {
    let mut command = Command::from(command);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut process = Process::start(&mut command).map_err(missing)?;
    let child = process.child();
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let told = async {
        let mut told = vec![];
        if let Some(mut stdout) = stdout {
            let _ = stdout.read_to_end(&mut told).await;
        }
        told
    };
    let said = async {
        let mut said = String::new();
        let Some(stderr) = stderr else { return said };
        let mut lines = BufReader::new(stderr).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            if is_progress(&line) {
                progress.detail(line.trim());
            } else {
                said += &line;
                said.push('\n');
            }
        }
        said
    };
    let (told, said, status) = tokio::join!(told, said, child.wait());
    let status = status.map_err(missing)?;
    let (errors, warnings) = diagnostics(&told);
    if status.success() {
        return Ok(Ran { told, warnings });
    }
    // What the linker says, or what is wrong with a Cargo.toml, stands in no diagnostic.
    Err(Trouble::Refused(if errors.is_empty() {
        said
    } else {
        errors
    }))
}

fn is_progress(line: &str) -> bool {
    let verbs = [
        "Adding",
        "Blocking",
        "Compiling",
        "Downloaded",
        "Downloading",
        "Finished",
        "Locking",
        "Updating",
    ];
    let first = line.trim_start().split(' ').next().unwrap_or_default();
    line.starts_with("  ") && verbs.contains(&first)
}

/// Errors and warnings, as they are to be shown.
fn diagnostics(told: &[u8]) -> (String, String) {
    let (mut errors, mut warnings) = (String::new(), String::new());
    for message in Message::parse_stream(told).filter_map(Result::ok) {
        if let Message::CompilerMessage(message) = message {
            let text = message.message.rendered.unwrap_or_default();
            match message.message.level {
                DiagnosticLevel::Error | DiagnosticLevel::Ice => errors += &text,
                DiagnosticLevel::Warning => warnings += &text,
                _ => {}
            }
        }
    }
    (errors, warnings)
}
