//! From the save of a file to the outputs, with `libero gen --watch` at work.

use std::fs;
use std::io::{BufRead as _, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::program::{Program, cpu};
use crate::tree::{self, Outputs};

const TYPES: usize = 1_000;
const PAYLOAD: &str = "1,000 types";
/// What may pass between a save and the last output.
const SAVE_MS: f64 = 100.0;

/// Edits files of a tree and reports what the watcher took.
pub fn measure(program: &Program, folder: &Path, rounds: usize) {
    tree::write(folder, TYPES).expect("a tree can be written");
    tree::configure(folder, Outputs::All).expect("a manifest");
    let mut watcher = Watcher::start(program, folder);
    let mut times = vec![];
    let before = watcher.cpu();
    for round in 0..=rounds {
        let module = round % (TYPES / tree::IN_MODULE);
        let seconds = watcher.save(folder, module, round);
        // The first one warms the machine's caches.
        if round > 0 {
            times.push(seconds * 1e3);
        }
        // Longer than the watcher looks twice.
        thread::sleep(Duration::from_millis(300));
    }
    let saves = f64::from(u32::try_from(rounds + 1).expect("few rounds"));
    let cpu = (watcher.cpu() - before) * 1e3 / saves;
    times.sort_by(f64::total_cmp);
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    let line = serde_json::json!({
        "goal": "gen --watch/save", "payload": PAYLOAD, "ms": median, "at_most_ms": SAVE_MS,
        "note": format!("a field more, until the line that says all is written; the slowest of {rounds}: \
            {worst:.0} ms; CPU time of all threads for each, with the second look: {cpu:.0} ms"),
    });
    println!("{line}");
}

struct Watcher {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watcher {
    fn start(program: &Program, folder: &Path) -> Self {
        let mut child = Command::new(program.path())
            .args(["gen", "--watch"])
            .current_dir(folder)
            .env_remove("CARGO_TARGET_DIR")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("libero starts");
        let output = child.stdout.take().expect("it is piped");
        let mut lines = BufReader::new(output).lines();
        lines.next().expect("a line").expect("text");
        thread::sleep(Duration::from_millis(500));
        Self { child, lines }
    }

    /// What it has taken so far, in seconds.
    fn cpu(&self) -> f64 {
        cpu(&format!("/proc/{}/stat", self.child.id()), 11)
    }

    /// Adds a field to the first type of a module; the seconds until the watcher said its line.
    fn save(&mut self, folder: &Path, module: usize, round: usize) -> f64 {
        let path = folder.join(format!("src/area{module}.rs"));
        let text = fs::read_to_string(&path).expect("a file");
        let field = format!("pub tags: Vec<String>,\n    pub added{round}: u32,");
        let edited = text.replacen("pub tags: Vec<String>,", &field, 1);
        assert_ne!(text, edited);
        let start = Instant::now();
        fs::write(&path, edited).expect("the file can be written");
        let line = self.lines.next().expect("a line").expect("text");
        let seconds = start.elapsed().as_secs_f64();
        assert!(
            line.contains("changed") && line.contains("written"),
            "{line}"
        );
        seconds
    }
}
