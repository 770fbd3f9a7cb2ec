//! Fuzzing: the targets of `tests/fuzz`, guided by coverage.
//!
//! The programs are libFuzzer's, built with the flags that `cargo fuzz` gives; the address sanitizer
//! only where it is asked for. So the stable toolchain builds them, and nothing needs to be installed
//! beside a C++ compiler. The folders are those of `cargo fuzz`, which works too (`cargo fuzz run --fuzz-dir
//! tests/fuzz etf`).

use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::{env, fs};

use crate::args::FuzzOptions;
use crate::setup::{self, Need};
use crate::sh;

const FOLDER: &str = "tests/fuzz";
const MINUTES: u64 = 10;
/// How long each target runs as one step of the tests, beyond its seeds.
const SHORT_SECONDS: u64 = 8;

/// The longest input, in bytes. What is longer is cut, seeds too; and the longer, the fewer are tried.
const LONGEST: usize = 16 << 10;

/// What the compiler is told, so that libFuzzer sees which branches were taken and what was compared.
const COVERAGE: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Reads and writes beside what was allocated end the program. Only unsafe code can do that.
const ADDRESSES: &str = "-Zsanitizer=address";

/// Runs the targets named, or all, for minutes each. What they find is kept.
pub(crate) fn run(options: &FuzzOptions) -> Result<(), String> {
    if options.seeds {
        return write_seeds();
    }
    let chosen = chosen(&options.targets)?;
    setup::run(&[Need::Cpp])?;
    let programs = build(options.asan)?;
    let seconds = options.minutes.unwrap_or(MINUTES) * 60;
    each(&chosen, |target| {
        let corpus = sh::root().join(FOLDER).join("corpus").join(target);
        let mut command = program(&programs, target, &corpus)?;
        command.arg(format!("-max_total_time={seconds}"));
        sh::run(&mut command).map_err(|_| failed(target))
    })
}

/// Runs every target on its seeds and for some seconds more, the same random choices each time.
pub(crate) fn short() -> Result<(), String> {
    let programs = build(false)?;
    let scratch = env::temp_dir().join(format!("libero-fuzz-{}", process::id()));
    let outcome = each(&targets()?, |target| {
        let mut command = program(&programs, target, &scratch.join(target))?;
        command.arg(format!("-max_total_time={SHORT_SECONDS}"));
        command.arg("-seed=1");
        summary(&mut command).map_err(|error| format!("{error}\n{}", failed(target)))
    });
    // What cannot be removed is left to whoever cleans the folder of temporary files.
    let _ = fs::remove_dir_all(&scratch);
    outcome
}

/// Every target is run, also when one before it has failed.
fn each(targets: &[String], run: impl Fn(&str) -> Result<(), String>) -> Result<(), String> {
    let mut failures = vec![];
    for target in targets {
        println!("── {target}");
        failures.extend(run(target).err());
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n"))
    }
}

/// The names of the targets, which are those of their programs.
fn targets() -> Result<Vec<String>, String> {
    let folder = sh::root().join(FOLDER).join("targets");
    let entries =
        fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// The targets named, all of which must be there; every target, if none is named.
fn chosen(named: &[String]) -> Result<Vec<String>, String> {
    let known = targets()?;
    if let Some(wrong) = named.iter().find(|name| !known.contains(name)) {
        return Err(format!(
            "there is no fuzz target `{wrong}`; there are: {}",
            known.join(" ")
        ));
    }
    Ok(if named.is_empty() {
        known
    } else {
        named.to_vec()
    })
}

/// Builds the targets; the folder of their programs.
fn build(asan: bool) -> Result<PathBuf, String> {
    let host = sh::probe("rustc", &["--print", "host-tuple"])
        .ok_or("`rustc --print host-tuple` says nothing: Rust 1.84 or later is needed")?;
    let target_folder = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| sh::root().join("target"), PathBuf::from)
        .join(if asan { "fuzz-asan" } else { "fuzz" });
    let mut flags = COVERAGE.to_vec();
    flags.extend(asan.then_some(ADDRESSES));
    let mut cargo = sh::cargo(&["build", "--release", "--bins", "--manifest-path"]);
    cargo
        .arg(format!("{FOLDER}/Cargo.toml"))
        // With a target named, build scripts and macros are not instrumented.
        .args(["--target", &host, "--target-dir"])
        .arg(&target_folder)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    if asan {
        // The sanitizer's run-time comes with stable toolchains, its flag does not.
        cargo.env("RUSTC_BOOTSTRAP", "1");
    }
    sh::run(&mut cargo)?;
    Ok(target_folder.join(host).join("release"))
}

