//! The contracts that are compared.

use camino::{Utf8Path, Utf8PathBuf};

use super::git::Repository;
use crate::contract_source::{Found, Place, compiled, verified};
use crate::failure::Failure;
use crate::project::Project;

/// The file that holds the contract that was promised last.
const LOCK: &str = "libero.lock";

/// What a person named: an address, a file, or else a revision.
pub(super) fn read(text: &str, manifest: Option<&Utf8Path>) -> Result<Found, Failure> {
    let place = Place::parse(text);
    let Place::File(path) = &place else {
        return Ok(place.read()?);
    };
    if path.is_file() {
        return Ok(place.read()?);
    }
    if path.extension() == Some("json") {
        return Err(Failure::unusable(format!("there is no file `{path}`"))
            .help("name a file, an address, or a revision of git"));
    }
    of_revision(text, manifest)
}

/// The contract that the next one is compared with: `libero.lock`, else that of git's HEAD.
pub(super) fn baseline(manifest: Option<&Utf8Path>) -> Result<Found, Failure> {
    let lock = Project::open(manifest)?.dir.join(LOCK);
    if lock.is_file() {
        return Ok(Place::File(lock).read()?);
    }
    of_revision("HEAD", manifest).map_err(|failure| {
        let what = format!("there is no {lock}, and {}", failure.what);
        Failure { what, ..failure }
            .help("`libero diff --save` writes the contract of the source to it")
    })
}

/// Makes the contract of the source the baseline: where it was written, and how many endpoints it has.
pub(super) fn save(manifest: Option<&Utf8Path>) -> Result<(Utf8PathBuf, usize), Failure> {
    let found = compiled::contract(manifest)?;
    let path = Project::open(manifest)?.dir.join(LOCK);
    std::fs::write(&path, format!("{}\n", found.text))
        .map_err(|error| Failure::unusable(format!("cannot write `{path}`: {error}")))?;
    Ok((path, found.contract.endpoints.len()))
}

/// The path from the repository to the workspace, `server/`; empty where there is no repository.
pub(super) fn prefix(manifest: Option<&Utf8Path>) -> String {
    let prefix = || {
        Repository::of(&Project::open_silently(manifest)?.workspace_dir)
            .ok()?
            .prefix()
    };
    prefix().unwrap_or_default()
}

/// The contract that the project named in a revision.
fn of_revision(revision: &str, manifest: Option<&Utf8Path>) -> Result<Found, Failure> {
    let project = Project::open(manifest)?;
    let repository = Repository::of(&project.dir)?;
    let commit = repository.commit(revision)?;
    // It may have been elsewhere then.
    let manifest = repository.file(&commit, "Cargo.toml");
    let then = manifest.as_deref().and_then(contract_of_manifest);
    let now = project.config.contract.as_ref();
    let Some(path) = then.or_else(|| now.map(|one| one.value.to_string())) else {
        return Err(Failure::unusable(format!(
            "{} names no `contract` in [package.metadata.libero], in {revision} or now",
            project.manifest
        ))
        .help("add `contract = \"generated/contract.json\"` there and run `libero gen`"));
    };
    let Some(text) = repository.file(&commit, &path) else {
        return Err(
            Failure::unusable(format!("there is no `{path}` in {revision}")).help(
                "contracts are compared with those that are checked in; \
                 `libero diff --save` keeps one as the baseline",
            ),
        );
    };
    Ok(verified(format!("{revision}:{path}"), text)?)
}

/// The path of the contract in the settings of a Cargo.toml.
fn contract_of_manifest(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    let metadata = table.get("package")?.get("metadata")?;
    let contract = metadata.get("libero")?.get("contract")?;
    Some(contract.as_str()?.to_owned())
}
