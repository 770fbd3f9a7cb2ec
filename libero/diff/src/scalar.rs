//! Values whose kind stays and whose range, format, precision or length is another. None of it is part of
//! a wire hash: what fails depends on the value.

use contract_schema::{FieldType, FloatRepr, IntRepr};

use crate::category::Category;
use crate::effect::{Fate, Impact, Ways};

/// A change to what a type accepts.
pub(crate) struct Narrowing {
    pub(crate) category: Category,
    pub(crate) impact: Impact,
    /// Which old values new readers refuse, and which new values old ones do.
    pub(crate) when: [Option<String>; 2],
}

impl Narrowing {
    fn new(category: Category, ways: Ways) -> Self {
        Self {
            category,
            impact: Impact::same(ways),
            when: [None, None],
        }
    }

    fn when(mut self, old_to_new: impl Into<String>, new_to_old: impl Into<String>) -> Self {
        let some = |text: String| (!text.is_empty()).then_some(text);
        self.when = [some(old_to_new.into()), some(new_to_old.into())];
        self
    }
}

/// The changes between two types of one kind; what is inside of them is not looked at.
pub(crate) fn narrowings(old: &FieldType, new: &FieldType) -> Vec<Narrowing> {
    match (old, new) {
        (FieldType::Int { repr: a, format: x }, FieldType::Int { repr: b, format: y }) => {
            let (old, new) = (
                Integer::new(*a, x.as_deref()),
                Integer::new(*b, y.as_deref()),
            );
            let mut all: Vec<Narrowing> = width(old, new).into_iter().collect();
            all.extend(meaning(old, new));
            all
        }
        (FieldType::Float(a), FieldType::Float(b)) => float(*a, *b).into_iter().collect(),
        (FieldType::String { format: a }, FieldType::String { format: b }) => {
            text(a.as_deref(), b.as_deref()).into_iter().collect()
        }
        (FieldType::BitArray { len: a }, FieldType::BitArray { len: b }) => {
            length(*a, *b, "bytes").into_iter().collect()
        }
        (
            FieldType::List {
                len: a, unique: x, ..
            },
            FieldType::List {
                len: b, unique: y, ..
            },
        ) => {
            let mut all: Vec<Narrowing> = length(*a, *b, "items").into_iter().collect();
            all.extend(unique(*x, *y));
            all
        }
        _ => vec![],
    }
}

#[derive(Clone, Copy)]
struct Integer<'a> {
    repr: IntRepr,
    format: Option<&'a str>,
}

/// Bits below zero and above it.
type Range = (u32, u32);

fn holds(outer: Range, inner: Range) -> bool {
    outer.0 >= inner.0 && outer.1 >= inner.1
}

impl<'a> Integer<'a> {
    fn new(repr: IntRepr, format: Option<&'a str>) -> Self {
        Self { repr, format }
    }

    fn range(self) -> Range {
        match (self.repr.is_signed(), self.repr.bits()) {
            (true, bits) => (bits - 1, bits - 1),
            (false, bits) => (0, bits),
        }
    }

    /// What the Rust type holds: seconds in 64 bits, as nanoseconds.
    fn range_in_rust(self) -> Range {
        match (self.format, self.repr) {
            (Some("duration-ns"), IntRepr::U128) => (0, 94),
            (Some("duration-ns" | "unix-time-ns"), IntRepr::I128) => (93, 93),
            _ => self.range(),
        }
    }

    fn beyond(self) -> String {
        match self.format {
            Some(format) => format!("where the number is out of the range of `{format}`"),
            None => format!(
                "where the number is out of the range of {}",
                self.repr.as_str()
            ),
        }
    }
}

/// What becomes of integers: readers in Rust know the range of a format, others that of the width.
fn fates(old: Integer<'_>, new: Integer<'_>) -> Ways {
    let fate = |writer: Integer<'_>, reader: Integer<'_>| {
        let written = writer.range_in_rust();
        if holds(reader.range_in_rust(), written) {
            Fate::FINE
        } else if holds(reader.range(), written) {
            Fate::RUST_REFUSES
        } else {
            Fate::REFUSED
        }
    };
    Ways {
        old_to_new: fate(old, new),
        new_to_old: fate(new, old),
    }
}

fn beyond(old: Integer<'_>, new: Integer<'_>, ways: Ways) -> (String, String) {
    let unless = |fate: Fate, reader: Integer<'_>| {
        if fate.is_fine() {
            String::new()
        } else {
            reader.beyond()
        }
    };
    (unless(ways.old_to_new, new), unless(ways.new_to_old, old))
}