/// The program of a target, with its words, and its corpus to begin with and to add to.
fn program(programs: &Path, target: &str, corpus: &Path) -> Result<Command, String> {
    let folder = sh::root().join(FOLDER);
    let artifacts = folder.join("artifacts").join(target);
    for made in [corpus, &artifacts] {
        fs::create_dir_all(made).map_err(|error| format!("{}: {error}", made.display()))?;
    }
    let mut command = Command::new(programs.join(target));
    command
        .current_dir(sh::root())
        .args(["-timeout=20", "-rss_limit_mb=2048", "-print_funcs=0"])
        .arg(format!("-max_len={LONGEST}"))
        .arg(format!("-artifact_prefix={}/", artifacts.display()));
    let words = folder.join("dictionaries").join(dictionary(target));
    if words.is_file() {
        command.arg(format!("-dict={}", words.display()));
    }
    command.arg(corpus).arg(folder.join("seeds").join(target));
    Ok(command)
}

/// The name of a target's words. Two read ETF and JSON, and have those of both.
fn dictionary(target: &str) -> String {
    let name = match target {
        "javascript" | "frames" => "codecs",
        own => own,
    };
    format!("{name}.dict")
}

/// Runs a target and says what it did in a line; all that it said where it failed.
fn summary(command: &mut Command) -> Result<(), String> {
    let shown = sh::show(command);
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        eprint!("{said}");
        return Err(format!("`{shown}` failed ({})", output.status));
    }
    let lines = said.lines().filter(|line| line.contains("DONE"));
    lines.for_each(|line| println!("{}", line.trim()));
    Ok(())
}

fn failed(target: &str) -> String {
    format!(
        "the fuzz target `{target}` failed: the input is in {FOLDER}/artifacts/{target}; to see \
         it fail again, put it into {FOLDER}/seeds/{target} and run `cargo test -p hostile`"
    )
}

/// Makes the seeds and the dictionaries anew.
fn write_seeds() -> Result<(), String> {
    let program = ["run", "--quiet", "-p", "hostile", "--bin", "write_seeds"];
    sh::run(&mut sh::cargo(&program))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_target_has_seeds() {
        let targets = targets().expect("targets");
        assert!(targets.len() >= 7, "{targets:?}");
        for target in targets {
            let seeds = sh::root().join(FOLDER).join("seeds").join(&target);
            assert!(seeds.is_dir(), "{target}");
        }
    }

    #[test]
    fn no_seed_is_cut_and_no_dictionary_is_for_nobody() {
        let files = |folder: PathBuf| fs::read_dir(folder).expect("a folder").flatten();
        let folder = sh::root().join(FOLDER);
        let targets = targets().expect("targets");
        for seed in targets
            .iter()
            .flat_map(|target| files(folder.join("seeds").join(target)))
        {
            let length = fs::read(seed.path()).expect("a seed").len();
            assert!(
                length <= LONGEST,
                "{}: {length} bytes",
                seed.path().display()
            );
        }
        let used: Vec<String> = targets.iter().map(|target| dictionary(target)).collect();
        for words in files(folder.join("dictionaries")) {
            let name = words.file_name().into_string().expect("a name");
            assert!(used.contains(&name), "{name}");
        }
    }

    #[test]
    fn an_unknown_target_is_refused_with_the_names_of_all() {
        let refused = chosen(&["nosuch".to_owned()]).expect_err("there is none");
        for target in targets().expect("targets") {
            assert!(refused.contains(&target), "{refused}");
        }
        assert_eq!(chosen(&[]), targets());
        assert_eq!(chosen(&["etf".to_owned()]), Ok(vec!["etf".to_owned()]));
    }

    #[test]
    fn later_targets_run_when_one_has_failed() {
        let targets = ["a", "b", "c"].map(str::to_owned);
        let outcome = each(&targets, |target| {
            if target == "c" {
                Ok(())
            } else {
                Err(target.to_owned())
            }
        });
        assert_eq!(outcome, Err("a\nb".to_owned()));
    }
}
