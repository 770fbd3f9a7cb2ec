//! What went over a `WebSocket`, as browsers and other tools write it down.

use libero_wire::Codec;
use serde_json::Value as Json;
use serde_json::error::Category;

use super::frame::codec_of;
use super::input::{base64_of, hex};
use crate::failure::Failure;

/// Which way a message went, seen from the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From the server.
    In,
    /// To the server.
    Out,
}

/// A message of a capture, or the only one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) direction: Option<Direction>,
    pub(super) codec: Codec,
    pub(super) bytes: Vec<u8>,
}

impl Message {
    pub(super) fn of(bytes: Vec<u8>) -> Self {
        Self {
            direction: None,
            codec: codec_of(&bytes),
            bytes,
        }
    }
}

/// A message of a capture, or why there is none at its place.
pub(super) type Item = Result<Message, Bad>;

/// A part of a capture that is no message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bad {
    /// The line, from 1; none in an array or a HAR file.
    pub(super) line: Option<usize>,
    pub(super) what: String,
}

impl Bad {
    fn new(what: impl Into<String>) -> Self {
        Self {
            line: None,
            what: what.into(),
        }
    }
}

/// What a line of a capture has to be.
pub(super) const LINE: &str = "a line is {\"dir\": \"in\", \"data\": base64 or text}, or as a browser \
    writes it: {\"type\": \"send\", \"opcode\": 2, \"data\": base64}";

/// The messages of a HAR file, of JSON lines, or of an array of such objects; nothing where the text is none of
/// these. Lines of which the first two are no messages are only lines of a capture where that was `said`.
pub(super) fn read(text: &str, said: bool) -> Option<Result<Vec<Item>, Failure>> {
    if let Ok(whole) = serde_json::from_str::<Json>(text) {
        return match &whole {
            Json::Object(object) if object.contains_key("log") => Some(of_har(&whole)),
            Json::Array(items) if items.iter().any(is_line) => {
                Some(Ok(items.iter().map(message).collect()))
            }
            line if is_line(line) => Some(Ok(vec![message(line)])),
            _ => None,
        };
    }
    let numbered = text.lines().enumerate();
    let lines = numbered.filter(|(_, line)| !line.trim().is_empty());
    let is_first = |(_, line): (usize, &str)| {
        let line = serde_json::from_str::<Json>(line);
        line.is_ok_and(|line| is_line(&line))
    };
    let looked_at = if said { usize::MAX } else { 2 };
    if !lines.clone().take(looked_at).any(is_first) {
        return None;
    }
    let items = lines.map(|(index, line)| {
        of_line(line).map_err(|bad| Bad {
            line: Some(index + 1),
            ..bad
        })
    });
    Some(Ok(items.collect()))
}

/// Whether an object holds a message, and is no message itself.
fn is_line(json: &Json) -> bool {
    let has = |key| json.get(key).is_some_and(Json::is_string);
    KEYS.into_iter().any(has) && json.get("kind").is_none()
}

/// Where the bytes of a message may stand.
const KEYS: [&str; 4] = ["data", "text", "hex", "base64"];

fn of_har(har: &Json) -> Result<Vec<Item>, Failure> {
    let entries = har.pointer("/log/entries").and_then(Json::as_array);
    let messages = entries.into_iter().flatten().filter_map(|entry| {
        let messages = entry.get("_webSocketMessages")?.as_array()?;
        Some(messages.iter().map(message))
    });
    let messages: Vec<Item> = messages.flatten().collect();
    if messages.is_empty() {
        let failure = Failure::unusable("the HAR file has no messages of a WebSocket");
        return Err(failure.help("record it while the page is loaded, with its sockets"));
    }
    Ok(messages)
}

fn of_line(line: &str) -> Item {
    let json: Json = serde_json::from_str(line).map_err(|error| {
        let text = error.to_string();
        Bad::new(match error.classify() {
            Category::Eof => "no JSON: it is cut off".to_owned(),
            _ => match text.rsplit_once(" at line ") {
                Some((what, _)) => format!("no JSON: {what} at column {}", error.column()),
                None => format!("no JSON: {text}"),
            },
        })
    })?;
    message(&json)
}

fn message(line: &Json) -> Item {
    let text = |key| line.get(key).and_then(Json::as_str);
    let direction = ["dir", "direction", "type"].into_iter().find_map(text);
    let direction = direction.and_then(|word| match word {
        "in" | "receive" | "received" | "recv" | "<" => Some(Direction::In),
        "out" | "send" | "sent" | ">" => Some(Direction::Out),
        _ => None,
    });
    let is_not = |key: &str, what: &str| Bad::new(format!("no message: `{key}` is {what}"));
    let bytes = if let Some(text) = text("text") {
        text.as_bytes().to_vec()
    } else if let Some(digits) = text("hex") {
        hex(digits).ok_or_else(|| is_not("hex", "not hex"))?
    } else if let Some(digits) = text("base64") {
        base64_of(digits).ok_or_else(|| is_not("base64", "not base64"))?
    } else if let Some(data) = text("data") {
        match line.get("opcode").and_then(Json::as_u64) {
            Some(1) => data.as_bytes().to_vec(),
            Some(2) => base64_of(data).ok_or_else(|| is_not("data", "not base64"))?,
            _ if data.trim_start().starts_with('{') => data.as_bytes().to_vec(),
            _ => hex(data)
                .filter(|bytes| is_frame(bytes))
                .or_else(|| base64_of(data))
                .ok_or_else(|| is_not("data", "neither hex nor base64"))?,
        }
    } else {
        let there = KEYS.into_iter().find(|key| line.get(key).is_some());
        return Err(match there {
            Some(key) => is_not(key, "not a text"),
            None => Bad::new("no message: it has none of `data`, `text`, `hex` and `base64`"),
        });
    };
    Ok(Message {
        direction,
        ..Message::of(bytes)
    })
}

