//! The parts of a term, by their places: what it takes to replace, repeat or reorder one of them.

use std::collections::BTreeSet;

use contract_schema::{Contract, FieldType, TypeDef};

/// One term inside of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where its tag is.
    pub start: usize,
    /// Behind its last byte.
    pub end: usize,
    /// Its tag.
    pub tag: u8,
    /// What it holds: items, elements, keys and values by turns.
    pub parts: Vec<Part>,
}

/// The tags that this project writes, and those that it only reads.
pub mod tag {
    #![allow(missing_docs)]
    pub const FLOAT: u8 = 70;
    pub const BYTE: u8 = 97;
    pub const INT: u8 = 98;
    pub const TUPLE: u8 = 104;
    pub const LARGE_TUPLE: u8 = 105;
    pub const EMPTY: u8 = 106;
    pub const LIST: u8 = 108;
    pub const BINARY: u8 = 109;
    pub const BIG: u8 = 110;
    pub const MAP: u8 = 116;
    pub const ATOM: u8 = 119;

    pub const OLD_FLOAT: u8 = 99;
    pub const LATIN_ATOM: u8 = 100;
    pub const STRING: u8 = 107;
    pub const LARGE_BIG: u8 = 111;
    pub const SMALL_LATIN_ATOM: u8 = 115;
    pub const LONG_ATOM: u8 = 118;
}

impl Part {
    /// The parts of a whole term (131 and what follows), which must be one of our own writing.
    pub fn of(term: &[u8]) -> Self {
        let part = Self::at(term, 1);
        assert_eq!(part.end, term.len(), "{}", term.escape_ascii());
        part
    }

    fn at(term: &[u8], start: usize) -> Self {
        let count =
            |at: usize| u32::from_be_bytes(term[at..at + 4].try_into().expect("4")) as usize;
        let byte = |at: usize| usize::from(term[at]);
        let (head, parts, tail) = match term[start] {
            tag::BYTE => (2, 0, 0),
            tag::INT => (5, 0, 0),
            tag::FLOAT => (9, 0, 0),
            tag::BIG => (3 + byte(start + 1), 0, 0),
            tag::BINARY => (5 + count(start + 1), 0, 0),
            tag::ATOM => (2 + byte(start + 1), 0, 0),
            tag::EMPTY => (1, 0, 0),
            tag::LIST => (5, count(start + 1), 1),
            tag::TUPLE => (2, byte(start + 1), 0),
            tag::LARGE_TUPLE => (5, count(start + 1), 0),
            tag::MAP => (5, 2 * count(start + 1), 0),
            other => panic!("tag {other} at {start} of {}", term.escape_ascii()),
        };
        let mut at = start + head;
        let mut found = Vec::new();
        for _ in 0..parts {
            let part = Self::at(term, at);
            at = part.end;
            found.push(part);
        }
        Self {
            start,
            end: at + tail,
            tag: term[start],
            parts: found,
        }
    }

    /// This and all in it, from the outside in.
    pub fn all(&self) -> Vec<&Self> {
        let inner = self.parts.iter().flat_map(Self::all);
        std::iter::once(self).chain(inner).collect()
    }

    /// The frame with other bytes in place of this.
    pub fn replaced(&self, term: &[u8], by: &[u8]) -> Vec<u8> {
        [&term[..self.start], by, &term[self.end..]].concat()
    }

    /// The frame with the first item (for a dict: the first entry) twice.
    pub fn first_twice(&self, term: &[u8]) -> Vec<u8> {
        let first = &self.parts[0];
        let group = if self.tag == tag::MAP { 2 } else { 1 };
        let until = self.parts[group - 1].end;
        let count = u32::try_from(self.parts.len() / group + 1).expect("a small count");
        let head = [&[self.tag][..], &count.to_be_bytes()].concat();
        let entry = &term[first.start..until];
        let rest = &term[first.start..self.end];
        self.replaced(term, &[&head, entry, rest].concat())
    }

    /// This with the entries of dicts, and the items of those lists that start at one of `sets`,
    /// put into another order by `shuffle`, everywhere.
    pub fn shuffled(
        &self,
        term: &[u8],
        sets: &BTreeSet<usize>,
        shuffle: &mut dyn FnMut(&mut Vec<Vec<u8>>),
    ) -> Vec<u8> {
        let Some(first) = self.parts.first() else {
            return term[self.start..self.end].to_vec();
        };
        let mut inner: Vec<Vec<u8>> = self
            .parts
            .iter()
            .map(|part| part.shuffled(term, sets, shuffle))
            .collect();
        if self.tag == tag::MAP {
            inner = inner.chunks(2).map(<[_]>::concat).collect();
        }
        if self.tag == tag::MAP || sets.contains(&self.start) {
            shuffle(&mut inner);
        }
        let last = self.parts.last().map_or(first.end, |part| part.end);
        [
            &term[self.start..first.start],
            &inner.concat(),
            &term[last..self.end],
        ]
        .concat()
    }
}

