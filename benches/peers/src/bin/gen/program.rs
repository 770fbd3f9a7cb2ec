//! The `libero` program, run as a person runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// What something took, in seconds.
pub struct Run {
    pub wall: f64,
    /// Of all threads, user and system; 0 where the system does not tell.
    pub cpu: f64,
}

pub struct Program(PathBuf);

impl Program {
    /// The one that `LIBERO` names, else this checkout's.
    pub fn find() -> Self {
        if let Some(path) = std::env::var_os("LIBERO") {
            return Self(path.into());
        }
        let output = Command::new("cargo")
            .args([
                "build",
                "--release",
                "-p",
                "libero-cli",
                "--message-format",
                "json",
            ])
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
            .stderr(Stdio::inherit())
            .output()
            .expect("cargo starts");
        assert!(output.status.success(), "libero builds");
        let text = String::from_utf8(output.stdout).expect("JSON");
        let path = text.lines().rev().find_map(|line| {
            let message: serde_json::Value = serde_json::from_str(line).ok()?;
            Some(message["executable"].as_str()?.into())
        });
        Self(path.expect("cargo names the program"))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// `libero gen` in a folder.
    pub fn generate(&self, folder: &Path) -> Run {
        let (start, before) = (Instant::now(), cpu_of_children());
        let output = Command::new(&self.0)
            .arg("gen")
            .current_dir(folder)
            .env_remove("CARGO_TARGET_DIR")
            .stdin(Stdio::null())
            .output()
            .expect("libero starts");
        let wall = start.elapsed().as_secs_f64();
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{message:.2000}");
        Run {
            wall,
            cpu: cpu_of_children() - before,
        }
    }
}

/// What the processes that this one waited for have taken, in seconds, to a hundredth.
fn cpu_of_children() -> f64 {
    // `cutime` and `cstime` are fields 16 and 17; the state is field 3.
    cpu("/proc/self/stat", 13)
}

/// Two times of a process together, in seconds, to a hundredth: the fields after so many that follow its
/// name. 0 where the system does not tell.
pub fn cpu(stat: &str, skipped: usize) -> f64 {
    const TICKS_IN_A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string(stat).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields = after_name.split_whitespace().skip(skipped).take(2);
    let ticks: f64 = fields.filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / TICKS_IN_A_SECOND
}
