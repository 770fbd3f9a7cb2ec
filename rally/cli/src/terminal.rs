//! What people and other programs read: data on standard output, the rest on standard error.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;

/// Whether standard error takes colours.
pub(crate) fn color() -> bool {
    io::stderr().is_terminal() && colors_are_wanted()
}

/// Whether standard output does.
pub(crate) fn color_of_output() -> bool {
    io::stdout().is_terminal() && colors_are_wanted()
}

fn colors_are_wanted() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    !set("NO_COLOR") && !dumb
}

/// A text in a colour, where colours are taken.
pub(crate) fn style(text: &str, code: &str) -> String {
    if color() {
        format!("\x1b[{code}m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}

/// A line for people, on standard error; nobody may be listening.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// What rally says of its work: a line that begins with its name.
pub(crate) fn note(line: &str) {
    say(&format!("{} {line}", style("rally:", "1;32")));
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

/// `12 ms`, `3.4 s`.
pub(crate) fn duration(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// `57.1 kB`.
pub(crate) fn size(bytes: usize) -> String {
    let kilobytes = bytes / 1000;
    let tenths = bytes % 1000 / 100;
    if kilobytes < 10_000 {
        format!("{kilobytes}.{tenths} kB")
    } else {
        format!("{}.{} MB", kilobytes / 1000, kilobytes % 1000 / 100)
    }
}

/// Does something that may take a while. Where it takes more than a second it is told: on a terminal by a
/// line that counts and goes, else by a line.
pub(crate) fn working<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (done, is_done) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || count(what, &is_done));
        let result = work();
        drop(done);
        result
    })
}

fn count(what: &str, is_done: &mpsc::Receiver<()>) {
    let start = Instant::now();
    let mut wait = Duration::from_secs(1);
    let is_terminal = io::stderr().is_terminal();
    let mut told = false;
    while is_done.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        if is_terminal {
            let seconds = start.elapsed().as_secs();
            let line = style("rally:", "1;32");
            let _ = write!(io::stderr().lock(), "\r\x1b[K{line} {what} … {seconds} s");
            wait = Duration::from_millis(250);
        } else if !told {
            note(&format!("{what} …"));
            wait = Duration::from_hours(1);
        }
        told = true;
    }
    if told && is_terminal {
        let _ = write!(io::stderr().lock(), "\r\x1b[K");
    }
}

#[cfg(test)]
mod tests {
    use super::{counted, duration, size};
    use std::time::Duration;

    #[test]
    fn numbers_are_for_people() {
        assert_eq!(counted(1, "file"), "1 file");
        assert_eq!(counted(0, "page"), "0 pages");
        assert_eq!(duration(Duration::from_millis(999)), "999 ms");
        assert_eq!(duration(Duration::from_millis(3450)), "3.5 s");
        assert_eq!(size(950), "0.9 kB");
        assert_eq!(size(57_130), "57.1 kB");
        assert_eq!(size(12_340_000), "12.3 MB");
    }
}
