//! `eetf`, an implementation that is not ours, reads what we write and writes what we read.

use std::collections::BTreeMap;

use eetf::{Atom, BigInteger, Binary, ByteList, FixInteger, Float, List, Map, Term, Tuple};
use libero_wire::v1::etf;
use proptest::prelude::*;

struct C;

/// A value with the term that it is.
trait AsTerm: etf::Encode<C> + etf::Decode<C> + PartialEq + std::fmt::Debug {
    fn term(&self) -> Term;
}

fn atom(name: &str) -> Term {
    Term::from(Atom::from(name))
}

impl AsTerm for i128 {
    fn term(&self) -> Term {
        match i32::try_from(*self) {
            Ok(small) => Term::from(FixInteger::from(small)),
            // Through decimal text, which is a way of its own.
            Err(_) => Term::from(BigInteger {
                value: self.to_string().parse().unwrap(),
            }),
        }
    }
}

impl AsTerm for f64 {
    fn term(&self) -> Term {
        Term::from(Float { value: *self })
    }
}

impl AsTerm for bool {
    fn term(&self) -> Term {
        atom(if *self { "true" } else { "false" })
    }
}

impl AsTerm for String {
    fn term(&self) -> Term {
        Term::from(Binary::from(self.as_bytes()))
    }
}

impl<T: AsTerm> AsTerm for Vec<T>
where
    Self: etf::Encode<C> + etf::Decode<C>,
{
    fn term(&self) -> Term {
        Term::from(List::from(
            self.iter().map(AsTerm::term).collect::<Vec<_>>(),
        ))
    }
}

impl<T: AsTerm> AsTerm for Option<T> {
    fn term(&self) -> Term {
        match self {
            None => atom("none"),
            Some(value) => Term::from(Tuple::from(vec![atom("some"), value.term()])),
        }
    }
}

impl<T: AsTerm, E: AsTerm> AsTerm for Result<T, E> {
    fn term(&self) -> Term {
        Term::from(Tuple::from(match self {
            Ok(value) => vec![atom("ok"), value.term()],
            Err(error) => vec![atom("error"), error.term()],
        }))
    }
}

impl<A: AsTerm, B: AsTerm> AsTerm for (A, B) {
    fn term(&self) -> Term {
        Term::from(Tuple::from(vec![self.0.term(), self.1.term()]))
    }
}

impl<V: AsTerm> AsTerm for BTreeMap<String, V> {
    fn term(&self) -> Term {
        let entries = self.iter().map(|(key, value)| (key.term(), value.term()));
        Term::from(Map {
            map: entries.collect(),
        })
    }
}

fn agrees<T: AsTerm>(value: &T) {
    let ours = etf::to_vec::<C, T>(value).unwrap();
    assert_eq!(Term::decode(&ours[..]).unwrap(), value.term());
    let mut theirs = Vec::new();
    value.term().encode(&mut theirs).unwrap();
    assert_eq!(etf::from_slice::<C, T>(&theirs).as_ref(), Ok(value));
}

proptest! {
    #[test]
    fn integers_agree(value: i128, shift in 0..127_u32) {
        agrees(&value);
        agrees(&(value >> shift));
    }

    #[test]
    fn trees_of_values_agree(
        value in proptest::collection::btree_map(
            ".{0,4}",
            (proptest::option::of(-1.0e300..1.0e300_f64), proptest::collection::vec(any::<Result<i128, bool>>(), 0..4)),
            0..4,
        ),
    ) {
        agrees(&value);
    }
}

#[test]
fn their_byte_lists_are_our_lists_of_integers() {
    let mut theirs = Vec::new();
    Term::from(ByteList::from(vec![1, 2, 255]))
        .encode(&mut theirs)
        .unwrap();
    assert_eq!(theirs[1], 107);
    assert_eq!(etf::from_slice::<C, Vec<i64>>(&theirs), Ok(vec![1, 2, 255]));
}

#[test]
fn edges_of_integers_agree() {
    for edge in [
        0,
        255,
        256,
        i32::MAX.into(),
        i32::MIN.into(),
        i64::MAX.into(),
        i64::MIN.into(),
        u64::MAX.into(),
        i128::MAX,
        i128::MIN,
    ] {
        for near in [edge.saturating_sub(1), edge, edge.saturating_add(1)] {
            agrees(&near);
            agrees(&near.saturating_neg());
        }
    }
}
