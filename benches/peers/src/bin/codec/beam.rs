//! The BEAM, in a process of its own that takes turns with the contenders of this one.

use std::cell::RefCell;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;
use std::{env, fs, process};

use peers::measure::median;

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../beam/beam_bench.erl");

/// A BEAM that runs `beam_bench`.
pub(crate) struct Beam {
    child: Child,
    pipes: RefCell<(ChildStdin, BufReader<ChildStdout>)>,
    folder: PathBuf,
    /// The CPU time of a turn that does nothing.
    idle: Duration,
}

/// What the BEAM does in a turn.
#[derive(Clone, Copy)]
pub(crate) enum Work {
    Encode,
    Decode,
}

impl Beam {
    /// Compiles the module and starts it. One scheduler that sleeps when it has nothing to do, so that
    /// the CPU time of the process is that of the work.
    pub(crate) fn start() -> io::Result<Self> {
        let folder = env::temp_dir().join(format!("libero-beam-{}", process::id()));
        fs::create_dir_all(&folder)?;
        let compiled = Command::new("erlc")
            .arg("-o")
            .arg(&folder)
            .arg(SOURCE)
            .status()?;
        if !compiled.success() {
            return Err(io::Error::other("erlc does not compile beam_bench.erl"));
        }
        let mut child = Command::new("erl")
            .args(["+S", "1:1", "+SDcpu", "1:1", "+SDio", "1"])
            .args(["+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none"])
            .arg("-pa")
            .arg(&folder)
            .args(["-noshell", "-s", "beam_bench", "start"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdin = child.stdin.take().expect("it is piped");
        let stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        Ok(Self {
            child,
            pipes: RefCell::new((stdin, stdout)),
            folder,
            idle: Duration::ZERO,
        })
    }

    /// Gives the BEAM a term; how many bytes it writes it in.
    pub(crate) fn load(&mut self, bytes: &[u8]) -> usize {
        let path = self.folder.join("value.etf");
        fs::write(&path, bytes).expect("the folder of temporary files takes a file");
        let length = self.ask(&format!("load {}", path.display()));
        let idle = (0..31).map(|_| self.measured("encode 0").as_secs_f64());
        self.idle = Duration::from_secs_f64(median(idle.collect()));
        usize::try_from(length).expect("a length")
    }

    /// Lets the BEAM work; how much CPU time that took.
    pub(crate) fn turn(&self, work: Work, times: u32) -> Duration {
        let request = match work {
            Work::Encode => "encode",
            Work::Decode => "decode",
        };
        self.measured(&format!("{request} {times}"))
            .saturating_sub(self.idle)
    }

    fn measured(&self, line: &str) -> Duration {
        let before = cpu_time(self.child.id());
        let wall = Duration::from_nanos(self.ask(line));
        let after = cpu_time(self.child.id());
        // Without statistics of the scheduler, the time that passed has to do.
        match (before, after) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => wall,
        }
    }

    fn ask(&self, line: &str) -> u64 {
        let (stdin, stdout) = &mut *self.pipes.borrow_mut();
        let mut answer = String::new();
        writeln!(stdin, "{line}")
            .and_then(|()| stdout.read_line(&mut answer))
            .expect("the BEAM answers");
        let number = answer.trim().parse();
        number.unwrap_or_else(|_| panic!("the BEAM does not answer `{line}`: {answer:?}"))
    }
}

impl Drop for Beam {
    fn drop(&mut self) {
        // Errors mean that it has ended, and that there is no folder.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// How long the CPU worked for all threads of a process, as Linux counts it.
fn cpu_time(process: u32) -> Option<Duration> {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).ok()?;
    let mut total = Duration::ZERO;
    for task in tasks {
        total += thread_time(&task.ok()?.path())?;
    }
    Some(total)
}

fn thread_time(task: &Path) -> Option<Duration> {
    let text = fs::read_to_string(task.join("schedstat")).ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
