//! Values that a program might hold.

use contract_schema::{FieldType, FloatRepr, IntRepr, TypeKind};

use super::random::Random;
use super::{NoSample, Sampler, words};
use crate::codec::bounds;
use crate::format;
use crate::model::Ty;
use crate::order;
use crate::value::{Int, Value};

/// Beyond this depth only the smallest values are made.
const DEEP: u32 = 6;
/// When so many parts were made, the rest is the smallest.
const MANY: u32 = 2_000;

/// What is known where a value is made.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The nearest label, in snake case.
    name: &'a str,
    seed: u64,
    depth: u32,
}

impl Sampler<'_> {
    /// A value that a program might hold in a field of a name: `title` is a title, `created_at` a
    /// time. Another seed gives another value.
    pub fn plausible(&self, ty: &FieldType, name: &str, seed: u64) -> Result<Value, NoSample> {
        let ty = self.start(ty)?;
        let name = words::snake(name);
        self.some(
            ty,
            Place {
                name: &name,
                seed,
                depth: 0,
            },
        )
    }

    fn some(&self, ty: Ty<'_>, place: Place<'_>) -> Result<Value, NoSample> {
        if place.depth > DEEP || self.left.get() < super::MOST - MANY {
            return self.least(ty, place.depth);
        }
        self.count(place.depth)?;
        let mut random = Random::new(place.seed, place.name);
        let inner = |step: u64| Place {
            seed: place.seed.wrapping_mul(31).wrapping_add(step + 1),
            depth: place.depth + 1,
            ..place
        };
        Ok(match ty.field {
            FieldType::Int { repr, format } => {
                Value::Int(integer(*repr, format.as_deref(), place.name, &mut random))
            }
            FieldType::Float(repr) => Value::Float(float(*repr, place.name, &mut random)),
            FieldType::String { format } => {
                Value::Text(text(format.as_deref(), place.name, &mut random))
            }
            FieldType::Bool => Value::Bool(random.below(2) == 1),
            FieldType::BitArray { len } => {
                let count = match len {
                    Some(_) => Self::fixed(*len)?,
                    None => 8,
                };
                let byte = |_| random.bits().to_le_bytes()[0];
                Value::Bytes((0..count).map(byte).collect())
            }
            FieldType::Nil => Value::Nil,
            FieldType::List {
                element,
                len,
                unique,
            } => {
                let count = match len {
                    Some(_) => Self::fixed(*len)? as u64,
                    None => 2 + random.below(2),
                };
                let element = ty.inner(element);
                let mut items = vec![];
                for step in 0..count {
                    match self.some(element, inner(step)) {
                        Ok(item) => items.push(item),
                        // A list of what has no value is empty.
                        Err(_) if len.is_none() => break,
                        Err(error) => return Err(error),
                    }
                }
                if *unique {
                    items.sort_by(order::any);
                    items.dedup();
                }
                Value::List(items)
            }
            FieldType::Option(some) => match self.some(ty.inner(some), inner(0)) {
                Ok(value) if random.below(4) > 0 => Value::some(value),
                _ => Value::NONE,
            },
            FieldType::Result { ok, err } => {
                if self.heights.of_type(ok) > 100 {
                    Value::Result(Err(Box::new(self.some(ty.inner(err), inner(0))?)))
                } else {
                    Value::Result(Ok(Box::new(self.some(ty.inner(ok), inner(0))?)))
                }
            }
            FieldType::Dict { key, value } => {
                let (keys, values) = (ty.inner(key), ty.inner(value));
                let mut entries = vec![];
                for step in 0..2 {
                    let unnamed = Place {
                        name: "",
                        ..inner(step)
                    };
                    let key = self.some(keys, unnamed);
                    let value = self.some(values, inner(step));
                    if let (Ok(key), Ok(value)) = (key, value) {
                        entries.push((key, value));
                    }
                }
                entries.sort_by(|a, b| order::keys(keys, &a.0, &b.0));
                entries.dedup_by(|a, b| a.0 == b.0);
                Value::Dict(entries)
            }
            FieldType::Tuple(parts) => {
                if let Some(date) = date(parts, place.name, &mut random) {
                    return Ok(date);
                }
                let parts = (0_u64..).zip(parts);
                let parts = parts.map(|(step, part)| self.some(ty.inner(part), inner(step)));
                Value::Tuple(parts.collect::<Result<_, _>>()?)
            }
            FieldType::UserType { .. } => self.user(ty, place, &mut random)?,
            FieldType::TypeVar(_) => self.least(ty, place.depth)?,
        })
    }

    fn user(&self, ty: Ty<'_>, place: Place<'_>, random: &mut Random) -> Result<Value, NoSample> {
        let (def, smallest) = self.smallest_variant(ty)?;
        let variants: Vec<usize> = Self::variants(def)
            .into_iter()
            .filter(|index| self.heights.of_variant(&def.variants[*index]) < 100)
            .collect();
        let index = if def.kind == TypeKind::Struct || variants.is_empty() || place.depth == DEEP {
            smallest
        } else {
            *random.pick(&variants)
        };
        let variant = &def.variants[index];
        let names: Vec<String> = variant
            .field_labels
            .iter()
            .map(|label| words::snake(label.as_deref().unwrap_or_default()))
            .collect();
        Self::built(ty, index, |index, part| {
            let name = match &*names[index] {
                // Of what a value is called by its field: `Title(String)` in a field `title`.
                "" => place.name,
                // `Task { name }` is no person.
                "name" if is_file(&def.type_name) => "file_name",
                "name" if !is_person(&def.type_name) => "title",
                label => label,
            };
            let step = index as u64 + 1;
            let place = Place {
                name,
                seed: place.seed.wrapping_mul(31).wrapping_add(step),
                depth: place.depth + 1,
            };
            self.some(part, place)
        })
    }
}

