//! How many instructions each codec takes for each payload, against the counts that are kept. A count
//! does not depend on how busy a machine is; it does on the compiler and on the C library.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::sh;

const KEPT: &str = "benches/instructions.txt";
/// The function of `benches/payloads/src/bin/instructions.rs` in which instructions are counted.
const COUNTED: &str = "instructions::counted";
/// A count may be so much greater than the kept one, in percent.
const TOLERANCE: u64 = 3;

/// Counts, and what they were counted with.
#[derive(Debug, PartialEq, Eq)]
struct Counts {
    machine: String,
    /// By codec, direction and payload.
    counts: BTreeMap<String, u64>,
}

/// Counts and compares; or, with `accept`, keeps what is counted.
pub(crate) fn run(accept: bool) -> Result<(), String> {
    if !sh::any_on_path(&["valgrind"]) {
        return Err("`valgrind` is missing; `cargo xtask setup` installs it".to_owned());
    }
    let found = count()?;
    let path = sh::root().join(KEPT);
    let kept = fs::read_to_string(&path).ok();
    let kept = kept.as_deref().and_then(Counts::parse);
    if accept {
        println!("{}", compare(kept.as_ref().unwrap_or(&found), &found).0);
        return fs::write(&path, found.text()).map_err(|error| format!("{KEPT}: {error}"));
    }
    let kept = kept.ok_or_else(|| format!("{KEPT} cannot be read"))?;
    let (table, grown) = compare(&kept, &found);
    println!("{table}");
    if let Some(reason) = incomparable(&kept.machine, &found.machine) {
        println!("instructions: not compared: {reason}");
        return Ok(());
    }
    if grown.is_empty() {
        return Ok(());
    }
    Err(format!(
        "more than {TOLERANCE}% over {KEPT}: {}. If it has to be, `cargo xtask instructions --accept` \
         keeps the new counts",
        grown.join(", ")
    ))
}

/// Why there is nothing to compare here, in one line: counts depend on the compiler and the C library.
pub(crate) fn missing() -> Option<String> {
    let kept = fs::read_to_string(sh::root().join(KEPT)).ok()?;
    incomparable(&Counts::parse(&kept)?.machine, &machine())
}

fn incomparable(kept: &str, here: &str) -> Option<String> {
    (kept != here).then(|| {
        format!(
            "{KEPT} was counted with {kept}; here is {here}; `cargo xtask instructions --accept` counts anew"
        )
    })
}

/// What counts depend on.
fn machine() -> String {
    let rustc = sh::probe("rustc", &["--version"]).unwrap_or_default();
    let libc = sh::probe("getconf", &["GNU_LIBC_VERSION"]).unwrap_or_default();
    format!("{rustc}, {libc}, {}", std::env::consts::ARCH)
}

fn count() -> Result<Counts, String> {
    let folder = std::env::temp_dir().join(format!("libero-instructions-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let counts = count_into(&folder);
    // Of no use to anybody, and in nobody's way, if it stays.
    let _ = fs::remove_dir_all(&folder);
    Ok(Counts {
        machine: machine(),
        counts: counts?,
    })
}

fn count_into(folder: &Path) -> Result<BTreeMap<String, u64>, String> {
    let output = folder.join("counts");
    let runner = [
        "valgrind".to_owned(),
        "-q".to_owned(),
        "--tool=callgrind".to_owned(),
        format!("--callgrind-out-file={}", output.display()),
        format!("--toggle-collect={COUNTED}"),
        format!("--dump-after={COUNTED}"),
    ];
    let mut command = sh::cargo(&["run", "--release", "-q", "-p", "payloads"]);
    command.args(["--bin", "instructions", "--config"]);
    command.arg(format!("target.'cfg(all())'.runner = {runner:?}"));
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("cargo could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "`{}` failed ({})",
            sh::show(&command),
            output.status
        ));
    }
    let names = String::from_utf8_lossy(&output.stdout);
    let counts = names.lines().enumerate().map(|(index, name)| {
        let part = folder.join(format!("counts.{}", index + 1));
        let total = total(&part).ok_or_else(|| format!("nothing was counted for {name}"))?;
        Ok((name.to_owned(), total))
    });
    let counts: BTreeMap<_, _> = counts.collect::<Result<_, String>>()?;
    if counts.is_empty() {
        return Err("nothing was counted".to_owned());
    }
    Ok(counts)
}