/// Where in a term the sets of a type start. (Nothing in a term tells a set from a list.)
pub fn sets(contract: &Contract, ty: &FieldType, term: &[u8]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let walk = Walk { contract, term };
    walk.any(ty, &Part::of(term), &mut found);
    found
}

struct Walk<'a> {
    contract: &'a Contract,
    term: &'a [u8],
}

impl Walk<'_> {
    /// `ty` has no free parameters.
    fn any(&self, ty: &FieldType, part: &Part, found: &mut BTreeSet<usize>) {
        match ty {
            FieldType::List {
                element, unique, ..
            } => {
                if *unique && part.tag == tag::LIST {
                    found.insert(part.start);
                }
                for item in &part.parts {
                    self.any(element, item, found);
                }
            }
            FieldType::Option(inner) => {
                for part in part.parts.iter().skip(1) {
                    self.any(inner, part, found);
                }
            }
            FieldType::Result { ok, err } => {
                let is_ok = self.text(&part.parts[0]) == b"ok";
                self.any(if is_ok { ok } else { err }, &part.parts[1], found);
            }
            FieldType::Dict { key, value } => {
                for entry in part.parts.chunks(2) {
                    self.any(key, &entry[0], found);
                    self.any(value, &entry[1], found);
                }
            }
            FieldType::Tuple(types) => {
                for (ty, part) in types.iter().zip(&part.parts) {
                    self.any(ty, part, found);
                }
            }
            FieldType::UserType {
                module_path,
                type_name,
                args,
            } => {
                let name = format!("{module_path}.{type_name}");
                let mut types = self.contract.types.iter();
                let def = types.find(|def| def.full_name() == name);
                self.user(def.expect("a type of the contract"), args, part, found);
            }
            _ => {}
        }
    }

    fn user(&self, def: &TypeDef, args: &[FieldType], part: &Part, found: &mut BTreeSet<usize>) {
        let hash = self.text(part.parts.first().unwrap_or(part));
        let scope = def.type_params.iter().cloned().zip(args.iter().cloned());
        let scope = scope.collect();
        let mut variants = def.variants.iter();
        let variant = variants.find(|variant| {
            let known = variant.wire_hash.as_ref();
            known.is_some_and(|known| known.as_str().as_bytes() == hash)
        });
        let variant = variant.expect("a variant of the type");
        for (ty, part) in variant.field_types.iter().zip(part.parts.iter().skip(1)) {
            self.any(&crate::generate::substitute(ty, &scope), part, found);
        }
    }

    /// The text of an atom.
    fn text(&self, atom: &Part) -> &[u8] {
        &self.term[atom.start + 2..atom.end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term;

    fn pair(key: &str, value: i32) -> (Vec<u8>, Vec<u8>) {
        (term::binary(key), term::int(value))
    }

    #[test]
    fn parts_are_replaced_repeated_and_reordered_where_they_are() {
        let list = term::list(&[term::int(1), term::int(300)]);
        let map = term::map(&[pair("a", 1), pair("b", 2)]);
        let whole = term::whole(&term::tuple(&[list, map.clone()]));
        let part = Part::of(&whole);
        assert_eq!(part.all().len(), 9);
        let [list, dict] = &part.parts[..] else {
            panic!("{part:?}")
        };
        let shorter = term::whole(&term::tuple(&[term::int(7), map]));
        assert_eq!(list.replaced(&whole, &term::int(7)), shorter);
        let twice = Part::of(&list.first_twice(&whole));
        assert_eq!(twice.parts[0].parts.len(), 3);
        let twice = Part::of(&dict.first_twice(&whole));
        assert_eq!(twice.parts[1].parts.len(), 6);
        let none = BTreeSet::new();
        let turned = part.shuffled(&whole, &none, &mut |items| items.reverse());
        let list = term::list(&[term::int(1), term::int(300)]);
        let map = term::map(&[pair("b", 2), pair("a", 1)]);
        assert_eq!(turned, term::tuple(&[list, map]));
    }
}
