//! Numbers, text and bytes.

use contract_schema::{FloatRepr, IntRepr};
use serde_json::{Map, Value, json};

use super::Schemas;
use super::digits::between;

/// The largest integer that JavaScript's numbers hold exactly: beyond it integers are text.
const EXACT: i64 = (1 << 53) - 1;
/// Nanoseconds of a second.
const NANOS: u128 = 1_000_000_000;

impl Schemas<'_> {
    pub(super) fn int(&mut self, repr: IntRepr, format: Option<&str>) -> Value {
        let bits = repr.bits();
        if bits < 64 {
            return narrow(repr);
        }
        let (most, least) = range(repr, format);
        let name = match format {
            None => repr.as_str().to_owned(),
            Some(format) => format!("{}.{}", format, repr.as_str()),
        };
        self.shared(&name, || {
            let mut schema = wide(most, least);
            schema["description"] = match format {
                Some("duration-ns") => "Nanoseconds.".into(),
                Some("unix-time-ns") => "Nanoseconds since 1970, UTC.".into(),
                _ => format!(
                    "An integer of {bits} bits: a number up to 2^53 - 1, digits as text beyond."
                )
                .into(),
            };
            schema
        })
    }

    pub(super) fn bytes(&mut self, len: Option<u64>) -> Value {
        let name = match len {
            None => "bytes".to_owned(),
            Some(len) => format!("bytes.{len}"),
        };
        self.shared(&name, || bytes(len))
    }
}

fn narrow(repr: IntRepr) -> Value {
    let bits = repr.bits();
    let (least, most): (i64, i64) = if repr.is_signed() {
        (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
    } else {
        (0, (1 << bits) - 1)
    };
    let format = if repr.is_signed() { "int" } else { "uint" };
    json!({
        "type": "integer", "format": format!("{format}{bits}"), "minimum": least, "maximum": most
    })
}

/// The largest value, and what is below zero of the smallest one.
fn range(repr: IntRepr, format: Option<&str>) -> (u128, u128) {
    // What travels so is seconds of 64 bits and their nanoseconds.
    let seconds = |bits: u32| (1_u128 << bits) * NANOS;
    match (format, repr) {
        (Some(_), IntRepr::U128) => (seconds(64) - 1, 0),
        (Some(_), IntRepr::I128) => (seconds(63) - 1, seconds(63)),
        _ if repr.is_signed() => {
            let half = 1 << (repr.bits() - 1);
            (half - 1, half)
        }
        _ => (u128::MAX >> (128 - repr.bits()), 0),
    }
}

fn wide(most: u128, below: u128) -> Value {
    let beyond = u128::from(EXACT.unsigned_abs()) + 1;
    let (least, pattern) = if below == 0 {
        (0, format!("^{}$", between(beyond, most)))
    } else {
        let (above, below) = (between(beyond, most), between(beyond, below));
        (-EXACT, format!("^(?:{above}|-{below})$"))
    };
    json!({ "oneOf": [
        { "type": "integer", "minimum": least, "maximum": EXACT },
        { "type": "string", "pattern": pattern },
    ] })
}

pub(super) fn float(repr: FloatRepr) -> Value {
    match repr {
        FloatRepr::F64 => json!({ "type": "number", "format": "double" }),
        FloatRepr::F32 => json!({
            "type": "number", "format": "float", "minimum": f32::MIN, "maximum": f32::MAX
        }),
    }
}

pub(super) fn text(format: Option<&str>) -> Value {
    const DATE: &str = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
    const TIME: &str = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?";
    const BYTE: &str = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    let ipv4 = || format!(r"{BYTE}(?:\.{BYTE}){{3}}");
    let ipv6 = "[0-9a-fA-F:.]{2,45}";
    let (standard, pattern) = match format {
        None => return json!({ "type": "string" }),
        Some("char") => return json!({ "type": "string", "minLength": 1, "maxLength": 1 }),
        Some("ip") => {
            return json!({ "type": "string", "anyOf": [
                { "format": "ipv4", "pattern": format!("^{}$", ipv4()) },
                { "format": "ipv6", "pattern": format!("^{ipv6}$") },
            ] });
        }
        Some("uuid") => (
            Some("uuid"),
            "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}".to_owned(),
        ),
        Some("ipv4") => (Some("ipv4"), ipv4()),
        Some("ipv6") => (Some("ipv6"), ipv6.to_owned()),
        Some("socket-addr") => {
            let address = format!(
                r"(?:{}|\[[0-9a-fA-F:.]{{2,45}}(?:%[0-9]{{1,10}})?\])",
                ipv4()
            );
            (None, format!("{address}:{}", between_ports()))
        }
        Some("uri") => (Some("uri"), "[A-Za-z][A-Za-z0-9+.-]*:.+".to_owned()),
        Some("decimal") => (None, r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)".to_owned()),
        Some("date") => (Some("date"), DATE.to_owned()),
        // Without an offset, which the format `time` of JSON Schema demands.
        Some("time") => (None, TIME.to_owned()),
        Some("local-date-time") => (None, format!("{DATE}[Tt]{TIME}")),
        Some("date-time") => (
            Some("date-time"),
            format!("{DATE}[Tt]{TIME}(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"),
        ),
        Some(other) => return json!({ "type": "string", "format": other }),
    };
    let mut schema = Map::new();
    schema.insert("type".into(), "string".into());
    if let Some(standard) = standard {
        schema.insert("format".into(), standard.into());
    }
    schema.insert("pattern".into(), format!("^{pattern}$").into());
    schema.into()
}

fn between_ports() -> String {
    between(0, 65_535)
}

/// Bytes as text with the alphabet for URLs, padded; bits that no byte takes are zero.
fn bytes(len: Option<u64>) -> Value {
    const ONE: &str = "[A-Za-z0-9_-][AQgw]==";
    const TWO: &str = "[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048]=";
    let pattern = match len {
        None => format!("^(?:[A-Za-z0-9_-]{{4}})*(?:{ONE}|{TWO})?$"),
        Some(len) => {
            let rest = match len % 3 {
                0 => "",
                1 => ONE,
                _ => TWO,
            };
            format!("^[A-Za-z0-9_-]{{{}}}{rest}$", len / 3 * 4)
        }
    };
    let many = match len {
        None => "Bytes.".to_owned(),
        Some(1) => "One byte.".to_owned(),
        Some(len) => format!("{len} bytes."),
    };
    json!({
        "description": many,
        "type": "object",
        "properties": {
            "encoding": { "const": "base64url" },
            "data": { "type": "string", "contentEncoding": "base64url", "pattern": pattern },
        },
        "required": ["encoding", "data"],
        "additionalProperties": false,
    })
}
