//! Completions, as shells ask for them.

use std::path::Path;
use std::process::Command;

mod support;

use support::{command, ended, libero, package};

/// What is offered for a command line whose last word is to be completed, one a line.
fn offered(dir: &Path, shell: &str, words: &[&str]) -> Vec<String> {
    let mut command = command(dir, &[&["--", "libero"], words].concat());
    command
        .env("LIBERO_COMPLETE", shell)
        .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
        .env("_CLAP_IFS", "\n");
    let (code, out, err) = ended(&command.output().expect("the program runs"));
    assert_eq!((code, err.as_str()), (0, ""), "{words:?}");
    out.lines().map(str::to_owned).collect()
}

#[test]
fn commands_options_and_files_are_offered() {
    let dir = package(&[("server/Cargo.toml", ""), ("notes.txt", "")]);
    let cases: [(&[&str], &[&str]); 5] = [
        (&["ge"], &["gen"]),
        (&["gen", "--w"], &["--watch"]),
        (&["gen", "--message-format", "c"], &["cargo-json"]),
        (&["gen", "--manifest-path", "se"], &["server/"]),
        (&["completions", "z"], &["zsh"]),
    ];
    for (words, expected) in cases {
        assert_eq!(offered(dir.path(), "bash", words), expected, "{words:?}");
    }
    let with_help = offered(dir.path(), "fish", &["gen", "--che"]);
    assert!(
        with_help[0].starts_with("--check\tWrite nothing"),
        "{with_help:?}"
    );
}

#[test]
fn endpoints_of_the_project_and_of_files_are_offered() {
    let manifest = "[package]\nname = \"app\"\n[package.metadata.libero]\ncontract = \"c.json\"\n";
    let contract = include_str!("../../../examples/quickstart/generated/contract.json");
    let project = package(&[("Cargo.toml", manifest), ("c.json", contract)]);
    let cases: [(&[&str], &[&str]); 5] = [
        (&["schema", "load_t"], &["load_task"]),
        (
            &["schema", "board/tasks.l"],
            &["board/tasks.list_tasks", "board/tasks.load_task"],
        ),
        (&["schema", "c."], &["c.json"]),
        (
            &[
                "call",
                "http://127.0.0.1:1",
                "--contract",
                "c.json",
                "board/tasks.l",
            ],
            &["board/tasks.list_tasks", "board/tasks.load_task"],
        ),
        (&["inspect", "x", "--endpoint", "load_t"], &["load_task"]),
    ];
    for (words, expected) in cases {
        let mut offered = offered(project.path(), "bash", words);
        offered.sort();
        assert_eq!(offered, expected, "{words:?}");
    }
    let elsewhere = package(&[("other/c.json", contract)]);
    let words = ["schema", "other/c.json", "load_t"];
    assert_eq!(offered(elsewhere.path(), "bash", &words), ["load_task"]);
}

#[test]
fn revisions_are_offered_beside_files() {
    let dir = package(&[("main.json", "{}")]);
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.arg("-C").arg(dir.path());
        git.args(["-c", "user.name=a", "-c", "user.email=a@b"]);
        git.args(["-c", "commit.gpgsign=false"]).args(arguments);
        assert!(git.status().expect("git runs").success(), "{arguments:?}");
    };
    let diff = |current: &str| offered(dir.path(), "bash", &["diff", current]);
    assert_eq!(diff("ma"), ["main.json"], "there is no repository");
    git(&["init", "-q", "-b", "main"]);
    git(&["commit", "-q", "--allow-empty", "-m", "The first"]);
    git(&["branch", "matter/one"]);
    git(&["tag", "v1"]);
    assert_eq!(diff("ma"), ["main", "matter/one", "main.json"]);
    assert_eq!(offered(dir.path(), "bash", &["diff", "main", "v"]), ["v1"]);
    let with_help = offered(dir.path(), "fish", &["diff", "v"]);
    assert_eq!(with_help, ["v1\tThe first"]);
}

