//! Values at the edges of their types.

use std::collections::BTreeSet;

use contract_schema::{FieldType, FloatRepr, IntRepr, TypeDef};

use super::{NoSample, Sampler};
use crate::codec::bounds;
use crate::format;
use crate::model::Ty;
use crate::order;
use crate::value::{Int, Value};

/// Beyond this depth only the smallest values are made.
const DEEP: u32 = 5;
/// The most items in a list that holds an edge each.
const ITEMS: usize = 40;

/// A value at an edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// What it shows: `the variant Circle`, `edges 3`.
    pub note: String,
    /// The value.
    pub value: Value,
}

impl Sampler<'_> {
    /// Values that together reach every edge of a type: the first and the last of integers, floats
    /// that are hard to print, empty and long text, every variant, nothing and something.
    pub fn edges(&self, ty: &FieldType) -> Result<Vec<Edge>, NoSample> {
        let ty = self.start(ty)?;
        if let Some((def, ..)) = ty.declared() {
            let mut edges = vec![];
            for index in Self::variants(def) {
                let name = &def.variants[index].variant_name;
                let values = self.of_variant(ty, def, index, 0)?;
                let notes = values.into_iter().enumerate().map(|(row, value)| Edge {
                    note: match row {
                        0 => format!("{name}, the smallest"),
                        row => format!("{name}, edges {row}"),
                    },
                    value,
                });
                edges.extend(notes);
            }
            if edges.is_empty() {
                self.smallest_variant(ty)?;
            }
            return Ok(edges);
        }
        let values = self.at_edges(ty, 0)?.into_iter().enumerate();
        let edges = values.map(|(row, value)| Edge {
            note: format!("edges {row}"),
            value,
        });
        Ok(edges.collect())
    }

    /// Never empty; the first is the smallest.
    fn at_edges(&self, ty: Ty<'_>, depth: u32) -> Result<Vec<Value>, NoSample> {
        let least = self.least(ty, depth)?;
        if depth > DEEP || self.left.get() < super::MOST / 2 {
            return Ok(vec![least]);
        }
        let inner = |part| self.at_edges(ty.inner(part), depth + 1);
        let mut edges = vec![least];
        edges.extend(match ty.field {
            FieldType::Int { repr, format } => integers(*repr, format.is_some()),
            FieldType::Float(repr) => floats(*repr),
            FieldType::String { format: None } => texts(),
            FieldType::String {
                format: Some(format),
            } => formatted(format),
            FieldType::Bool => vec![Value::Bool(true)],
            FieldType::BitArray { len: None } => vec![
                Value::Bytes(vec![0]),
                Value::Bytes(vec![255, 254]),
                Value::Bytes((0..=255).collect()),
            ],
            FieldType::BitArray { len } => vec![Value::Bytes(vec![255; Self::fixed(*len)?])],
            FieldType::Nil | FieldType::TypeVar(_) => vec![],
            FieldType::List {
                element,
                len,
                unique,
            } => match (inner(element), len) {
                (Ok(items), None) => lists(items, *unique),
                (Ok(items), Some(_)) => {
                    let items = items.iter().rev().cycle().take(Self::fixed(*len)?);
                    vec![Value::List(items.cloned().collect())]
                }
                // Of what has no value there is the empty list alone.
                (Err(_), _) => vec![],
            },
            FieldType::Option(some) => match inner(some) {
                Ok(values) => values.into_iter().map(Value::some).collect(),
                Err(_) => vec![],
            },
            FieldType::Result { ok, err } => {
                let ok = inner(ok).unwrap_or_default().into_iter();
                let err = inner(err).unwrap_or_default().into_iter();
                let ok = ok.map(|value| Value::Result(Ok(Box::new(value))));
                ok.chain(err.map(|value| Value::Result(Err(Box::new(value)))))
                    .collect()
            }
            FieldType::Dict { key, value } => {
                let keys = ty.inner(key);
                match (inner(key), inner(value)) {
                    (Ok(key), Ok(value)) => dicts(keys, key, &value),
                    _ => vec![],
                }
            }
            FieldType::Tuple(parts) => {
                let columns = parts.iter().map(inner).collect::<Result<Vec<_>, _>>()?;
                rows(&columns).map(Value::Tuple).collect()
            }
            FieldType::UserType { .. } => {
                let (def, _) = self.smallest_variant(ty)?;
                let mut all = vec![];
                for index in Self::variants(def) {
                    match self.of_variant(ty, def, index, depth) {
                        Ok(values) => all.extend(values),
                        Err(error) if def.variants.len() == 1 => return Err(error),
                        // Others have values.
                        Err(_) => {}
                    }
                }
                all
            }
        });
        let mut seen = BTreeSet::new();
        edges.retain(|value| seen.insert(Ordered(value.clone())));
        Ok(edges)
    }

    /// A variant with the edges of all its fields side by side, the first the smallest.
    fn of_variant(
        &self,
        ty: Ty<'_>,
        def: &TypeDef,
        index: usize,
        depth: u32,
    ) -> Result<Vec<Value>, NoSample> {
        let smallest = Self::built(ty, index, |_, part| self.least(part, depth + 1))?;
        let mut columns: Vec<Vec<Value>> = vec![];
        Self::built(ty, index, |column, part| {
            while columns.len() < column {
                columns.push(vec![]);
            }
            let edges = self.at_edges(part, depth + 1)?;
            let first = edges[0].clone();
            columns.push(edges);
            Ok(first)
        })?;
        columns.resize(def.variants[index].field_types.len(), vec![]);
        let count = columns.iter().map(Vec::len).max().unwrap_or(0);
        let mut values = vec![smallest];
        // A type without parameters has edges of its own elsewhere: here a few of its values will do.
        let shown = if depth == 0 || !def.type_params.is_empty() {
            count
        } else {
            count.min(2)
        };
        for row in 1..shown {
            values.push(Self::built(ty, index, |column, _| {
                let edges = &columns[column];
                Ok(edges[row % edges.len()].clone())
            })?);
        }
        Ok(values)
    }
}