fn width(old: Integer<'_>, new: Integer<'_>) -> Option<Narrowing> {
    if old.repr == new.repr {
        return None;
    }
    let category = match (
        holds(new.range(), old.range()),
        holds(old.range(), new.range()),
    ) {
        (true, _) => Category::IntegerWidened,
        (_, true) => Category::IntegerNarrowed,
        _ => Category::IntegerRangeChanged,
    };
    let ways = fates(old, new);
    let (old_to_new, new_to_old) = beyond(old, new, ways);
    Some(Narrowing::new(category, ways).when(old_to_new, new_to_old))
}

/// What an integer stands for. The number is read either way; whether it is meant so, nobody can see.
fn meaning(old: Integer<'_>, new: Integer<'_>) -> Option<Narrowing> {
    let category = match (old.format, new.format) {
        (a, b) if a == b => return None,
        (None, _) => Category::FormatAdded,
        (_, None) => Category::FormatRemoved,
        _ => {
            let when = "where the number means something else";
            return Some(Narrowing::new(Category::FormatChanged, Ways::MISREAD).when(when, when));
        }
    };
    // A change of width says it for both.
    if old.repr != new.repr {
        return Some(Narrowing::new(category, Ways::FINE));
    }
    let ways = fates(old, new);
    let (old_to_new, new_to_old) = beyond(old, new, ways);
    Some(Narrowing::new(category, ways).when(old_to_new, new_to_old))
}

fn float(old: FloatRepr, new: FloatRepr) -> Option<Narrowing> {
    let lossy = Fate::REFUSED.and(Fate::MISREAD);
    let when = "where the number is beyond the range of f32; others are rounded";
    match (old, new) {
        (FloatRepr::F32, FloatRepr::F64) => {
            Some(Narrowing::new(Category::FloatWidened, Ways::new_to_old(lossy)).when("", when))
        }
        (FloatRepr::F64, FloatRepr::F32) => {
            Some(Narrowing::new(Category::FloatNarrowed, Ways::old_to_new(lossy)).when(when, ""))
        }
        _ => None,
    }
}

/// Formats of text are checked by readers in Rust; a `char` is checked by all.
fn text(old: Option<&str>, new: Option<&str>) -> Option<Narrowing> {
    let fate = |writer: Option<&str>, reader: Option<&str>| match (writer, reader) {
        (_, None) | (Some("ipv4" | "ipv6"), Some("ip")) => Fate::FINE,
        (_, Some("char")) => Fate::REFUSED,
        _ => Fate::RUST_REFUSES,
    };
    let category = match (old, new) {
        (a, b) if a == b => return None,
        (None, _) => Category::FormatAdded,
        (_, None) => Category::FormatRemoved,
        _ => Category::FormatChanged,
    };
    let ways = Ways {
        old_to_new: fate(old, new),
        new_to_old: fate(new, old),
    };
    let not = |format: Option<&str>, fate: Fate| match format {
        Some(format) if !fate.is_fine() => {
            format!("where the text is not in the format `{format}`")
        }
        _ => String::new(),
    };
    Some(Narrowing::new(category, ways).when(not(new, ways.old_to_new), not(old, ways.new_to_old)))
}

fn length(old: Option<u64>, new: Option<u64>, what: &str) -> Option<Narrowing> {
    let other = |len: u64| format!("where there are not {len} {what}");
    match (old, new) {
        (a, b) if a == b => None,
        (None, Some(len)) => Some(
            Narrowing::new(Category::LengthFixed, Ways::old_to_new(Fate::REFUSED))
                .when(other(len), ""),
        ),
        (Some(len), None) => Some(
            Narrowing::new(Category::LengthFreed, Ways::new_to_old(Fate::REFUSED))
                .when("", other(len)),
        ),
        _ => Some(Narrowing::new(Category::LengthChanged, Ways::REFUSED)),
    }
}

fn unique(old: bool, new: bool) -> Option<Narrowing> {
    let twice = "where an item is there twice";
    match (old, new) {
        (false, true) => Some(
            Narrowing::new(Category::ListBecameSet, Ways::old_to_new(Fate::REFUSED))
                .when(twice, ""),
        ),
        (true, false) => Some(
            Narrowing::new(Category::SetBecameList, Ways::new_to_old(Fate::REFUSED))
                .when("", twice),
        ),
        _ => None,
    }
}
