//! The same bytes for Rust and for Node: both take them and write the same, or both refuse. The first
//! byte chooses the type, the second the codec.

use std::sync::{LazyLock, Mutex, PoisonError};

use libero_wire::Codec;
use libero_wire::error::DecodeErrorKind;
use parity::cases::{Case, ONLY_RUST_CHECKS, Written};
use parity::end::{End, Sent};
use parity::ends;

use crate::codecs;

static NODE: LazyLock<Mutex<End>> = LazyLock::new(|| Mutex::new(ends::node()));

/// What Node makes of a value: ETF and JSON.
type Answer = Result<[Vec<u8>; 2], String>;

/// Checks one input.
pub fn check(data: &[u8]) {
    let Some((case, rest)) = codecs::split(data) else {
        return;
    };
    let Some((&mode, rest)) = rest.split_first() else {
        return;
    };
    match mode % 4 {
        0 => agree(case, Codec::Etf, rest),
        1 => agree(case, Codec::Json, rest),
        codec => damaged(
            case,
            if codec == 2 { Codec::Etf } else { Codec::Json },
            rest,
        ),
    }
}

/// A value that is made from decisions, damaged in one place.
fn damaged(case: &Case, codec: Codec, data: &[u8]) {
    let Some((damage, tape)) = data.split_first_chunk::<4>() else {
        return;
    };
    let text = codecs::value(case, tape);
    let Ok(written) = (case.read)(Codec::Json, text.as_bytes()) else {
        return;
    };
    let bytes = match codec {
        Codec::Etf => written.etf,
        Codec::Json => written.json,
    };
    let Ok(mut bytes) = bytes else {
        return;
    };
    let [high, low, how, byte] = *damage;
    let place = usize::from(u16::from_be_bytes([high, low])) % bytes.len();
    match how % 8 {
        0 => {}
        1 => drop(bytes.remove(place)),
        2 => bytes.insert(place, byte),
        3 => bytes[place] = bytes[place].wrapping_add(1),
        4 => bytes[place] ^= 1 << (byte % 8),
        5 => bytes.truncate(place),
        _ => bytes[place] = byte,
    }
    agree(case, codec, &bytes);
}

fn agree(case: &Case, codec: Codec, input: &[u8]) {
    let rust = (case.read)(codec, input);
    let rust = match &rust {
        Err(error) if excused(codec, error.kind(), error.message()) => return,
        // What Rust alone checks, and may write in another form, Node must take as Rust writes it.
        Ok(written) if ONLY_RUST_CHECKS.contains(&case.name) => {
            if let Written {
                etf: Ok(etf),
                json: Ok(json),
            } = written
            {
                for (codec, bytes) in [(Codec::Etf, etf), (Codec::Json, json)] {
                    let answer = node(case, codec, bytes);
                    same(case, codec, bytes, &rust, &answer);
                }
            }
            return;
        }
        Err(_) if ONLY_RUST_CHECKS.contains(&case.name) => {
            // That it ends is all that can be asked.
            let _ = node(case, codec, input);
            return;
        }
        rust => rust,
    };
    let answer = node(case, codec, input);
    same(case, codec, input, rust, &answer);
}

fn node(case: &Case, codec: Codec, input: &[u8]) -> Answer {
    let sent = match codec {
        Codec::Etf => Sent::Etf,
        Codec::Json => Sent::Json,
    };
    let mut node = NODE.lock().unwrap_or_else(PoisonError::into_inner);
    match node.exchange(sent, case.name, input) {
        Ok(parts) => {
            let parts: [Vec<u8>; 2] = parts.try_into().expect("ETF and JSON");
            Ok(parts)
        }
        Err(refused) => Err(refused.0),
    }
}

fn same(
    case: &Case,
    codec: Codec,
    input: &[u8],
    rust: &Result<Written, libero_wire::DecodeError>,
    node: &Answer,
) {
    let agree = match (rust, node) {
        (Ok(Written { etf, json }), Ok([node_etf, node_json])) => {
            etf.as_ref() == Ok(node_etf) && json.as_ref() == Ok(node_json)
        }
        // Node answers with both or refuses.
        (Ok(Written { etf, json }), Err(_)) => etf.is_err() || json.is_err(),
        (Err(_), Ok(_)) => false,
        (Err(_), Err(_)) => true,
    };
    assert!(
        agree,
        "Rust and Node do not agree on a {} in {codec:?}\n  {}\n  Rust: {}\n  Node: {}",
        case.name,
        input.escape_ascii(),
        match rust {
            Ok(Written { etf, json }) => [etf, json]
                .map(|bytes| match bytes {
                    Ok(bytes) => bytes.escape_ascii().to_string(),
                    Err(error) => error.to_string(),
                })
                .join("\n        "),
            Err(error) => error.to_string(),
        },
        match node {
            Ok(parts) => parts
                .each_ref()
                .map(|bytes| bytes.escape_ascii().to_string())
                .join("\n        "),
            Err(error) => error.clone(),
        }
    );
}

/// What JavaScript cannot see or counts in another way; docs/wire.md tells of each.
fn excused(codec: Codec, kind: DecodeErrorKind, message: &str) -> bool {
    match codec {
        // `JSON.parse` keeps the last of repeated keys, and tells `7` and `7.0` not apart.
        Codec::Json => {
            kind == DecodeErrorKind::Duplicate
                || message == "expected Int, got Float"
                || message.contains("for the stack")
        }
        Codec::Etf => message.contains("for the stack"),
    }
}
