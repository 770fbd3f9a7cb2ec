//! What a person has: hex, base64, a file, a capture; and which of these it is.

use std::io::{self, Read as _};

use libero_values::plain::base64;

use super::capture::{self, Item, Message};
use crate::failure::Failure;

/// No capture is as long as this.
const MOST_BYTES: u64 = 256 << 20;

/// What the input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Form {
    /// Digits in pairs, with or without spaces.
    Hex,
    /// Either alphabet, padded or not.
    Base64,
    /// The bytes of one message.
    Bytes,
    /// JSON lines, or a HAR file.
    Capture,
}

/// The messages that were given: as text on the command line, in a file, or on standard input. There is a good
/// one among them.
pub(super) fn messages(given: &str, form: Option<Form>) -> Result<Vec<Item>, Failure> {
    let bytes = if given == "-" {
        read(io::stdin().lock(), "standard input")?
    } else if let Ok(file) = std::fs::File::open(given) {
        read(file, given)?
    } else {
        given.as_bytes().to_vec()
    };
    let failed = |what: &str| {
        let looks_like_path = given != "-" && given.contains(['/', '.']) && !given.contains('{');
        let failure = Failure::unusable(what.to_owned());
        failure.help(if looks_like_path {
            format!("is `{given}` a file? There is none")
        } else {
            "it is hex, base64, the bytes of a message, JSON, or a capture: `--as` says which"
                .to_owned()
        })
    };
    let one = |bytes| vec![Ok(Message::of(bytes))];
    // A capture that was written over, or is a log as well, is still one.
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim();
    let is_text = std::str::from_utf8(&bytes).is_ok();
    let captured = |said| capture::read(text, said).transpose();
    match form {
        Some(Form::Bytes) => Ok(one(bytes)),
        Some(Form::Hex) => hex(text).map(one).ok_or_else(|| failed("this is not hex")),
        Some(Form::Base64) => base64_of(text)
            .map(one)
            .ok_or_else(|| failed("this is not base64")),
        Some(Form::Capture) => {
            captured(true)?.ok_or_else(|| failed("this is no capture").help(capture::LINE))
        }
        None if matches!(bytes.first(), Some(0 | 1 | 131)) => Ok(one(bytes)),
        None if text.is_empty() => Err(failed("there is nothing to look at")),
        None if is_text && !text.starts_with(['{', '[']) => hex(text)
            .or_else(|| base64_of(text).filter(|bytes| capture::is_frame(bytes)))
            .map(one)
            .map_or_else(|| captured(false), |one| Ok(Some(one)))?
            .ok_or_else(|| failed("this is neither hex nor base64")),
        None => Ok(captured(false)?.unwrap_or_else(|| one(bytes.clone()))),
    }
}

fn read(from: impl io::Read, name: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = vec![];
    let read = from.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::unusable(format!("cannot read {name}: {error}")))?;
    if bytes.len() as u64 > MOST_BYTES {
        let what = format!("{name} is longer than {} MiB", MOST_BYTES >> 20);
        return Err(Failure::unusable(what));
    }
    Ok(bytes)
}

/// `83 68 03`, `0x836803`, `83:68:03`, `\x83\x68`.
pub(super) fn hex(text: &str) -> Option<Vec<u8>> {
    let text = text.replace("0x", "").replace("\\x", "");
    let digits: Option<Vec<u8>> = text
        .chars()
        .filter(|c| !c.is_whitespace() && !",:-".contains(*c))
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0 && !digits.is_empty())?;
    Some(
        digits
            .chunks_exact(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect(),
    )
}

pub(super) fn base64_of(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    base64::decode(&text).filter(|bytes| !bytes.is_empty())
}