#[test]
fn vectors_are_offered_for_what_the_contract_has() {
    let contract = include_str!("../../../examples/quickstart/generated/contract.json");
    let dir = package(&[("contract.json", contract)]);
    let cases: [(&[&str], &[&str]); 3] = [
        (
            &["vectors", "contract.json", "--type", "TaskE"],
            &["TaskError"],
        ),
        (
            &["vectors", "contract.json", "--endpoint", "load_t"],
            &["load_task"],
        ),
        // It has a parameter, and so no values by itself.
        (&["vectors", "contract.json", "--type", "Pag"], &[]),
    ];
    for (words, expected) in cases {
        assert_eq!(offered(dir.path(), "bash", words), expected, "{words:?}");
    }
}

#[test]
fn every_shell_gets_a_script() {
    let dir = package(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, out, err) = libero(dir.path(), &["completions", shell]);
        assert_eq!((code, err.as_str()), (0, ""), "{shell}");
        assert!(out.contains("LIBERO_COMPLETE"), "{shell}: {out}");
    }
    let (code, _, err) = libero(dir.path(), &["completions", "csh"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("[possible values: bash, elvish, fish, powershell, zsh]"),
        "{err}"
    );
}

/// Bash itself: its words are split at colons, and the script is to put them together.
#[test]
fn bash_asks_with_whole_addresses() {
    let dir = package(&[]);
    let program = Path::new(env!("CARGO_BIN_EXE_libero"));
    let bin = program.parent().expect("a folder");
    let ask = |words: &str, index: usize, current: &str| {
        // The program is replaced by one that shows what it is asked.
        let script = format!(
            "source <(libero completions bash)\n\
             libero() {{ printf '%s of %s: %s' \"$_CLAP_COMPLETE_INDEX\" \"$(($# - 1))\" \"${{*:2}}\"; }}\n\
             COMP_WORDS=({words}); COMP_CWORD={index}; COMP_TYPE=9\n\
             _clap_complete_libero libero '{current}' x 2>/dev/null\n\
             printf '%s' \"${{COMPREPLY[*]}}\""
        );
        let path = std::env::var("PATH").unwrap_or_default();
        let output = Command::new("bash")
            .args(["--norc", "-c", &script])
            .current_dir(dir.path())
            .env("PATH", format!("{}:{path}", bin.display()))
            .output()
            .expect("bash runs");
        ended(&output).1
    };
    let url = "http : //127.0.0.1 : 8080";
    let cases = [
        ("libero ge".to_owned(), 1, "ge", "1 of 2: libero ge"),
        (
            format!("libero call {url} lo"),
            7,
            "lo",
            "3 of 4: libero call http://127.0.0.1:8080 lo",
        ),
        (
            format!("libero call {url} ''"),
            7,
            "",
            "3 of 4: libero call http://127.0.0.1:8080",
        ),
        (
            format!("libero call {url}"),
            6,
            "8080",
            "2 of 3: libero call http://127.0.0.1:8080",
        ),
    ];
    for (words, index, current, expected) in cases {
        assert_eq!(ask(&words, index, current), expected, "{words}");
    }
}

#[test]
fn what_is_misspelt_is_told_with_the_nearest_name() {
    let dir = package(&[]);
    let cases: [(&[&str], &str); 7] = [
        (&["genn"], "a similar subcommand exists: 'gen'"),
        (&["gne"], "  tip: `libero gen` is meant by that\n"),
        (&["check"], "  tip: `libero gen --check` is meant by that\n"),
        (&["serve"], "  tip: `libero mock` is meant by that\n"),
        (
            &["completoins"],
            "a similar subcommand exists: 'completions'",
        ),
        (&["gen", "--wach"], "a similar argument exists: '--watch'"),
        (
            &["gen", "--message-format", "cargojson"],
            "a similar value exists: 'cargo-json'",
        ),
    ];
    for (args, tip) in cases {
        let (code, out, err) = libero(dir.path(), args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains(tip), "{args:?}: {err}");
        assert_eq!(err.matches("tip: ").count(), 1, "{err}");
    }
}
