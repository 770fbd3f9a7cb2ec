//! Names with hashes, compressed copies, and the manifest that the server reads.

use std::fs;
use std::num::NonZeroU64;

use camino::Utf8Path;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::Built;
use crate::cargo::Profile;
use crate::failure::Failure;

/// What starts a client: it loads the bindings, and those the program.
const BOOT: &str = include_str!("../../../build/js/boot.js");

/// The files of a client. Their names hold their hashes, so that a browser may keep them for ever.
#[derive(Clone)]
pub(crate) struct Assets {
    boot: Asset,
    bindings: Asset,
    program: Asset,
    /// For development tools.
    contract: Option<Asset>,
}

#[derive(Clone)]
struct Asset {
    name: String,
    bytes: Vec<u8>,
    compressed: Option<Compressed>,
}

#[derive(Clone)]
pub(crate) struct Compressed {
    pub(crate) gzip: Vec<u8>,
    pub(crate) brotli: Vec<u8>,
}

/// Names the files of a client.
pub(crate) fn name(
    namespace: &str,
    program: &[u8],
    bindings: &str,
    contract: Option<&str>,
    profile: Profile,
) -> Assets {
    let asset = |kind: &str, ending: &str, bytes: &[u8]| Asset {
        name: format!("{namespace}{kind}-{}.{ending}", hash(bytes)),
        bytes: bytes.to_owned(),
        compressed: (profile == Profile::Release).then(|| compress(bytes)),
    };
    let program = asset("", "wasm", program);
    let bindings = asset("-bindings", "js", bindings.as_bytes());
    let boot = BOOT
        .replace("RALLY_BINDINGS", &bindings.name)
        .replace("RALLY_WASM", &program.name);
    Assets {
        boot: asset("", "js", boot.as_bytes()),
        contract: contract.map(|text| asset("-contract", "json", text.as_bytes())),
        bindings,
        program,
    }
}

/// Writes the files of all clients and the manifest; what was there before goes.
pub(crate) fn write(folder: &Utf8Path, clients: &[Built]) -> Result<(), Failure> {
    let at = Failure::at(folder);
    fs::create_dir_all(folder).map_err(&at)?;
    let mut kept = vec!["manifest.json".to_owned()];
    let mut manifest = serde_json::Map::new();
    for client in clients {
        let Assets {
            boot,
            bindings,
            program,
            contract,
        } = &client.assets;
        for asset in [boot, bindings, program].into_iter().chain(contract) {
            let mut put = |name: String, bytes: &[u8]| {
                let written = fs::write(folder.join(&name), bytes);
                kept.push(name);
                written.map_err(&at)
            };
            put(asset.name.clone(), &asset.bytes)?;
            if let Some(Compressed { gzip, brotli }) = &asset.compressed {
                put(format!("{}.gz", asset.name), gzip)?;
                put(format!("{}.br", asset.name), brotli)?;
            }
        }
        let files = json!({
            "js": boot.name,
            "bindings": bindings.name,
            "wasm": program.name,
            "contract": contract.as_ref().map(|contract| &contract.name),
        });
        manifest.insert(client.namespace.clone(), files);
    }
    // Last, and in one step: a server that reads it finds the files.
    let new = folder.join("manifest.json.new");
    let text = serde_json::Value::Object(manifest).to_string() + "\n";
    fs::write(&new, text).map_err(&at)?;
    fs::rename(&new, folder.join("manifest.json")).map_err(&at)?;
    for entry in folder.read_dir_utf8().map_err(&at)? {
        let entry = entry.map_err(&at)?;
        if !kept.iter().any(|name| name == entry.file_name()) {
            fs::remove_file(entry.path()).map_err(&at)?;
        }
    }
    Ok(())
}

/// Sizes in bytes of what a browser loads, compressed by gzip: WebAssembly, JavaScript.
pub(crate) fn sizes(assets: &Assets) -> Option<(usize, usize)> {
    let size = |asset: &Asset| asset.compressed.as_ref().map(|files| files.gzip.len());
    Some((
        size(&assets.program)?,
        size(&assets.boot)? + size(&assets.bindings)?,
    ))
}

fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let (start, _) = digest.split_at(8);
    start
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

pub(crate) fn compress(bytes: &[u8]) -> Compressed {
    let mut gzip = vec![];
    // The first round finds nearly all there is: what is compressed once, and loaded often, may take its time.
    let options = zopfli::Options {
        iteration_count: NonZeroU64::MIN,
        ..zopfli::Options::default()
    };
    let written = zopfli::compress(options, zopfli::Format::Gzip, bytes, &mut gzip);
    let mut brotli = vec![];
    let parameters = brotli::enc::BrotliEncoderParams::default();
    let compressed = brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &parameters);
    Compressed {
        gzip: written.map(|()| gzip).expect("a Vec takes all"),
        brotli: compressed.map(|_| brotli).expect("a Vec takes all"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn compressed_copies_hold_what_was_compressed() {
        let bytes: Vec<u8> = (0..2_000_u32).flat_map(|n| (n * n).to_le_bytes()).collect();
        for bytes in [&bytes[..], b"a", b""] {
            let Compressed { gzip, brotli } = compress(bytes);
            let mut read = vec![];
            let mut gzip = flate2::read::GzDecoder::new(&gzip[..]);
            gzip.read_to_end(&mut read).unwrap();
            assert!(read == bytes, "gzip, of {} bytes", bytes.len());
            let mut read = vec![];
            brotli::BrotliDecompress(&mut &brotli[..], &mut read).unwrap();
            assert!(read == bytes, "brotli, of {} bytes", bytes.len());
        }
    }
}
