//! Running other programs.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    // Cargo says it anew at each run: a target folder may be shared with another checkout.
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().unwrap_or(&here).to_path_buf()
}

/// The folder that cargo builds in.
pub(crate) fn target() -> PathBuf {
    let set = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    // Relative to the root, where every program is run.
    root().join(set.unwrap_or_else(|| PathBuf::from("target")))
}

/// A program that runs at the root of the workspace.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    command
}

/// The cargo that runs this program.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let name = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    program(&name, arguments)
}

/// Runs a program whose output the person sees. An error says what was run and how it ended.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let shown = show(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{shown}` failed ({status})"))
    }
}

/// Runs a program quietly; its standard output, or `None` if it is missing or fails.
pub(crate) fn probe(name: &str, arguments: &[&str]) -> Option<String> {
    let output = program(name, arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether one of the programs is on the path.
pub(crate) fn any_on_path(names: &[&str]) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| names.iter().any(|name| folder.join(name).is_file()))
}

/// The command as a person would type it.
pub(crate) fn show(command: &Command) -> String {
    let name = Path::new(command.get_program());
    let name = name.file_name().unwrap_or(command.get_program());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        assert_eq!(run(&mut program("true", &[])), Ok(()));
        let failed = run(&mut program("sh", &["-c", "exit 3"]));
        assert_eq!(failed, Err("`sh -c exit 3` failed (exit status: 3)".into()));
        let missing = run(&mut program("no-such-program", &[])).unwrap_err();
        assert!(missing.starts_with("`no-such-program` could not be started"));
    }

    #[test]
    fn a_probe_is_none_when_the_program_fails_or_is_missing() {
        assert_eq!(probe("echo", &["hi"]), Some("hi".into()));
        assert_eq!(probe("false", &[]), None);
        assert_eq!(probe("no-such-program", &[]), None);
        assert!(any_on_path(&["no-such-program", "sh"]));
        assert!(!any_on_path(&["no-such-program"]));
    }
}
