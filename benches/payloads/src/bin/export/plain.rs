//! JSON as `#[derive(Serialize)]` would write it, so that this package needs no serde.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};

use payloads::{
    GameEvent, Item, LargeShots, Level, NestedGame, Pair, RepeatedRecords, Shot, SmallAdmin, Team,
    TypeMatrix,
};

pub(crate) trait Plain {
    fn plain(&self, out: &mut String);
}

/// Types whose `Debug` is JSON. A string's is, for the strings of the payloads: none needs an escape.
macro_rules! as_debugged {
    ($($name:ty),*) => {$(
        impl Plain for $name {
            fn plain(&self, out: &mut String) {
                write!(out, "{self:?}").expect("a string takes all");
            }
        }
    )*};
}

as_debugged!(u8, u32, i64, f64, bool, String);

/// Structs with labels.
macro_rules! as_object {
    ($($name:ident { $first:ident $(, $field:ident)* })*) => {$(
        impl Plain for $name {
            fn plain(&self, out: &mut String) {
                out.push_str(concat!("{\"", stringify!($first), "\":"));
                self.$first.plain(out);
                $(
                    out.push_str(concat!(",\"", stringify!($field), "\":"));
                    self.$field.plain(out);
                )*
                out.push('}');
            }
        }
    )*};
}

as_object! {
    SmallAdmin { title, item, labels, can_edit, can_publish, archived }
    Item { id, name, price, in_stock, tags }
    RepeatedRecords { page, total, items }
    TypeMatrix { digest, level, pair, triple, note, parent, accepted, refused, by_number, by_answer, nothing }
    NestedGame { id, home, away, events, events_by_code }
    Team { code, name, city }
    GameEvent { code, minute, team, details }
    LargeShots { shots, counts }
    Shot { player, second, x, y, on_target, tags }
}

impl Plain for Level {
    fn plain(&self, out: &mut String) {
        write!(out, "\"{self:?}\"").expect("a string takes all");
    }
}

impl Plain for Pair {
    fn plain(&self, out: &mut String) {
        array(out, &[&self.0, &self.1]);
    }
}

impl Plain for (i64, f64, String) {
    fn plain(&self, out: &mut String) {
        array(out, &[&self.0, &self.1, &self.2]);
    }
}

impl Plain for () {
    fn plain(&self, out: &mut String) {
        out.push_str("null");
    }
}

impl<T: Plain> Plain for Option<T> {
    fn plain(&self, out: &mut String) {
        match self {
            Some(value) => value.plain(out),
            None => ().plain(out),
        }
    }
}

impl<T: Plain, E: Plain> Plain for Result<T, E> {
    fn plain(&self, out: &mut String) {
        let (name, value): (_, &dyn Plain) = match self {
            Ok(value) => ("Ok", value),
            Err(error) => ("Err", error),
        };
        write!(out, "{{\"{name}\":").expect("a string takes all");
        value.plain(out);
        out.push('}');
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn plain(&self, out: &mut String) {
        let items: Vec<&dyn Plain> = self.iter().map(|item| item as &dyn Plain).collect();
        array(out, &items);
    }
}

impl<K: Debug, V: Plain> Plain for BTreeMap<K, V> {
    fn plain(&self, out: &mut String) {
        out.push('{');
        for (index, (key, value)) in self.iter().enumerate() {
            let key = format!("{key:?}");
            let comma = if index == 0 { "" } else { "," };
            write!(out, "{comma}\"{}\":", key.trim_matches('"')).expect("a string takes all");
            value.plain(out);
        }
        out.push('}');
    }
}

fn array(out: &mut String, items: &[&dyn Plain]) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        item.plain(out);
    }
    out.push(']');
}
