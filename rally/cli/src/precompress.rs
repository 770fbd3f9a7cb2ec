//! Compressed copies of files, beside them: a server sends these to browsers that take them.

use std::fs;

use camino::Utf8Path;

use crate::client::assets::{Compressed, compress};
use crate::failure::Failure;

/// Files whose format is not compressed already.
const KINDS: [&str; 17] = [
    "css",
    "csv",
    "eot",
    "htm",
    "html",
    "ico",
    "js",
    "json",
    "map",
    "md",
    "mjs",
    "svg",
    "ttf",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
];

/// Smaller files gain nothing.
const WORTH_IT: usize = 1024;

/// Compresses what it is worth it for, in a folder that may not be there, and in those below it. Copies that
/// somebody made are left alone.
pub(crate) fn all(folder: &Utf8Path) -> Result<(), Failure> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in folder.read_dir_utf8().map_err(Failure::at(folder))? {
        let entry = entry.map_err(Failure::at(folder))?;
        let path = entry.path();
        if path.is_dir() {
            all(path)?;
        } else if is_compressible(path) {
            one(path)?;
        }
    }
    Ok(())
}

fn is_compressible(path: &Utf8Path) -> bool {
    let kind = path.extension().unwrap_or_default().to_ascii_lowercase();
    KINDS.contains(&kind.as_str())
}

fn one(path: &Utf8Path) -> Result<(), Failure> {
    let bytes = fs::read(path).map_err(Failure::at(path))?;
    if bytes.len() < WORTH_IT {
        return Ok(());
    }
    let Compressed { gzip, brotli } = compress(&bytes);
    for (ending, compressed) in [("gz", gzip), ("br", brotli)] {
        let copy =
            path.with_file_name(format!("{}.{ending}", path.file_name().unwrap_or_default()));
        if compressed.len() < bytes.len() && !copy.exists() {
            fs::write(&copy, compressed).map_err(Failure::at(&copy))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read as _;

    use camino::Utf8Path;

    #[test]
    fn files_get_compressed_copies_where_that_makes_them_smaller() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        fs::create_dir(folder.join("img")).unwrap();
        let text = "a { color: red }\n".repeat(200);
        for name in ["style.css", "photo.jpg", "img/logo.SVG", "own.css"] {
            fs::write(folder.join(name), &text).unwrap();
        }
        fs::write(folder.join("small.css"), "a {}").unwrap();
        fs::write(folder.join("own.css.gz"), "mine").unwrap();
        super::all(folder).unwrap();
        for (name, expected) in [
            ("style.css", true),
            ("img/logo.SVG", true),
            ("photo.jpg", false),
            ("small.css", false),
            ("style.css.gz", false),
        ] {
            for ending in ["gz", "br"] {
                let copy = folder.join(format!("{name}.{ending}"));
                assert_eq!(copy.exists(), expected, "{copy}");
            }
        }
        let gzip = fs::read(folder.join("style.css.gz")).unwrap();
        let mut read = String::new();
        flate2::read::GzDecoder::new(&gzip[..])
            .read_to_string(&mut read)
            .unwrap();
        assert_eq!(read, text);
        assert_eq!(fs::read(folder.join("own.css.gz")).unwrap(), b"mine");
        super::all(&folder.join("missing")).unwrap();
    }
}
