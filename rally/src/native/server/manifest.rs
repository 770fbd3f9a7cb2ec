//! What `rally build` and `rally dev` tell of the clients they made.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use serde::Deserialize;

/// The client of a namespace: names of files in the folder of assets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Client {
    /// The script that starts it.
    pub(super) js: String,
    /// What that script imports, to be fetched early.
    #[serde(default)]
    pub(super) bindings: Option<String>,
    /// What that script fetches, to be fetched early.
    #[serde(default)]
    pub(super) wasm: Option<String>,
    /// The contract, by which the development tools know the names of messages.
    #[serde(default)]
    pub(super) contract: Option<String>,
    /// Stylesheets.
    #[serde(default)]
    pub(super) css: Vec<String>,
}

type Clients = HashMap<String, Client>;

/// `manifest.json` in the folder of assets: `{"public": {"js": "public-1f2e.js", "wasm": "…"}}`. It is read
/// again when it has changed.
#[derive(Debug)]
pub(super) struct Manifest {
    path: PathBuf,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    was_read: bool,
    modified: Option<SystemTime>,
    clients: Clients,
}

impl Manifest {
    pub(super) fn new(assets: &std::path::Path) -> Self {
        Self {
            path: assets.join("manifest.json"),
            known: Mutex::default(),
        }
    }

    /// The client of a namespace, if there is one. Looks at the file: not for the async threads.
    pub(super) fn client(&self, namespace: &str) -> Option<Client> {
        let modified = std::fs::metadata(&self.path).and_then(|it| it.modified());
        let modified = modified.ok();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.was_read || known.modified != modified {
            // What cannot be read now may be read next time; until then what was known holds.
            if let Some(clients) = self.read() {
                *known = Known {
                    was_read: true,
                    modified,
                    clients,
                };
            }
            if !known.clients.contains_key(namespace) {
                tracing::warn!(
                    namespace,
                    manifest = %self.path.display(),
                    "there is no client: pages are served, but nothing happens in them; run `rally build` or `rally dev`"
                );
            }
        }
        known.clients.get(namespace).cloned()
    }

    fn read(&self) -> Option<Clients> {
        let read = match std::fs::read(&self.path) {
            Ok(text) => serde_json::from_slice(&text).map_err(std::io::Error::from),
            Err(error) if error.kind() == ErrorKind::NotFound => return Some(Clients::new()),
            Err(error) => Err(error),
        };
        let unreadable = |error: &std::io::Error| {
            tracing::error!(manifest = %self.path.display(), %error, "the manifest cannot be read");
        };
        read.inspect_err(unreadable).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::Manifest;

    #[test]
    fn a_client_is_found_by_its_namespace_when_it_has_been_built() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = Manifest::new(folder.path());
        assert_eq!(manifest.client("public"), None);

        let file = folder.path().join("manifest.json");
        std::fs::write(&file, r#"{"public": {"js": "a.js", "wasm": "a.wasm"}}"#).unwrap();
        let client = manifest.client("public").unwrap();
        assert_eq!(
            (&*client.js, client.wasm.as_deref()),
            ("a.js", Some("a.wasm"))
        );
        assert_eq!(manifest.client("admin"), None);

        // As while it is being copied.
        std::fs::write(&file, "{").unwrap();
        std::fs::File::open(&file)
            .unwrap()
            .set_modified(SystemTime::UNIX_EPOCH)
            .unwrap();
        assert_eq!(manifest.client("public").unwrap(), client);
        std::fs::write(&file, r#"{"public": {"js": "b.js"}}"#).unwrap();
        assert_eq!(manifest.client("public").unwrap().js, "b.js");
    }

    #[test]
    fn a_manifest_that_cannot_be_read_is_as_none() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("manifest.json"), "{").unwrap();
        assert_eq!(Manifest::new(folder.path()).client("public"), None);
    }
}
