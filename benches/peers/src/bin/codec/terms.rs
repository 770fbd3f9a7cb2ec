//! The payloads as trees of terms, which is how a program writes ETF with eetf.
//!
//! The names of constructors are those of libero's wire, so that both write the same terms.

use std::collections::BTreeMap;

use eetf::{Atom, BigInteger, Binary, FixInteger, Float, List, Map, Term, Tuple};

/// A value as a term.
pub(crate) trait ToTerm {
    fn to_term(&self) -> Term;
}

macro_rules! records {
    ($($name:ident as $hash:literal { $($field:tt),* })*) => {$(
        impl ToTerm for payloads::$name {
            fn to_term(&self) -> Term {
                tuple(vec![atom($hash), $(self.$field.to_term()),*])
            }
        }
    )*};
}

records! {
    SmallAdmin as "5139962023" { title, item, labels, can_edit, can_publish, archived }
    Item as "bf2b9e708f" { id, name, price, in_stock, tags }
    RepeatedRecords as "5004e03097" { page, total, items }
    Pair as "dc4dff548b" { 0, 1 }
    NestedGame as "2ea59872a2" { id, home, away, events, events_by_code }
    Team as "de134d8c64" { code, name, city }
    GameEvent as "3a93be7978" { code, minute, team, details }
    LargeShots as "cd01835e73" { shots, counts }
    Shot as "59152a2f46" { player, second, x, y, on_target, tags }
}

impl ToTerm for payloads::TypeMatrix {
    fn to_term(&self) -> Term {
        tuple(vec![
            atom("cb47c145e1"),
            Binary::from(&*self.digest).into(),
            self.level.to_term(),
            self.pair.to_term(),
            self.triple.to_term(),
            self.note.to_term(),
            self.parent.to_term(),
            self.accepted.to_term(),
            self.refused.to_term(),
            self.by_number.to_term(),
            self.by_answer.to_term(),
            atom("nil"),
        ])
    }
}

impl ToTerm for payloads::Level {
    fn to_term(&self) -> Term {
        atom(match self {
            Self::Reader => "5c455c7756",
            Self::Writer => "45c52a5e3f",
            Self::Owner => "51bb6e6ff6",
        })
    }
}

impl ToTerm for (i64, f64, String) {
    fn to_term(&self) -> Term {
        tuple(vec![self.0.to_term(), self.1.to_term(), self.2.to_term()])
    }
}

impl ToTerm for u32 {
    fn to_term(&self) -> Term {
        i64::from(*self).to_term()
    }
}

impl ToTerm for i64 {
    fn to_term(&self) -> Term {
        match i32::try_from(*self) {
            Ok(value) => FixInteger::from(value).into(),
            Err(_) => BigInteger::from(*self).into(),
        }
    }
}

impl ToTerm for f64 {
    fn to_term(&self) -> Term {
        Float { value: *self }.into()
    }
}

impl ToTerm for bool {
    fn to_term(&self) -> Term {
        atom(if *self { "true" } else { "false" })
    }
}

impl ToTerm for String {
    fn to_term(&self) -> Term {
        Binary::from(self.as_bytes()).into()
    }
}

impl<T: ToTerm> ToTerm for Option<T> {
    fn to_term(&self) -> Term {
        match self {
            Some(value) => tuple(vec![atom("some"), value.to_term()]),
            None => atom("none"),
        }
    }
}

impl<T: ToTerm, E: ToTerm> ToTerm for Result<T, E> {
    fn to_term(&self) -> Term {
        match self {
            Ok(value) => tuple(vec![atom("ok"), value.to_term()]),
            Err(error) => tuple(vec![atom("error"), error.to_term()]),
        }
    }
}

impl<T: ToTerm> ToTerm for Vec<T> {
    fn to_term(&self) -> Term {
        List::from(self.iter().map(T::to_term).collect::<Vec<_>>()).into()
    }
}

impl<K: ToTerm, V: ToTerm> ToTerm for BTreeMap<K, V> {
    fn to_term(&self) -> Term {
        let entries = self.iter();
        let map = entries
            .map(|(key, value)| (key.to_term(), value.to_term()))
            .collect();
        Map { map }.into()
    }
}

fn atom(name: &str) -> Term {
    Atom::from(name).into()
}

fn tuple(elements: Vec<Term>) -> Term {
    Tuple { elements }.into()
}
