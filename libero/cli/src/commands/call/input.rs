//! What a person gave: arguments, headers, times.

use std::io::{self, Read as _};
use std::time::Duration;

use contract_schema::Endpoint;
use libero_values::describe::endpoint_line;
use libero_values::plain::ParseError;
use libero_values::{Model, Value, plain};
use serde_json::json;

use crate::contract_source::fetch;
use crate::failure::Failure;

/// `name: value`
pub(super) fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once(':')
        .ok_or("a header is written `name: value`")?;
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(format!("`{name}` is no name of a header"));
    }
    let value = value.trim();
    if value.chars().any(char::is_control) || !value.is_ascii() {
        return Err("the value of a header is plain text".to_owned());
    }
    let name = name.to_ascii_lowercase();
    if OWN_HEADERS.contains(&&*name) || name.starts_with("sec-websocket-") {
        return Err(format!("libero sets `{name}` itself"));
    }
    Ok((name, value.to_owned()))
}

/// The headers that say how a message is sent; a second one would be for the server to choose from.
const OWN_HEADERS: [&str; 8] = [
    "connection",
    "content-length",
    "content-type",
    "expect",
    "libero-contract",
    "te",
    "transfer-encoding",
    "upgrade",
];

/// An address as curl takes it: `127.0.0.1:8080` is one over HTTP.
pub(super) fn url(text: String) -> String {
    fetch::with_scheme(&text).unwrap_or(text)
}

/// Seconds, with places.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "it is a number of seconds")?;
    if !(0.001..=86_400.0).contains(&seconds) {
        return Err("it is between 0.001 and 86400 seconds".to_owned());
    }
    Ok(Duration::from_secs_f64(seconds))
}

/// The message of a call, of the arguments as they were typed.
pub(super) fn message(
    model: &Model,
    endpoint: &Endpoint,
    arguments: Option<&str>,
) -> Result<Value, Failure> {
    let typed;
    let text = match arguments {
        Some("-") => {
            typed = io::read_to_string(io::stdin().lock().take(MOST_BYTES)).map_err(|error| {
                Failure::unusable(format!("cannot read standard input: {error}"))
            })?;
            Some(typed.as_str())
        }
        other => other,
    };
    let line = || format!("it is {}", endpoint_line(model, endpoint));
    let json = match text {
        None => json!({}),
        Some(text) => plain::parse(text).map_err(|error| {
            let what = match error {
                ParseError::Syntax(error) => match as_object(text) {
                    Some(meant) => format!("the arguments are no JSON: write '{meant}'"),
                    None => format!("the arguments are no JSON: {error}"),
                },
                ParseError::Repeated(error) => error.to_string(),
            };
            Failure::unusable(what).help(line())
        })?,
    };
    plain::read(model, &endpoint.request, &json).map_err(|error| {
        let path = error.path();
        let what = match path.as_str() {
            "" => format!("the arguments of {}: {}", endpoint.name, error.message()),
            path => format!("{path}: {}", error.message()),
        };
        Failure::unusable(what).help(line())
    })
}

/// What is probably meant by `id=1`.
fn as_object(text: &str) -> Option<String> {
    let (name, value) = text.split_once('=')?;
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    // Quotes within quotes of the shell are not for a hint.
    if !is_name || value.contains('\'') || value.contains(char::is_whitespace) {
        return None;
    }
    let value = plain::parse(value).unwrap_or_else(|_| json!(value));
    Some(format!("{{\"{name}\": {value}}}"))
}

/// No request is as long as this.
const MOST_BYTES: u64 = 64 << 20;

#[cfg(test)]
mod tests {
    use super::{as_object, header, seconds};

    #[test]
    fn a_name_with_a_value_is_shown_as_json() {
        let meant = |text| as_object(text).expect(text);
        assert_eq!(meant("id=1"), r#"{"id": 1}"#);
        assert_eq!(meant("name=Ada"), r#"{"name": "Ada"}"#);
        for other in ["{id: 7}", "=1", "a b=1", "{\"a\": \"x=1\"", "id=it's"] {
            assert_eq!(as_object(other), None);
        }
    }

    #[test]
    fn headers_have_a_name_and_a_value() {
        let pair = ("x-a".to_owned(), "b: c".to_owned());
        assert_eq!(header("X-A:  b: c "), Ok(pair));
        for bad in ["x", ": y", "a b: c", "x: a\r\nb: c", "x: é"] {
            assert!(header(bad).is_err(), "{bad}");
        }
        for own in [
            "Content-Type: text/plain",
            "content-length: 3",
            "Libero-Contract: x",
            "Sec-WebSocket-Protocol: x",
        ] {
            let refused = header(own).expect_err(own);
            assert!(refused.starts_with("libero sets `"), "{refused}");
        }
    }

    #[test]
    fn times_are_seconds() {
        assert_eq!(seconds("0.5").map(|time| time.as_millis()), Ok(500));
        for bad in ["", "0", "-1", "NaN", "1e9", "5s"] {
            assert!(seconds(bad).is_err(), "{bad}");
        }
    }
}
