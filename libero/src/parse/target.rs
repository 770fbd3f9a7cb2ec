//! The `cfg` values that a target triple stands for, without asking rustc.

use crate::parse::cfg::CfgContext;

/// The triple of the machine that libero was built for.
pub fn host_triple() -> String {
    let arch = std::env::consts::ARCH;
    let env = if cfg!(target_env = "musl") {
        "musl"
    } else if cfg!(target_env = "msvc") {
        "msvc"
    } else {
        "gnu"
    };
    match std::env::consts::OS {
        "macos" => format!("{arch}-apple-darwin"),
        "ios" => format!("{arch}-apple-ios"),
        "windows" => format!("{arch}-pc-windows-{env}"),
        "linux" => format!("{arch}-unknown-linux-{env}"),
        other => format!("{arch}-unknown-{other}"),
    }
}

/// Whether both the processor and the system of a triple are ones that there are.
pub fn is_known(triple: &str) -> bool {
    let mut parts = triple.split('-');
    let processor = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let processors = [
        "aarch64",
        "amdgcn",
        "arm",
        "avr",
        "bpf",
        "csky",
        "hexagon",
        "i386",
        "i586",
        "i686",
        "loongarch",
        "m68k",
        "mips",
        "msp430",
        "nvptx",
        "powerpc",
        "riscv",
        "s390x",
        "sparc",
        "thumb",
        "wasm",
        "x86_64",
        "xtensa",
    ];
    let systems = [
        "3ds",
        "aix",
        "amdhsa",
        "android",
        "cuda",
        "cygwin",
        "darwin",
        "dragonfly",
        "emscripten",
        "espidf",
        "freebsd",
        "freestanding",
        "fuchsia",
        "haiku",
        "helenos",
        "hermit",
        "horizon",
        "hurd",
        "illumos",
        "ios",
        "l4re",
        "linux",
        "lynxos",
        "managarm",
        "motor",
        "netbsd",
        "none",
        "nto",
        "nuttx",
        "openbsd",
        "psp",
        "psx",
        "qurt",
        "redox",
        "rtems",
        "sgx",
        "solaris",
        "solid_asp3",
        "teeos",
        "trusty",
        "tvos",
        "uefi",
        "v5",
        "visionos",
        "vita",
        "vxworks",
        "wasi",
        "watchos",
        "windows",
        "xous",
        "zkvm",
    ];
    let is_system = |part: &&str| systems.iter().any(|system| part.starts_with(system));
    processors.iter().any(|known| processor.starts_with(known))
        && (rest.iter().any(is_system) || rest == ["unknown", "unknown"])
}

pub(super) fn switch_on(triple: &str, cfg: &mut CfgContext) {
    let mut parts = triple.split('-');
    let arch = arch(parts.next().unwrap_or_default());
    let rest: Vec<&str> = parts.collect();
    let has = |name: &str| rest.iter().any(|part| part.starts_with(name));

    cfg.pair("target_arch", arch);
    let width = pointer_width(arch, &rest);
    cfg.pair("target_pointer_width", width);
    let big = ["powerpc", "powerpc64", "s390x", "mips", "mips64", "sparc64"];
    let little_end = triple.starts_with("powerpc64le") || triple.contains("el-");
    let endian = if big.contains(&arch) && !little_end {
        "big"
    } else {
        "little"
    };
    cfg.pair("target_endian", endian);
    for bits in ["8", "16", "32", "ptr"] {
        cfg.pair("target_has_atomic", bits);
    }
    if width == "64" {
        cfg.pair("target_has_atomic", "64");
    }
    if arch == "x86_64" {
        for feature in ["fxsr", "sse", "sse2"] {
            cfg.pair("target_feature", feature);
        }
    }
    let wasm = arch.starts_with("wasm");
    cfg.pair("panic", if wasm { "abort" } else { "unwind" });
    cfg.pair("target_vendor", vendor(&rest));
    let os = os(&rest);
    cfg.pair("target_os", os);
    cfg.pair("target_env", env(&rest, os));
    if has("gnueabihf") || has("musleabihf") {
        cfg.pair("target_abi", "eabihf");
    }

    let unix = !matches!(os, "windows" | "unknown" | "none" | "wasi" | "uefi");
    for (family, on) in [("unix", unix), ("windows", os == "windows"), ("wasm", wasm)] {
        if on {
            cfg.pair("target_family", family);
        }
    }
    if unix {
        cfg.name("unix");
    } else if os == "windows" {
        cfg.name("windows");
    }
}

fn arch(name: &str) -> &str {
    match name {
        "i386" | "i586" | "i686" => "x86",
        "arm64" | "arm64e" => "aarch64",
        "wasm32v1" => "wasm32",
        "powerpc64le" => "powerpc64",
        "mipsel" => "mips",
        "mips64el" => "mips64",
        _ if name.starts_with("arm") || name.starts_with("thumb") => "arm",
        _ if name.starts_with("riscv64") => "riscv64",
        _ if name.starts_with("riscv32") => "riscv32",
        _ => name,
    }
}

fn pointer_width(arch: &str, rest: &[&str]) -> &'static str {
    if rest.iter().any(|part| part.ends_with("x32")) {
        return "32";
    }
    match arch {
        "avr" | "msp430" => "16",
        "x86" | "arm" | "wasm32" | "riscv32" | "mips" | "powerpc" => "32",
        _ => "64",
    }
}

fn vendor(rest: &[&str]) -> &'static str {
    match rest.first() {
        Some(&"apple") => "apple",
        Some(&"pc") => "pc",
        Some(&"uwp") => "uwp",
        _ => "unknown",
    }
}

fn os<'a>(rest: &[&'a str]) -> &'a str {
    if rest.iter().any(|part| part.starts_with("android")) {
        return "android";
    }
    for part in rest {
        match *part {
            "darwin" => return "macos",
            "unknown" | "apple" | "pc" | "uwp" | "gnu" | "musl" | "msvc" => {}
            "wasip1" | "wasip2" | "wasip3" => return "wasi",
            other => return other,
        }
    }
    "unknown"
}

fn env<'a>(rest: &[&str], os: &str) -> &'a str {
    let last = rest.last().copied().unwrap_or_default();
    if last.starts_with("gnu") {
        "gnu"
    } else if last.starts_with("musl") {
        "musl"
    } else if last == "msvc" {
        "msvc"
    } else if os == "wasi" {
        match last {
            "wasip2" => "p2",
            "wasip3" => "p3",
            _ => "p1",
        }
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn triples_of_every_tier_are_known_and_misspelt_ones_are_not() {
        for triple in [
            "x86_64-unknown-linux-gnu",
            "aarch64-apple-darwin",
            "i686-pc-windows-msvc",
            "wasm32-unknown-unknown",
            "wasm32-wasip2",
            "thumbv7em-none-eabihf",
            "riscv32imac-unknown-none-elf",
            "armv7-linux-androideabi",
            "x86_64-fortanix-unknown-sgx",
        ] {
            assert!(is_known(triple), "{triple}");
        }
        for triple in [
            "",
            "foo-bar",
            "x86_64",
            "x86-unknown-linux",
            "x86_64-unknown-lunix",
        ] {
            assert!(!is_known(triple), "{triple}");
        }
    }
}
