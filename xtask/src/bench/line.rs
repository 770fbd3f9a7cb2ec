//! The lines that the benchmark programs print: one JSON object for each measurement.

use serde_json::{Map, Value};

/// What is measured, and how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Times,
    Milliseconds,
    Bytes,
}

/// What a measurement should reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limit {
    AtLeast(f64),
    AtMost(f64),
}

/// One measurement.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// The row: what, and against whom.
    pub(super) goal: String,
    /// The column.
    pub(super) payload: String,
    pub(super) value: f64,
    pub(super) unit: Unit,
    pub(super) limit: Option<Limit>,
    pub(super) note: Option<String>,
}

const UNITS: [(&str, Unit); 3] = [
    ("ratio", Unit::Times),
    ("ms", Unit::Milliseconds),
    ("bytes", Unit::Bytes),
];

/// Reads a line; says what is wrong with it.
pub(super) fn parse(line: &str) -> Result<Line, String> {
    let value = serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
    let Value::Object(object) = value else {
        return Err(format!("not an object: {line}"));
    };
    let text = |key: &str| object.get(key)?.as_str().map(str::to_owned);
    let found = UNITS
        .iter()
        .find_map(|(key, unit)| Some((object.get(*key)?.as_f64()?, *key, *unit)));
    let (Some(goal), Some((value, key, unit))) = (text("goal"), found) else {
        return Err(format!("no `goal`, or nothing measured: {line}"));
    };
    Ok(Line {
        goal,
        payload: text("payload").unwrap_or_default(),
        value,
        unit,
        limit: limit(&object, key),
        note: text("note"),
    })
}

/// `at_least` and `at_most`, or `at_most_ms` where milliseconds are measured.
fn limit(object: &Map<String, Value>, unit: &str) -> Option<Limit> {
    let number = |key: &str| {
        let plain = object.get(key);
        plain
            .or_else(|| object.get(&format!("{key}_{unit}")))?
            .as_f64()
    };
    number("at_least")
        .map(Limit::AtLeast)
        .or_else(|| number("at_most").map(Limit::AtMost))
}

impl Limit {
    /// Whether a value is within it. The limit itself is.
    pub(super) fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
        }
    }
}

impl Line {
    /// Whether the goal is met; `None` if there is none.
    pub(super) fn is_met(&self) -> Option<bool> {
        self.limit.map(|limit| limit.is_met(self.value))
    }
}

impl Unit {
    /// A limit, as it was set.
    pub(super) fn limit(self, limit: Limit) -> String {
        let (sign, value) = match limit {
            Limit::AtLeast(value) => ('≥', value),
            Limit::AtMost(value) => ('≤', value),
        };
        format!("{sign} {value}{}", self.symbol())
    }

    /// A measured value, rounded so that it never looks better than it is.
    pub(super) fn value(self, value: f64, limit: Option<Limit>) -> String {
        let (scale, digits) = match self {
            Self::Times if value < 1.0 => (1_000.0, 3),
            Self::Times => (100.0, 2),
            Self::Milliseconds => (10.0, 1),
            Self::Bytes => (1.0, 0),
        };
        // What binary fractions add to a decimal is not worth a digit.
        let scaled = value * scale;
        let rounded = match limit {
            Some(Limit::AtLeast(_)) => (scaled + 1e-6).floor(),
            Some(Limit::AtMost(_)) => (scaled - 1e-6).ceil(),
            None => scaled.round(),
        };
        format!("{:.digits$}{}", rounded / scale, self.symbol())
    }

    const fn symbol(self) -> &'static str {
        match self {
            Self::Times => "x",
            Self::Milliseconds => " ms",
            Self::Bytes => " B",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_line_is_read() {
        let line = |value, unit, limit| {
            Ok(Line {
                goal: "a/b".into(),
                payload: "p".into(),
                value,
                unit,
                limit,
                note: None,
            })
        };
        let cases = [
            (r#""ratio":2"#, line(2.0, Unit::Times, None)),
            (
                r#""ratio":2.5,"at_least":2,"ours_ns":7"#,
                line(2.5, Unit::Times, Some(Limit::AtLeast(2.0))),
            ),
            (
                r#""ratio":1.4,"at_most":1.5"#,
                line(1.4, Unit::Times, Some(Limit::AtMost(1.5))),
            ),
            (
                r#""ms":12,"at_most_ms":30"#,
                line(12.0, Unit::Milliseconds, Some(Limit::AtMost(30.0))),
            ),
            (
                r#""bytes":3900,"at_most":4096"#,
                line(3900.0, Unit::Bytes, Some(Limit::AtMost(4096.0))),
            ),
        ];
        for (rest, expected) in cases {
            let text = format!(r#"{{"goal":"a/b","payload":"p",{rest}}}"#);
            assert_eq!(parse(&text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_line_is_refused() {
        for line in ["", "warning: x", "[1]", r#"{"goal":"a"}"#, r#"{"ratio":1}"#] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn a_limit_is_met_at_its_edge() {
        let cases = [
            (Limit::AtLeast(2.0), 2.0, true),
            (Limit::AtLeast(2.0), 1.9999, false),
            (Limit::AtLeast(2.0), 2.0001, true),
            (Limit::AtMost(1.5), 1.5, true),
            (Limit::AtMost(1.5), 1.5001, false),
            (Limit::AtMost(1.5), 0.1, true),
            (Limit::AtLeast(2.0), f64::NAN, false),
            (Limit::AtMost(2.0), f64::NAN, false),
        ];
        for (limit, value, expected) in cases {
            assert_eq!(limit.is_met(value), expected, "{limit:?} {value}");
        }
    }

    #[test]
    fn rounding_flatters_nobody() {
        let (least, most) = (Some(Limit::AtLeast(2.0)), Some(Limit::AtMost(2.0)));
        let cases = [
            (Unit::Times, 1.999, least, "1.99x"),
            (Unit::Times, 2.001, most, "2.01x"),
            (Unit::Times, 1.999, None, "2.00x"),
            (Unit::Times, 2.3, least, "2.30x"),
            (Unit::Times, 1.1, most, "1.10x"),
            (Unit::Times, 0.2701, most, "0.271x"),
            (Unit::Milliseconds, 29.91, most, "30.0 ms"),
            (Unit::Bytes, 4096.0, most, "4096 B"),
        ];
        for (unit, value, limit, expected) in cases {
            assert_eq!(unit.value(value, limit), expected);
        }
    }
}
