//! Where a table was measured, and with which versions.

use std::fs;

use super::section::Section;
use crate::sh;

/// The paragraph above a table.
pub(super) fn description(section: &Section) -> String {
    let read = |path: &str| fs::read_to_string(sh::root().join(path)).unwrap_or_default();
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let peers = read(&format!("{}/Cargo.lock", section.workspace));
    let packages = read(&format!("{}/package-lock.json", section.npm));
    let parts = [
        sh::probe("date", &["-u", "+%F"]),
        Some(processor(&cpu)),
        sh::probe("uname", &["-sm"]),
        sh::probe("rustc", &["--version"]),
        sh::probe("node", &["--version"]).map(|version| format!("Node {version}")),
        erlang().filter(|_| section.has_erlang),
    ];
    let mut versions: Vec<String> = vec![];
    versions.extend(
        section
            .crates
            .iter()
            .filter_map(|name| locked(&peers, name)),
    );
    versions.extend(
        section
            .packages
            .iter()
            .filter_map(|name| locked_npm(&packages, name)),
    );
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}.\nPeers: {}.", parts.join(", "), versions.join(", "))
}

fn erlang() -> Option<String> {
    let otp = "io:put_chars(erlang:system_info(otp_release)), halt().";
    let release = sh::probe("erl", &["-noshell", "-eval", otp])?;
    Some(format!("OTP {release}"))
}

/// The name of the processor and how many of its cores there are.
fn processor(cpuinfo: &str) -> String {
    let field = |name: &str| {
        let line = cpuinfo.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim())
    };
    let count = cpuinfo
        .lines()
        .filter(|line| line.starts_with("processor"))
        .count();
    let name = field("model name").unwrap_or("unknown processor");
    // A virtual machine hides the name; the numbers tell the generation.
    let numbers = match (field("cpu family"), field("model\t")) {
        (Some(family), Some(model)) => format!(" (family {family}, model {model})"),
        _ => String::new(),
    };
    format!("{name}{numbers}, {count} cores")
}

/// `name 1.2.3` by a `Cargo.lock`; the newest, if there are several.
fn locked(lock: &str, name: &str) -> Option<String> {
    let start = format!("name = \"{name}\"\nversion = \"");
    let place = lock.rfind(&start)? + start.len();
    let version = lock[place..].split('"').next()?;
    Some(format!("{name} {version}"))
}

/// The same by a `package-lock.json`.
fn locked_npm(lock: &str, name: &str) -> Option<String> {
    let lock: serde_json::Value = serde_json::from_str(lock).ok()?;
    let version = lock["packages"][format!("node_modules/{name}")]["version"].as_str()?;
    Some(format!("{name} {version}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_processor_is_named_and_counted() {
        let info = "processor\t: 0\ncpu family\t: 6\nmodel\t\t: 143\nmodel name\t: A Chip @ 2 GHz\n\n\
                    processor\t: 1\nmodel name\t: A Chip @ 2 GHz\n";
        assert_eq!(
            processor(info),
            "A Chip @ 2 GHz (family 6, model 143), 2 cores"
        );
        assert_eq!(processor(""), "unknown processor, 0 cores");
    }

    #[test]
    fn versions_are_those_of_the_lock_files() {
        let cargo = "name = \"syn\"\nversion = \"2.0.1\"\n\nname = \"syn\"\nversion = \"3.0.9\"\n";
        assert_eq!(locked(cargo, "syn"), Some("syn 3.0.9".into()));
        assert_eq!(locked(cargo, "sy"), None);
        let npm = r#"{"packages":{"node_modules/@a/b":{"version":"1.2.3"}}}"#;
        assert_eq!(locked_npm(npm, "@a/b"), Some("@a/b 1.2.3".into()));
        assert_eq!(locked_npm("", "@a/b"), None);
    }
}