/// Whether bytes begin as a message does.
pub(super) fn is_frame(bytes: &[u8]) -> bool {
    matches!(bytes.first(), Some(0 | 1 | 131 | b'{'))
}

#[cfg(test)]
mod tests {
    use libero_wire::Codec;

    use super::{Bad, Direction, Message, read};

    fn messages(text: &str) -> Vec<Message> {
        let items = read(text, false).expect("a capture").expect("messages");
        items.into_iter().map(|item| item.expect("good")).collect()
    }

    #[test]
    fn lines_are_read_in_the_forms_of_several_tools() {
        let term = [131, 106];
        let json = br#"{"kind":"x"}"#;
        let cases: [(&str, Option<Direction>, &[u8]); 8] = [
            (r#"{"dir":"in","data":"g2o="}"#, Some(Direction::In), &term),
            (
                r#"{"dir":"out","data":"836a"}"#,
                Some(Direction::Out),
                &term,
            ),
            (
                r#"{"direction":">","hex":"83 6a"}"#,
                Some(Direction::Out),
                &term,
            ),
            (
                r#"{"type":"send","time":1.5,"opcode":2,"data":"g2o="}"#,
                Some(Direction::Out),
                &term,
            ),
            (
                r#"{"type":"receive","opcode":1,"data":"{\"kind\":\"x\"}"}"#,
                Some(Direction::In),
                json,
            ),
            (r#"{"data":"{\"kind\":\"x\"}"}"#, None, json),
            (
                r#"{"dir":"in","text":"{\"kind\":\"x\"}"}"#,
                Some(Direction::In),
                json,
            ),
            (r#"{"base64":"g2o"}"#, None, &term),
        ];
        for (line, direction, bytes) in cases {
            let codec = if bytes[0] == 131 {
                Codec::Etf
            } else {
                Codec::Json
            };
            let expected = Message {
                direction,
                codec,
                bytes: bytes.to_vec(),
            };
            assert_eq!(messages(line), [expected], "{line}");
        }
        let all = cases.map(|(line, ..)| line);
        assert_eq!(messages(&all.join("\n\n")).len(), all.len());
        assert_eq!(messages(&format!("[{}]", all.join(","))).len(), all.len());
    }

    #[test]
    fn sockets_of_a_har_file_are_read() {
        let line = r#"{"type":"receive","time":1,"opcode":2,"data":"AQ=="}"#;
        let har = format!(
            r#"{{"log":{{"entries":[{{"request":{{}}}},{{"_webSocketMessages":[{line},{line}]}}]}}}}"#
        );
        assert_eq!(messages(&har).len(), 2);
        let none = r#"{"log":{"entries":[]}}"#;
        assert!(read(none, false).expect("a HAR file").is_err());
    }

    #[test]
    fn a_message_is_no_capture() {
        for text in [
            r#"{"kind":"push","data":"x"}"#,
            "[1]",
            "{",
            "{}\n{}",
            "{}\n{}\n{\"data\":\"g2o=\"}",
            "836a",
        ] {
            assert!(read(text, false).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_no_message_is_told_in_its_place() {
        let good = r#"{"dir":"in","data":"g2o="}"#;
        for (bad, what) in [
            ("{\"dir\":\"in\",\"da", "no JSON: it is cut off"),
            ("listening", "no JSON: expected value at column 1"),
            (
                r#"{"x":1}"#,
                "no message: it has none of `data`, `text`, `hex` and `base64`",
            ),
            (
                "7",
                "no message: it has none of `data`, `text`, `hex` and `base64`",
            ),
            (r#"{"data":7}"#, "no message: `data` is not a text"),
            (
                r#"{"data":"%%"}"#,
                "no message: `data` is neither hex nor base64",
            ),
            (
                r#"{"opcode":2,"data":"%%"}"#,
                "no message: `data` is not base64",
            ),
            (r#"{"hex":"8"}"#, "no message: `hex` is not hex"),
        ] {
            for (text, line) in [
                (format!("{good}\n{bad}\n\n{good}"), 2),
                (format!("{bad}\n{good}\n{good}"), 1),
            ] {
                let items = read(&text, false).expect("a capture").expect("items");
                let (good, bad): (Vec<_>, Vec<_>) = items.into_iter().partition(Result::is_ok);
                assert_eq!(good.len(), 2, "{text}");
                let expected = Bad {
                    line: Some(line),
                    what: what.to_owned(),
                };
                assert_eq!(bad, [Err(expected)], "{text}");
            }
        }
        let late = format!("a log\nof something\n{good}");
        assert!(read(&late, false).is_none());
        assert_eq!(read(&late, true).expect("said").expect("items").len(), 3);
    }
}
