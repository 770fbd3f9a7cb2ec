//! The compiler against parsing the same files with syn, and how long it takes after a save.
//!
//! `cargo run --release --bin gen [-- --quick]`. `LIBERO` names the program; unless it is set, this
//! checkout's is built.

mod program;
mod tree;
mod watch;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use peers::measure::{median, thread_time};
use peers::report::Line;

use program::{Program, Run};
use tree::Outputs;

const TYPES: usize = 10_000;
const PAYLOAD: &str = "10,000 types";
/// What `libero gen` may take of the time that syn takes to parse the same files.
const OF_SYN: f64 = 0.35;
/// What `libero gen` may take where nothing changed.
const UNCHANGED_MS: f64 = 30.0;

/// What one round gave, in seconds.
struct Round {
    all: Run,
    unchanged: Run,
    rust: Run,
    syn: Run,
    syn_in_all_threads: f64,
}

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let rounds = if quick { 5 } else { 15 };
    let program = Program::find();
    let folder = std::env::temp_dir().join(format!("libero-gen-{}", std::process::id()));
    let bytes = tree::write(&folder, TYPES).expect("a tree can be written");
    let texts = texts(&folder.join("src"));
    let lines: usize = texts.iter().map(|text| text.lines().count()).sum();
    println!(
        "{PAYLOAD}: {} files, {lines} lines, {bytes} bytes",
        texts.len()
    );

    let mut measured = vec![];
    for round in 0..=rounds {
        let found = self::round(&program, &folder, &texts);
        // The first one warms the machine's caches.
        if round > 0 {
            measured.push(found);
        }
    }
    fs::remove_dir_all(&folder).expect("the tree can be removed");
    report(&measured);
    watch::measure(&program, &folder, rounds);
    fs::remove_dir_all(&folder).expect("the tree can be removed");
}

fn round(program: &Program, folder: &Path, texts: &[String]) -> Round {
    prepare(folder, Outputs::All);
    let all = program.generate(folder);
    let unchanged = program.generate(folder);
    prepare(folder, Outputs::Rust);
    Round {
        all,
        unchanged,
        rust: program.generate(folder),
        syn: sequential(texts),
        syn_in_all_threads: in_all_threads(texts),
    }
}

fn prepare(folder: &Path, outputs: Outputs) {
    tree::configure(folder, outputs).expect("a manifest");
    tree::clear(folder).expect("outputs can be removed");
    // A manifest that was written in the same moment would not be trusted by the next run.
    thread::sleep(Duration::from_millis(100));
}

/// What a round says of one contender, in seconds.
type Of = fn(&Round) -> f64;

fn report(rounds: &[Round]) {
    let all_of = |of: Of| median(rounds.iter().map(of).collect());
    let line = |goal: &'static str, ours: Of, peer: Of, note: Option<&'static str>| {
        let ratios = rounds.iter().map(|round| ours(round) / peer(round));
        Line {
            ours_ns: Some((all_of(ours) * 1e9).round()),
            peer_ns: Some((all_of(peer) * 1e9).round()),
            note,
            ..Line::new(goal, PAYLOAD, median(ratios.collect()))
        }
    };
    let all: Of = |round| round.all.wall;
    let syn: Of = |round| round.syn.wall;
    let note = "all that `libero init` configures, written anew; wall time with all threads, against syn in one thread, files read before and trees dropped after";
    Line {
        at_most: Some(OF_SYN),
        ..line("gen/syn-parse", all, syn, Some(note))
    }
    .print();
    let goal = "gen/syn-parse, contract and Rust alone";
    line(goal, |round| round.rust.wall, syn, None).print();
    let goal = "gen/syn-parse, CPU time";
    let note = "of all threads, user and system";
    let (cpu, syn_cpu): (Of, Of) = (|round| round.all.cpu, |round| round.syn.cpu);
    line(goal, cpu, syn_cpu, Some(note)).print();
    let goal = "gen/syn-parse in all threads";
    line(goal, all, |round| round.syn_in_all_threads, None).print();
    let unchanged = all_of(|round| round.unchanged.wall) * 1e3;
    let line = serde_json::json!({
        "goal": "gen/unchanged", "payload": PAYLOAD, "ms": unchanged, "at_most_ms": UNCHANGED_MS,
        "note": "the second run, just after the first",
    });
    println!("{line}");
}

/// As a program that wants syntax trees parses file after file.
fn sequential(texts: &[String]) -> Run {
    let (mut wall, mut cpu) = (Duration::ZERO, Duration::ZERO);
    for text in texts {
        let (start, before) = (Instant::now(), thread_time());
        let file = black_box(syn::parse_file(black_box(text)));
        wall += start.elapsed();
        cpu += thread_time().saturating_sub(before);
        file.expect("the tree is Rust");
    }
    Run {
        wall: wall.as_secs_f64(),
        cpu: cpu.as_secs_f64(),
    }
}

fn in_all_threads(texts: &[String]) -> f64 {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let start = Instant::now();
    thread::scope(|scope| {
        for part in texts.chunks(texts.len().div_ceil(threads)) {
            scope.spawn(move || {
                for text in part {
                    black_box(syn::parse_file(black_box(text))).expect("the tree is Rust");
                }
            });
        }
    });
    start.elapsed().as_secs_f64()
}

fn texts(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let files = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files
        .map(|path| fs::read_to_string(path).expect("a file"))
        .collect()
}
