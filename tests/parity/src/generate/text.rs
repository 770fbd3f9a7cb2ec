//! Text in every format, and bytes.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::{Value, json};

use crate::base64;
use crate::tape::Tape;

/// Text that trips those who split, escape, count or compare it wrongly.
const TRAPS: [&str; 22] = [
    "",
    "a",
    "\0",
    "__proto__",
    "constructor",
    "toString",
    "type",
    "\u{1F600} four bytes",
    "\u{FFFF}",
    "\u{E000} sorts after a surrogate",
    "\u{10000}",
    "\u{D7FF}",
    "é",
    "e\u{301}",
    "\"quotes\" and \\backslashes\\ and /slashes/",
    "\u{8}\u{c}\n\r\t\u{b}\u{1}\u{1f}\u{7f}\u{80}",
    "\u{2028}\u{2029}",
    "\u{FEFF}byte order mark",
    "</script>",
    "1",
    "-1",
    "null",
];

/// Text in a format.
pub(super) fn string(format: Option<&str>, tape: &mut Tape<'_>) -> String {
    match format {
        None => free(tape),
        Some("char") => char(tape).to_string(),
        Some("uuid") => uuid(tape.bits128()),
        Some("uri") => uri(tape),
        Some("decimal") => decimal(tape),
        Some("date-time") => {
            let offset = *tape.pick(&["Z", "+00:00", "+05:30", "-11:00"]);
            format!("{}T{}{offset}", date(tape), time(tape))
        }
        Some("date") => date(tape),
        Some("time") => time(tape),
        Some("local-date-time") => format!("{}T{}", date(tape), time(tape)),
        Some("ip") if tape.one_in(2) => ipv6(tape).to_string(),
        Some("ip" | "ipv4") => ipv4(tape).to_string(),
        Some("ipv6") => ipv6(tape).to_string(),
        Some("socket-addr") => {
            let port = tape.below(256) * 256 + tape.below(256);
            if tape.one_in(2) {
                format!("[{}]:{port}", ipv6(tape))
            } else {
                format!("{}:{port}", ipv4(tape))
            }
        }
        Some(other) => panic!("no text is made in the format `{other}`: add it here"),
    }
}

/// Values of fields that accept less than their wire type says: mapped types have rules of their
/// own, which a contract does not hold.
pub(super) fn narrowed(type_name: &str, label: &str, tape: &mut Tape<'_>) -> Option<Value> {
    let up_to = |tape: &mut Tape<'_>, limit: u64| {
        let number = tape.bits64() % (2 * limit + 1);
        number.cast_signed() - limit.cast_signed()
    };
    match (type_name, label) {
        ("foreign.PointWire", "latitude") => Some(up_to(tape, 90_000_000).into()),
        ("foreign.PointWire", "longitude") => Some(up_to(tape, 180_000_000).into()),
        ("foreign.Mapped", "by_text") => {
            let number = u32::try_from(tape.bits64() >> 32).unwrap_or(1).max(1);
            Some(number.to_string().into())
        }
        // `&'static str`: what is kept for ever is short.
        ("strings.Strings", "fixed") => {
            let text = free(tape);
            Some(text.get(..256).unwrap_or(&text).into())
        }
        _ => None,
    }
}

/// Bytes: any, or exactly `len`.
pub(super) fn bytes(len: Option<u64>, tape: &mut Tape<'_>) -> Value {
    let count = match len {
        Some(len) => usize::try_from(len).expect("a small array"),
        None if tape.one_in(30) => 256 + tape.below(4),
        None => tape.below(8),
    };
    let bytes: Vec<u8> = (0..count).map(|_| tape.byte()).collect();
    json!({ "encoding": "base64url", "data": base64::encode(&bytes) })
}

fn free(tape: &mut Tape<'_>) -> String {
    match tape.below(8) {
        0..=3 => (*tape.pick(&TRAPS)).to_owned(),
        4 => "x".repeat(254 + tape.below(4)),
        _ => (0..tape.below(12)).map(|_| char(tape)).collect(),
    }
}

fn char(tape: &mut Tape<'_>) -> char {
    let code = match tape.below(4) {
        0 => u32::from(tape.byte() % 0x80),
        1 => {
            return *tape.pick(&[
                '\0',
                '\u{7f}',
                '\u{FFFF}',
                '\u{10FFFF}',
                '𝄞',
                '"',
                '\u{2028}',
            ]);
        }
        2 => u32::try_from(tape.bits64() % 0x1_0000).unwrap_or_default(),
        _ => u32::try_from(tape.bits64() % 0x11_0000).unwrap_or_default(),
    };
    char::from_u32(code).unwrap_or('\u{FFFD}')
}

fn uuid(bits: u128) -> String {
    let hex = format!("{bits:032x}");
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-")
}

fn uri(tape: &mut Tape<'_>) -> String {
    let uris = [
        "https://example.org/",
        "http://127.0.0.1:8080/a/b?c=d&e=%20#f",
        "https://xn--e1afmkfd.xn--p1ai/",
        "mailto:somebody@example.org",
        "data:text/plain,hello",
        "https://user:secret@example.org/path",
    ];
    (*tape.pick(&uris)).to_owned()
}

fn decimal(tape: &mut Tape<'_>) -> String {
    let edges = [
        "0",
        "1.10",
        "-0.001",
        "79228162514264337593543950335",
        "-79228162514264337593543950335",
        "0.0000000000000000000000000001",
    ];
    if tape.one_in(2) {
        let whole = tape.bits64().cast_signed() / 1000;
        format!("{whole}.{:03}", tape.below(256))
    } else {
        (*tape.pick(&edges)).to_owned()
    }
}

fn date(tape: &mut Tape<'_>) -> String {
    let edges = [
        "1970-01-01",
        "2024-02-29",
        "0001-01-01",
        "9999-12-30",
        "1999-12-31",
    ];
    if tape.one_in(2) {
        let year = 1 + tape.below(100) * 99;
        format!(
            "{year:04}-{:02}-{:02}",
            1 + tape.below(12),
            1 + tape.below(28)
        )
    } else {
        (*tape.pick(&edges)).to_owned()
    }
}

fn time(tape: &mut Tape<'_>) -> String {
    let (hour, minute, second) = (tape.below(24), tape.below(60), tape.below(60));
    let fraction = *tape.pick(&["", ".5", ".123", ".000001", ".999999999", ".120"]);
    format!("{hour:02}:{minute:02}:{second:02}{fraction}")
}

fn ipv4(tape: &mut Tape<'_>) -> Ipv4Addr {
    Ipv4Addr::from_bits(u32::try_from(tape.bits64() >> 32).unwrap_or_default())
}

fn ipv6(tape: &mut Tape<'_>) -> Ipv6Addr {
    let edges = [0, 1, 0xFFFF_0102_0304, 0xFE80 << 112 | 1, u128::MAX];
    let random = tape.one_in(2);
    let bits = if random {
        tape.bits128()
    } else {
        *tape.pick(&edges)
    };
    Ipv6Addr::from_bits(bits)
}