/// The sum of one part of callgrind's output.
fn total(path: &Path) -> Option<u64> {
    let text = fs::read_to_string(path).ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("totals: "))?;
    line.trim().parse().ok()
}

impl Counts {
    fn text(&self) -> String {
        let mut text = format!(
            "# Instructions of one call, counted by callgrind; `cargo xtask instructions --accept` renews them.\n{}\n",
            self.machine
        );
        for (name, count) in &self.counts {
            let _ = writeln!(text, "{name} {count}");
        }
        text
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let machine = lines.next()?.to_owned();
        let entry = |line: &str| {
            let (name, count) = line.rsplit_once(' ')?;
            Some((name.to_owned(), count.parse().ok()?))
        };
        let counts = lines.map(entry).collect::<Option<_>>()?;
        Some(Self { machine, counts })
    }
}

/// A table of both, and what has grown too much, or is not kept yet, or is no longer there.
#[allow(clippy::cast_precision_loss)] // no count comes near 2^53
fn compare(kept: &Counts, found: &Counts) -> (String, Vec<String>) {
    let mut table = format!("  {:<30} {:>12} {:>12}\n", "", "kept", "now");
    let mut grown = vec![];
    for (name, now) in &found.counts {
        let Some(before) = kept.counts.get(name) else {
            let _ = writeln!(table, "  {name:<30} {:>12} {now:>12}", "-");
            grown.push(format!("{name} (not kept yet)"));
            continue;
        };
        let percent = (*now as f64 / *before as f64 - 1.0) * 100.0;
        let _ = writeln!(
            table,
            "  {name:<30} {before:>12} {now:>12} {percent:>+8.1}%"
        );
        if now * 100 > before * (100 + TOLERANCE) {
            grown.push(format!("{name} {percent:+.1}%"));
        }
    }
    let gone = kept
        .counts
        .keys()
        .filter(|name| !found.counts.contains_key(*name));
    grown.extend(gone.map(|name| format!("{name} (not counted any more)")));
    (table, grown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(counts: &[(&str, u64)]) -> Counts {
        let counts = counts
            .iter()
            .map(|(name, count)| ((*name).to_owned(), *count));
        Counts {
            machine: "rustc 1.0, here".to_owned(),
            counts: counts.collect(),
        }
    }

    #[test]
    fn counts_are_kept_as_text() {
        let all = counts(&[("etf-encode small", 7), ("json-decode large", 1 << 40)]);
        assert_eq!(Counts::parse(&all.text()), Some(all));
        assert_eq!(Counts::parse("rustc\netf-encode"), None);
    }

    #[test]
    fn counts_of_another_machine_are_not_compared_and_one_line_says_so() {
        assert_eq!(incomparable("rustc 1.0, x", "rustc 1.0, x"), None);
        let said = incomparable("rustc 1.0, x", "rustc 2.0, x").expect("a reason");
        assert!(!said.contains('\n'), "{said}");
        for part in ["rustc 1.0, x", "rustc 2.0, x", "--accept"] {
            assert!(said.contains(part), "{said}");
        }
    }

    #[test]
    fn what_grows_beyond_the_tolerance_is_named() {
        let kept = counts(&[("a", 1000), ("b", 1000), ("c", 1000), ("d", 1)]);
        let found = counts(&[("a", 1030), ("b", 1031), ("c", 10), ("e", 1)]);
        let (table, grown) = compare(&kept, &found);
        let expected = ["b +3.1%", "e (not kept yet)", "d (not counted any more)"];
        assert_eq!(grown, expected);
        assert!(table.contains("-99.0%"), "{table}");
        assert_eq!(compare(&kept, &kept).1, Vec::<String>::new());
    }
}