/// Three integers that are a day.
fn date(parts: &[FieldType], name: &str, random: &mut Random) -> Option<Value> {
    let is_int = |part: &FieldType| matches!(part, FieldType::Int { format: None, .. });
    if parts.len() != 3 || !parts.iter().all(is_int) {
        return None;
    }
    let [FieldType::Int { repr, .. }, ..] = parts else {
        return None;
    };
    let numbers = words::date(name, random)?;
    let fits = Int::from(numbers[0]) <= bounds(*repr).1;
    fits.then(|| Value::Tuple(numbers.map(Value::from).into()))
}

fn is_file(type_name: &str) -> bool {
    let files = [
        "File",
        "Attachment",
        "Upload",
        "Download",
        "Document",
        "Image",
    ];
    files.iter().any(|word| type_name.contains(word))
}

fn is_person(type_name: &str) -> bool {
    let people = [
        "User", "Author", "Person", "Member", "Customer", "Account", "Profile", "Contact",
    ];
    people.iter().any(|word| type_name.contains(word))
}

fn integer(repr: IntRepr, format: Option<&str>, name: &str, random: &mut Random) -> Int {
    const SECOND: u64 = 1_000_000_000;
    let drawn = match format {
        Some("duration-ns") => (1 + random.below(3600)) * SECOND,
        Some("unix-time-ns") => (1_767_225_600 + random.below(31_536_000)) * SECOND,
        _ => words::integer(name, random),
    };
    let (_, last) = bounds(repr);
    if Int::from(drawn) <= last {
        return Int::from(drawn);
    }
    let last = u64::try_from(last.magnitude()).unwrap_or(u64::MAX);
    Int::from(drawn % last.max(1))
}

fn float(repr: FloatRepr, name: &str, random: &mut Random) -> f64 {
    let float = words::float(name, random);
    #[allow(clippy::cast_possible_truncation)]
    match repr {
        FloatRepr::F64 => float,
        FloatRepr::F32 => f64::from(float as f32),
    }
}

fn text(format: Option<&str>, name: &str, random: &mut Random) -> String {
    let month = 1 + random.below(12);
    let day = 1 + random.below(28);
    let (hour, minute) = (random.below(24), random.below(60));
    match format {
        None => words::text(name, random),
        Some("char") => char::from(b'a' + u8::try_from(random.below(26)).unwrap_or(0)).to_string(),
        Some("uuid") => {
            let (high, low) = (random.bits(), random.bits());
            format!(
                "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
                high >> 32,
                high >> 16 & 0xffff,
                high & 0xfff,
                low >> 48 & 0xfff,
                low & 0xffff_ffff_ffff
            )
        }
        Some("ip" | "ipv4") => format!("192.0.2.{}", 1 + random.below(254)),
        Some("ipv6") => format!("2001:db8::{:x}", 1 + random.below(0xfffe)),
        Some("socket-addr") => format!("192.0.2.{}:8080", 1 + random.below(254)),
        Some("uri") => format!("https://example.org/{}", words::text("", random)),
        Some("decimal") => format!("{}.{:02}", random.below(1000), random.below(100)),
        Some("date") => format!("2026-{month:02}-{day:02}"),
        Some("time") => format!("{hour:02}:{minute:02}:00"),
        Some("local-date-time") => format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00"),
        Some("date-time") => format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"),
        Some(other) => format::example(other).map_or_else(|| words::text(name, random), Into::into),
    }
}
