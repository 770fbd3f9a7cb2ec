//! Diagnostics as `cargo build --message-format json` wraps them: editors that read cargo's output ask for
//! the package and the target that a message belongs to.

use std::fmt::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use libero::load::manifest::Manifest;
use libero::load::{self, SourceSet};
use serde_json::{Value, json};

/// What stands around each message.
pub(super) struct Envelope {
    package_id: String,
    manifest_path: Utf8PathBuf,
    target: Value,
}

impl Envelope {
    /// That of a package; of one that is called as its folder where its manifest cannot be read.
    pub(super) fn of(manifest: &Utf8Path) -> Self {
        let opened = load::open_manifest(manifest, &mut SourceSet::default());
        let package = opened.map_or_else(|_| unreadable(manifest), |opened| opened.manifest);
        Self {
            package_id: package_id(&package),
            manifest_path: package.dir.join("Cargo.toml"),
            target: target(&package),
        }
    }

    /// Wraps lines of JSON.
    pub(super) fn around(&self, lines: &str) -> String {
        let mut text = String::new();
        for line in lines.lines() {
            let mut message = json!({
                "reason": "compiler-message",
                "package_id": self.package_id,
                "manifest_path": self.manifest_path.as_str(),
                "target": self.target,
            })
            .to_string();
            // The line is JSON already.
            message.pop();
            text.extend([&message, ",\"message\":", line, "}\n"]);
        }
        text
    }
}

pub(super) fn finished(success: bool) -> String {
    let message = json!({ "reason": "build-finished", "success": success });
    format!("{message}\n")
}

fn unreadable(manifest: &Utf8Path) -> Manifest {
    let absolute = manifest.canonicalize_utf8();
    let manifest = absolute.unwrap_or_else(|_| manifest.to_owned());
    let dir = manifest.parent().unwrap_or(&manifest);
    let name = dir.file_name().unwrap_or("package").to_owned();
    Manifest {
        dir: dir.to_owned(),
        lib_name: name.replace('-', "_"),
        package: name,
        version: "0.0.0".to_owned(),
        edition: "2015".to_owned(),
        ..Manifest::default()
    }
}

/// As cargo writes it: with the name of the package where the folder has another one.
fn package_id(package: &Manifest) -> String {
    let url = file_url(&package.dir);
    let Manifest {
        package: name,
        version,
        ..
    } = package;
    if package.dir.file_name() == Some(name.as_str()) {
        format!("path+{url}#{version}")
    } else {
        format!("path+{url}#{name}@{version}")
    }
}

fn target(package: &Manifest) -> Value {
    let library = package.lib_path.as_deref().unwrap_or("src/lib.rs");
    let library = package.dir.join(library);
    let bin = package.bin.as_ref().and_then(|(_, path)| path.as_deref());
    let program = package.dir.join(bin.unwrap_or("src/main.rs"));
    let (kind, name, path) = if library.is_file() || !program.is_file() {
        ("lib", &package.lib_name, library)
    } else {
        let named = package.bin.as_ref().map(|(name, _)| name);
        ("bin", named.unwrap_or(&package.package), program)
    };
    json!({
        "kind": [kind],
        "crate_types": [kind],
        "name": name,
        "src_path": path.as_str(),
        "edition": package.edition,
        "doc": true,
        "doctest": kind == "lib",
        "test": true,
    })
}

fn file_url(path: &Utf8Path) -> String {
    let mut url = "file://".to_owned();
    let path = path.as_str().replace('\\', "/");
    if !path.starts_with('/') {
        url.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"#<>?`{}%".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}
