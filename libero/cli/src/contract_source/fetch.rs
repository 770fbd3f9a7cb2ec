//! A contract over HTTP, from a server that gives it at `/contract.json`.

use std::time::{Duration, Instant};

use camino::Utf8Path;
use ureq::Error;
use ureq::config::ConfigBuilder;
use ureq::typestate::AgentScope;

use crate::failure::Failure;
use crate::network::{Why, other_scheme};
use crate::trust;

/// No contract is as long as this.
const MOST_BYTES: u64 = 256 << 20;
/// For all of it: a person waits.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);
/// Where a person does not know what they wait for.
pub(super) const A_MOMENT: Duration = Duration::from_millis(800);
/// What to do where a server gives no contract.
pub(super) const ELSEWHERE: &str =
    "name the address at which it gives its contract.json, or a file";
const FILE: &str = "contract.json";

/// Whether a text is the address of a server, rather than a path.
pub(super) fn is_address(text: &str) -> bool {
    parts(text).is_some()
}

/// The address of `127.0.0.1:8080/x`, as curl takes it: a host with its port.
pub(crate) fn with_scheme(text: &str) -> Option<String> {
    let (host, port) = text.split('/').next()?.rsplit_once(':')?;
    let is_host = !host.is_empty() && (!host.contains(':') || host.starts_with('['));
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    (is_host && is_port).then(|| format!("http://{text}"))
}

/// The address that the contract came from, and its text; `patience` is for all of it.
pub(super) fn contract(address: &str, patience: Duration) -> Result<(String, String), Failure> {
    let candidates = candidates(address);
    let start = Instant::now();
    let mut nothing = None;
    for url in &candidates {
        let left = patience.saturating_sub(start.elapsed());
        match get(url, left.max(Duration::from_millis(1))) {
            Ok(text) => return Ok((url.clone(), text)),
            // A path that takes calls may not let anything be read there.
            Err(Error::StatusCode(status @ (400 | 404 | 405 | 426))) => {
                nothing = Some((url, status));
            }
            Err(error) => return Err(failure(address, url, &error, patience)),
        }
    }
    let (shown, status) = nothing.map_or((address, 404), |(url, status)| (url.as_str(), status));
    let what = format!("{shown}: the server has no contract there ({status})");
    Err(Failure::unusable(what).help(ELSEWHERE))
}

/// Settings for requests to an address; `patience` is for all of one.
pub(crate) fn agent(url: &str, patience: Duration) -> ConfigBuilder<AgentScope> {
    let mut config = ureq::Agent::config_builder().timeout_global(Some(patience));
    if is_here(url) {
        // What runs on this machine is not to be reached through another one.
        config = config.proxy(None);
    }
    if !is_here(url) || url.starts_with("https") {
        config = config.tls_config(trust::of_http());
    }
    config
}

fn get(url: &str, patience: Duration) -> Result<String, Error> {
    let agent = agent(url, patience).build().new_agent();
    let mut response = agent.get(url).call()?;
    let body = response.body_mut().with_config();
    body.limit(MOST_BYTES).read_to_string()
}

/// That nothing came from a URL, to a person who typed an address.
fn failure(address: &str, url: &str, error: &Error, patience: Duration) -> Failure {
    let why = Why::of_http(error, url, patience);
    let failure = Failure::unusable(format!("{url}: {}", why.what));
    match error {
        Error::StatusCode(_) | Error::BodyExceedsLimit(_) => failure.help(ELSEWHERE),
        _ => Failure {
            help: why
                .help
                .map(|help| match (other_scheme(url), other_scheme(address)) {
                    (Some(of_url), Some(typed)) => help.replace(&of_url, &typed),
                    _ => help,
                }),
            ..failure
        },
    }
}

/// Where the contract of an address may be, the likeliest first.
fn candidates(address: &str) -> Vec<String> {
    let Some((scheme, host, path)) = parts(address) else {
        return vec![address.to_owned()];
    };
    let origin = format!("{scheme}://{host}");
    let path = path.trim_end_matches('/');
    if Utf8Path::new(path).extension() == Some("json") {
        return vec![format!("{origin}{path}")];
    }
    // Below the path, beside its end, and at the root.
    let mut folders = vec![path];
    if let Some((folder, _)) = path.rsplit_once('/') {
        folders.push(folder);
    }
    folders.push("");
    folders.dedup();
    let candidates = folders.iter();
    candidates
        .map(|folder| format!("{origin}{folder}/{FILE}"))
        .collect()
}

/// Scheme, host with port, and path; the scheme is that of HTTP.
pub(crate) fn parts(address: &str) -> Option<(&'static str, &str, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "http" | "ws" => "http",
        "https" | "wss" => "https",
        _ => return None,
    };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    Some((scheme, host, path))
}

/// Whether an address is one of this machine.
pub(crate) fn is_here(url: &str) -> bool {
    let host = parts(url).map_or("", |(_, host, _)| host);
    let host = host.rsplit('@').next().unwrap_or_default();
    host.starts_with("[::1]")
        || host.starts_with("127.")
        || host.split(':').next() == Some("localhost")
}

#[cfg(test)]
mod tests {
    use super::{candidates, is_address, is_here, with_scheme};

    #[test]
    fn a_contract_is_looked_for_below_the_path_and_at_the_root() {
        let cases: [(&str, &[&str]); 7] = [
            ("http://a:8080", &["http://a:8080/contract.json"]),
            ("http://a:8080/", &["http://a:8080/contract.json"]),
            (
                "https://a/api/",
                &["https://a/api/contract.json", "https://a/contract.json"],
            ),
            (
                "http://a/api/rpc",
                &[
                    "http://a/api/rpc/contract.json",
                    "http://a/api/contract.json",
                    "http://a/contract.json",
                ],
            ),
            ("HTTPS://a/x/old.json?y=1", &["https://a/x/old.json"]),
            ("ws://a?x", &["http://a/contract.json"]),
            (
                "wss://a/ws",
                &["https://a/ws/contract.json", "https://a/contract.json"],
            ),
        ];
        for (address, expected) in cases {
            assert_eq!(candidates(address), expected, "{address}");
        }
    }

    #[test]
    fn a_path_is_no_address() {
        for path in [
            "contract.json",
            "http/contract.json",
            "file:///c.json",
            "a:80",
        ] {
            assert!(!is_address(path), "{path}");
        }
    }

    #[test]
    fn a_host_with_its_port_is_one_over_http() {
        for text in [
            "127.0.0.1:8080",
            "localhost:80/rpc?x=a:b",
            "[::1]:8080",
            "a.example:1",
        ] {
            assert_eq!(with_scheme(text), Some(format!("http://{text}")));
        }
        for text in [
            "load_task",
            "a:b",
            "a:",
            ":80",
            "a:+80",
            "a:65536",
            "::1:80",
            "a/b:80",
            "ws://a:80",
        ] {
            assert_eq!(with_scheme(text), None, "{text}");
        }
    }

    #[test]
    fn this_machine_is_known_by_its_names() {
        for here in [
            "http://localhost:1/",
            "http://127.0.0.1",
            "http://[::1]:80/x",
        ] {
            assert!(is_here(here), "{here}");
        }
        for away in [
            "http://localhost.example.org/",
            "http://10.0.0.1",
            "http://a/127.0.0.1",
        ] {
            assert!(!is_here(away), "{away}");
        }
    }
}
