//! What people and other programs read: data on standard output, the rest on standard error.

use std::io::{self, IsTerminal, Write};

use crate::failure::Failure;

/// Whether standard error takes colors.
pub(crate) fn color() -> bool {
    io::stderr().is_terminal() && colors_are_wanted()
}

/// Whether standard output takes colors.
pub(crate) fn color_of_output() -> bool {
    io::stdout().is_terminal() && colors_are_wanted()
}

fn colors_are_wanted() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    !set("NO_COLOR") && !dumb
}

/// A line for people, on standard error; nobody may be listening.
pub(crate) fn say(line: &str) {
    if !line.is_empty() {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }
}

/// Text on standard output. A reader that went away, as `head` does, is no error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::unusable(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(()),
    }
}

/// `1 file`, `2 files`.
pub(crate) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