/// Values side by side, so that each is in one row at least.
fn rows(columns: &[Vec<Value>]) -> impl Iterator<Item = Vec<Value>> {
    let count = columns.iter().map(Vec::len).max().unwrap_or(0);
    (1..count).map(|row| {
        let cells = columns.iter().map(|edges| edges[row % edges.len()].clone());
        cells.collect()
    })
}

struct Ordered(Value);

impl PartialEq for Ordered {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        order::any(&self.0, &other.0)
    }
}

/// Where the form on the wire, or the number of a reader, changes.
fn integers(repr: IntRepr, is_format: bool) -> Vec<Value> {
    if is_format {
        // What a Rust type of the format holds is less than its width.
        return vec![Value::from(1), Value::from(1_500_000_000)];
    }
    let (first, last) = bounds(repr);
    let mut all = vec![first, last];
    for power in [7, 8, 15, 16, 31, 32, 53, 63, 64] {
        let near = 1_i128 << power;
        for number in [near - 1, near, -near, -near - 1] {
            all.push(Int::from(number));
        }
    }
    all.extend([1, -1].map(Int::from));
    all.retain(|int| (first..=last).contains(int));
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(Value::Int).collect()
}

fn floats(repr: FloatRepr) -> Vec<Value> {
    let both = [-0.0, 1.0, -1.5, 100.0];
    let own: &[f64] = match repr {
        FloatRepr::F64 => &[
            0.1,
            1e15,
            1e20,
            1e21,
            1e-6,
            1e-7,
            0.300_000_000_000_000_04,
            9_007_199_254_740_993.0,
            f64::MAX,
            f64::MIN,
            f64::MIN_POSITIVE,
            5e-324,
        ],
        FloatRepr::F32 => &[
            0.100_000_001_490_116_12,
            16_777_216.0,
            3.402_823_466_385_288_6e38,
            -3.402_823_466_385_288_6e38,
            1.401_298_464_324_817e-45,
        ],
    };
    both.iter()
        .chain(own)
        .map(|float| Value::Float(*float))
        .collect()
}

fn texts() -> Vec<Value> {
    let mut texts: Vec<String> = [
        "a",
        "\"\\/\u{8}\u{c}\n\r\t",
        "\0\u{1}\u{1f}\u{7f}",
        "é",
        "e\u{301}",
        "\u{2028}\u{feff}\u{ffff}",
        "\u{1F600}\u{10FFFF}",
        "__proto__",
        "constructor",
    ]
    .map(str::to_owned)
    .into();
    texts.push("x".repeat(255));
    texts.push("é".repeat(128));
    texts.push("x".repeat(256));
    texts.into_iter().map(Value::Text).collect()
}

/// In the one form that Rust gives back.
fn formatted(format: &str) -> Vec<Value> {
    let texts: &[&str] = match format {
        "char" => &["a", "\0", "\"", "é", "\u{ffff}", "\u{1F600}"],
        "uuid" => &[
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
        ],
        "ip" => &["0.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::1"],
        "ipv4" => &["0.0.0.0", "255.255.255.255"],
        "ipv6" => &["::", "::1", "::ffff:192.0.2.1"],
        "socket-addr" => &["127.0.0.1:0", "[::1]:65535"],
        "uri" => &["https://example.org/", "mailto:somebody@example.org"],
        "decimal" => &["0", "-0.001", "1.10", "79228162514264337593543950335"],
        "date" => &["1970-01-01", "2024-02-29", "9999-12-30"],
        "time" => &["00:00:00", "23:59:59.999999999"],
        "local-date-time" => &["1970-01-01T00:00:00", "2024-02-29T23:59:59.500"],
        "date-time" => &["1970-01-01T00:00:00Z", "2024-02-29T23:59:59.000001Z"],
        other => {
            let example = format::example(other).into_iter();
            return example.map(Value::from).collect();
        }
    };
    texts.iter().map(|text| Value::from(*text)).collect()
}

fn lists(mut items: Vec<Value>, unique: bool) -> Vec<Value> {
    let first: Vec<Value> = items.iter().take(1).cloned().collect();
    items.truncate(ITEMS);
    if unique {
        items.sort_by(order::any);
        items.dedup();
    }
    vec![Value::List(first), Value::List(items)]
}

fn dicts(key_type: Ty<'_>, mut keys: Vec<Value>, held: &[Value]) -> Vec<Value> {
    keys.truncate(ITEMS);
    keys.sort_by(|a, b| order::keys(key_type, a, b));
    keys.dedup();
    let entries: Vec<(Value, Value)> = keys.into_iter().zip(held.iter().cycle().cloned()).collect();
    let first = entries.iter().take(1).cloned().collect();
    vec![Value::Dict(first), Value::Dict(entries)]
}
