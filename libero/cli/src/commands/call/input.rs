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
    Ok((name.to_ascii_lowercase(), value.to_owned()))
}

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
                ParseError::Syntax(error) => format!("the arguments are no JSON: {error}"),
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

/// No request is as long as this.
const MOST_BYTES: u64 = 64 << 20;

#[cfg(test)]
mod tests {
    use super::{header, seconds};

    #[test]
    fn headers_have_a_name_and_a_value() {
        let pair = ("x-a".to_owned(), "b: c".to_owned());
        assert_eq!(header("X-A:  b: c "), Ok(pair));
        for bad in ["x", ": y", "a b: c", "x: a\r\nb: c", "x: é"] {
            assert!(header(bad).is_err(), "{bad}");
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
