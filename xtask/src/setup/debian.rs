//! Debian packages, through apt-get.

use crate::setup::{Need, say};
use crate::sh;

/// Installs the Debian packages of the needs whose programs are not there.
pub(super) fn install(needs: &[Need]) -> Result<(), String> {
    let packages: Vec<&str> = needs
        .iter()
        .filter(|need| !is_there(**need))
        .flat_map(|need| packages(*need))
        .copied()
        .collect();
    if packages.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "apt-get update && apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    );
    if !sh::any_on_path(&["apt-get"]) {
        return Err(format!(
            "missing: {}. This machine has no apt-get: install them with its own package manager \
             (the names are Debian's), then run this again",
            packages.join(" ")
        ));
    }
    if sh::probe("id", &["-u"]).as_deref() != Some("0") {
        return Err(format!(
            "missing: {}. Only root may install them. Run:\n\n    sudo sh -c '{by_hand}'\n\nthen run this again",
            packages.join(" ")
        ));
    }
    say(&format!("installing {} (apt-get)", packages.join(" ")));
    let apt = |arguments: &[&str]| {
        let mut command = sh::program("apt-get", arguments);
        sh::run(command.env("DEBIAN_FRONTEND", "noninteractive"))
    };
    let quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"];
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(quiet);
    install.extend(packages);
    // Old package lists name files that the mirror no longer has, so they are renewed first.
    apt(&["update", quiet[0]])
        .and_then(|()| apt(&install))
        .map_err(|error| format!("{error}. To see why, run:\n\n    {by_hand}"))
}

fn packages(need: Need) -> &'static [&'static str] {
    match need {
        Need::Compiler => &["gcc", "libc6-dev"],
        Need::Cpp => &["g++"],
        Need::Erlang => &["erlang-base", "erlang-inets"],
        Need::Elixir => &["elixir", "erlang-tools", "erlang-parsetools"],
        Need::Chromium => &["chromium"],
        Need::Venv => &["python3-venv"],
        Need::Valgrind => &["valgrind"],
        Need::Wasm | Need::Miri | Need::Npm | Need::NpmPeers => &[],
    }
}

fn is_there(need: Need) -> bool {
    match need {
        Need::Compiler => sh::any_on_path(&["cc", "gcc", "clang"]),
        Need::Cpp => sh::any_on_path(&["c++", "g++", "clang++"]),
        Need::Erlang => {
            let has_inets = "halt(case code:lib_dir(inets) of {error, _} -> 1; _ -> 0 end).";
            sh::any_on_path(&["erlc"])
                && sh::probe("erl", &["-noshell", "-eval", has_inets]).is_some()
        }
        Need::Elixir => sh::any_on_path(&["mix"]),
        Need::Chromium => sh::any_on_path(&["chromium", "chromium-browser", "google-chrome"]),
        Need::Venv => sh::probe("python3", &["-c", "import ensurepip, venv"]).is_some(),
        Need::Valgrind => sh::any_on_path(&["valgrind"]) || !cfg!(target_os = "linux"),
        Need::Wasm | Need::Miri | Need::Npm | Need::NpmPeers => true,
    }
}
