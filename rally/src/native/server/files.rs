//! Files of a folder.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use percent_encoding::percent_decode_str;
use warp::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, IF_RANGE, RANGE, VARY,
};
use warp::http::{Request, StatusCode};
use warp::reply::Response;

use super::encoding::{self, Encoding};
use super::request::text;

/// How long browsers keep a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// They ask each time whether it is still the same.
    Ask,
    /// For good: its name has the hash of what is in it.
    Forever,
}

/// The path of a file below a folder, by what stands in the address. `None`: there can be no such file, or it
/// is nobody's business.
pub(super) fn locate(folder: &Path, path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let mut file = folder.to_owned();
    for (index, segment) in decoded.split('/').enumerate() {
        let is_hidden = segment.starts_with('.') && !(index == 0 && segment == ".well-known");
        let is_odd = segment.is_empty() || segment.contains(['\\', '\0', ':']);
        if is_hidden || is_odd {
            return None;
        }
        file.push(segment);
    }
    Some(file)
}

/// Answers with a file. `None`: there is none.
pub(super) async fn answer(file: &Path, headers: &HeaderMap, keep: Keep) -> Option<Response> {
    let chosen = choose(file.to_owned(), headers).await?;
    let range = range(headers, &chosen.tag);
    let mut response = if is_known(headers, &chosen.tag) {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        read(chosen.path, headers, range).await?
    };
    let keeping = match keep {
        Keep::Ask => "no-cache",
        Keep::Forever => "public, max-age=31536000, immutable",
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keeping));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(CONTENT_TYPE, content_type(file));
    headers.insert(ETAG, chosen.tag);
    if let Some(encoding) = chosen.encoding {
        let name = HeaderValue::from_static(encoding.name());
        headers.insert(CONTENT_ENCODING, name);
    }
    Some(response)
}

/// The file to send.
struct Chosen {
    path: PathBuf,
    encoding: Option<Encoding>,
    tag: HeaderValue,
}

/// The file, or a compressed one beside it that is not older.
async fn choose(file: PathBuf, headers: &HeaderMap) -> Option<Chosen> {
    let mut encodings = encoding::accepted(text(headers, "accept-encoding"));
    if headers.contains_key(RANGE) {
        encodings.clear();
    }
    let choose = move || {
        let original = std::fs::metadata(&file).ok().filter(Metadata::is_file)?;
        let compressed = encodings.into_iter().find_map(|encoding| {
            let mut path = file.clone().into_os_string();
            path.push(".");
            path.push(encoding.extension());
            let metadata = std::fs::metadata(&path).ok().filter(Metadata::is_file)?;
            let is_current = metadata.modified().ok()? >= original.modified().ok()?;
            is_current.then_some((PathBuf::from(path), Some(encoding), metadata))
        });
        let (path, encoding, metadata) = compressed.unwrap_or((file, None, original));
        Some(Chosen {
            path,
            encoding,
            tag: tag(&metadata)?,
        })
    };
    tokio::task::spawn_blocking(choose).await.ok()?
}

/// When the file was written to or put in its place, which no tool sets to a fixed time as it does with when it
/// was modified.
#[cfg(unix)]
fn changed(metadata: &Metadata) -> i128 {
    use std::os::unix::fs::MetadataExt as _;
    i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> i128 {
    0
}

fn tag(metadata: &Metadata) -> Option<HeaderValue> {
    let modified = metadata.modified().ok()?;
    let age = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
    let tag = format!(
        "\"{:x}-{:x}-{:x}\"",
        metadata.len(),
        age.as_nanos(),
        changed(metadata)
    );
    HeaderValue::from_str(&tag).ok()
}

/// Whether the client has this one already.
fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let Some(known) = text(headers, IF_NONE_MATCH.as_str()) else {
        return false;
    };
    let is_tag =
        |known: &str| known.strip_prefix("W/").unwrap_or(known).as_bytes() == tag.as_bytes();
    known
        .split(',')
        .map(str::trim)
        .any(|known| known == "*" || is_tag(known))
}

/// The range that is asked for, if the file is still the one that the client has a part of.
fn range<'a>(headers: &'a HeaderMap, tag: &HeaderValue) -> Option<&'a HeaderValue> {
    let range = headers.get(RANGE)?;
    // warp adds to these numbers without a look.
    let mut numbers = range.as_bytes().split(|c| !c.is_ascii_digit());
    let is_same = match headers.get(IF_RANGE) {
        // A date: warp compares it.
        Some(condition) if !condition.as_bytes().ends_with(b"\"") => true,
        Some(condition) => condition == tag,
        None => true,
    };
    (is_same && numbers.all(|digits| digits.len() <= 18)).then_some(range)
}

/// The file as warp sends it: in parts, a range of it where that is asked for, nothing where it is not newer.
async fn read(file: PathBuf, headers: &HeaderMap, range: Option<&HeaderValue>) -> Option<Response> {
    let mut request = Request::new(String::new());
    let since = (!headers.contains_key(IF_NONE_MATCH)).then_some(IF_MODIFIED_SINCE);
    let date = |value: &&HeaderValue| !value.as_bytes().ends_with(b"\"");
    let conditions = [
        (RANGE, range),
        (IF_RANGE, headers.get(IF_RANGE).filter(date)),
        (IF_MODIFIED_SINCE, since.and_then(|name| headers.get(name))),
    ];
    for (name, value) in conditions {
        if let Some(value) = value {
            request.headers_mut().insert(name, value.clone());
        }
    }
    let service = TowerToHyperService::new(warp::service(warp::fs::file(file)));
    // In a task of its own: warp does not have it that one route is asked within another.
    let reading = tokio::spawn(async move { service.call(request).await });
    let response = reading.await.ok()?.ok()?;
    (response.status() != StatusCode::NOT_FOUND).then_some(response)
}

fn content_type(file: &Path) -> HeaderValue {
    let guess = mime_guess::from_path(file).first_or_octet_stream();
    let charset = if guess.type_() == mime_guess::mime::TEXT {
        "; charset=utf-8"
    } else {
        ""
    };
    HeaderValue::from_str(&format!("{}{charset}", guess.essence_str()))
        .unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{content_type, locate};

    #[test]
    fn a_path_leads_into_the_folder_or_nowhere() {
        for (path, expected) in [
            ("style.css", Some("static/style.css")),
            ("img/a%20b.png", Some("static/img/a b.png")),
            (
                ".well-known/security.txt",
                Some("static/.well-known/security.txt"),
            ),
            ("..", None),
            ("../Cargo.toml", None),
            ("img/../../Cargo.toml", None),
            ("%2e%2e/Cargo.toml", None),
            ("%2e%2e%2fCargo.toml", None),
            ("..%5cCargo.toml", None),
            ("img/..\\..\\Cargo.toml", None),
            ("c:/secret", None),
            (".env", None),
            ("img/.git/config", None),
            ("img/.well-known/x", None),
            ("img//x", None),
            ("/etc/passwd", None),
            ("a%00b", None),
            ("%ff", None),
            ("", None),
            ("img/", None),
        ] {
            let file = locate(Path::new("static"), path);
            assert_eq!(file.as_deref(), expected.map(Path::new), "{path}");
        }
    }

    #[test]
    fn a_file_says_what_it_is() {
        for (file, expected) in [
            ("a.css", "text/css; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.wasm", "application/wasm"),
            ("a.svg", "image/svg+xml"),
            ("a.json", "application/json"),
            ("a", "application/octet-stream"),
        ] {
            assert_eq!(content_type(Path::new(file)), expected, "{file}");
        }
    }
}
