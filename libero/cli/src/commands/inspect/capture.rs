//! What went over a `WebSocket`, as browsers and other tools write it down.

use libero_wire::Codec;
use serde_json::Value as Json;

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

/// The messages of a HAR file, of JSON lines, or of an array of such objects; nothing where the text is none of
/// these.
pub(super) fn read(text: &str) -> Option<Result<Vec<Message>, Failure>> {
    if let Ok(whole) = serde_json::from_str::<Json>(text) {
        return match &whole {
            Json::Object(object) if object.contains_key("log") => Some(of_har(&whole)),
            Json::Array(items) if items.iter().any(is_line) => {
                Some(of_lines(items.iter().cloned()))
            }
            line if is_line(line) => Some(of_lines([whole])),
            _ => None,
        };
    }
    let mut lines = vec![];
    let numbered = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    for (index, line) in numbered {
        match serde_json::from_str::<Json>(line) {
            Ok(line) if is_line(&line) => lines.push(line),
            // The first line decides.
            _ if lines.is_empty() => return None,
            Ok(_) => return Some(Err(not_a_line(index))),
            Err(error) => {
                let what = format!("line {} of the capture is no JSON: {error}", index + 1);
                return Some(Err(Failure::unusable(what)));
            }
        }
    }
    Some(of_lines(lines))
}

/// Whether an object holds a message, and is no message itself.
fn is_line(json: &Json) -> bool {
    let has = |key| json.get(key).is_some_and(Json::is_string);
    (has("data") || has("text") || has("hex") || has("base64")) && json.get("kind").is_none()
}

fn of_har(har: &Json) -> Result<Vec<Message>, Failure> {
    let entries = har.pointer("/log/entries").and_then(Json::as_array);
    let messages = entries.into_iter().flatten().filter_map(|entry| {
        let messages = entry.get("_webSocketMessages")?.as_array()?;
        Some(messages.iter().cloned())
    });
    let messages = of_lines(messages.flatten())?;
    if messages.is_empty() {
        let failure = Failure::unusable("the HAR file has no messages of a WebSocket");
        return Err(failure.help("record it while the page is loaded, with its sockets"));
    }
    Ok(messages)
}

fn of_lines(lines: impl IntoIterator<Item = Json>) -> Result<Vec<Message>, Failure> {
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(index, line)| message(&line).ok_or_else(|| not_a_line(index)))
        .collect()
}

fn not_a_line(index: usize) -> Failure {
    let what = format!("message {} of the capture cannot be understood", index + 1);
    Failure::unusable(what).help(
        "it is {\"dir\": \"in\", \"data\": base64 or text}, or as a browser writes it: \
         {\"type\": \"send\", \"opcode\": 2, \"data\": base64}",
    )
}

fn message(line: &Json) -> Option<Message> {
    let text = |key| line.get(key).and_then(Json::as_str);
    let direction = ["dir", "direction", "type"].into_iter().find_map(text);
    let direction = direction.and_then(|word| match word {
        "in" | "receive" | "received" | "recv" | "<" => Some(Direction::In),
        "out" | "send" | "sent" | ">" => Some(Direction::Out),
        _ => None,
    });
    let bytes = if let Some(text) = text("text") {
        text.as_bytes().to_vec()
    } else if let Some(digits) = text("hex") {
        hex(digits)?
    } else if let Some(digits) = text("base64") {
        base64_of(digits)?
    } else {
        let data = text("data")?;
        match line.get("opcode").and_then(Json::as_u64) {
            Some(1) => data.as_bytes().to_vec(),
            Some(2) => base64_of(data)?,
            _ if data.trim_start().starts_with('{') => data.as_bytes().to_vec(),
            _ => hex(data)
                .filter(|bytes| is_frame(bytes))
                .or_else(|| base64_of(data))?,
        }
    };
    Some(Message {
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

    use super::{Direction, Message, read};

    fn messages(text: &str) -> Vec<Message> {
        read(text).expect("a capture").expect("messages")
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
        assert!(read(none).expect("a HAR file").is_err());
    }

    #[test]
    fn a_message_is_no_capture_and_a_bad_line_is_named() {
        for text in [
            r#"{"kind":"push","data":"x"}"#,
            "[1]",
            "{",
            "{}\n{}",
            "836a",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
        let good = r#"{"dir":"in","data":"g2o="}"#;
        for (second, what) in [
            ("{", "line 2 of the capture is no JSON"),
            (r#"{"x":1}"#, "message 2 of the capture"),
            (r#"{"data":"%%"}"#, "message 2 of the capture"),
        ] {
            let failure = read(&format!("{good}\n{second}")).expect("a capture");
            let failure = failure.expect_err("a bad line");
            assert!(failure.what.starts_with(what), "{}", failure.what);
        }
    }
}
