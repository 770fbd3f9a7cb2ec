//! Equal values are equal bytes: in whatever order a value was put together.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Debug;

use libero_wire::v1::{etf, frame, json};

struct C;

/// Another order for each number; each is reached from any other.
fn order<T>(mut items: Vec<T>, number: usize) -> Vec<T> {
    let mut shuffled = Vec::new();
    while !items.is_empty() {
        let at = (number * 7 + shuffled.len() * number) % items.len();
        shuffled.push(items.swap_remove(at));
    }
    shuffled
}

fn same<T: frame::Encode<C>>(values: &[T], what: &str) -> [Vec<u8>; 2] {
    let written = |value: &T| {
        [
            etf::to_vec::<C, _>(value).unwrap(),
            json::to_vec::<C, _>(value).unwrap(),
        ]
    };
    let first = written(&values[0]);
    for value in values {
        assert_eq!(written(value), first, "{what}");
    }
    first
}

/// Sorted and unsorted collections of the same, put together in many orders.
macro_rules! one_writing {
    ($sorted:ty, $unsorted:ty, $items:expr) => {{
        let items = $items;
        let sorted: Vec<$sorted> = (0..20)
            .map(|number| order(items.clone(), number).into_iter().collect())
            .collect();
        let unsorted: Vec<$unsorted> = (0..20)
            .map(|number| order(items.clone(), number).into_iter().collect())
            .collect();
        let written = same(&unsorted, stringify!($unsorted));
        assert_eq!(same(&sorted, stringify!($sorted)), written);
        back(&unsorted[0], &written);
    }};
}

fn back<T: frame::Decode<C> + PartialEq + Debug>(value: &T, [term, text]: &[Vec<u8>; 2]) {
    assert_eq!(etf::from_slice::<C, T>(term).as_ref(), Ok(value));
    assert_eq!(json::from_slice::<C, T>(text).as_ref(), Ok(value));
}

const KEYS: [&str; 14] = [
    "",
    "\0",
    "a",
    "ab",
    "b",
    "10",
    "9",
    "-1",
    "\u{ffff}",
    "\u{10000}",
    "\u{1f600}",
    "\u{feff}",
    "__proto__",
    "constructor",
];

#[test]
fn dicts_and_sets_are_written_in_one_order() {
    let texts: Vec<(String, u8)> = KEYS.map(|key| (key.to_owned(), 1)).into();
    one_writing!(BTreeMap<String, u8>, HashMap<String, u8>, texts.clone());
    let integers: Vec<(i128, bool)> = (0..128)
        .step_by(3)
        .flat_map(|shift| [1 << shift, !(1 << shift)])
        .map(|number: i128| (number, true))
        .collect();
    one_writing!(BTreeMap<i128, bool>, HashMap<i128, bool>, integers);
    let chars: Vec<(char, u8)> = "a\0\u{ffff}\u{10000}é".chars().map(|c| (c, 0)).collect();
    one_writing!(BTreeMap<char, u8>, HashMap<char, u8>, chars);
    let bools = vec![(true, 1_u8), (false, 2)];
    one_writing!(BTreeMap<bool, u8>, HashMap<bool, u8>, bools);
    let words: Vec<String> = KEYS.map(str::to_owned).into();
    one_writing!(BTreeSet<String>, HashSet<String>, words);
    let numbers: Vec<i64> = (-40..300).step_by(7).collect();
    one_writing!(BTreeSet<i64>, HashSet<i64>, numbers);
    let sets: Vec<BTreeSet<u8>> = (0..9).map(|last| (0..last).collect()).collect();
    one_writing!(BTreeSet<BTreeSet<u8>>, HashSet<BTreeSet<u8>>, sets);
}

#[test]
fn dicts_within_dicts_are_written_in_one_order() {
    type Inner = HashMap<i16, HashSet<(u8, String)>>;
    let values: Vec<HashMap<String, Option<Inner>>> = (0..20)
        .map(|number| {
            let set = || {
                let items = (0..5).map(|item| (item, KEYS[item as usize].to_owned()));
                order(items.collect(), number).into_iter().collect()
            };
            let inner = || {
                let entries = [-300, -1, 0, 255, 256].map(|key| (key, set()));
                order(entries.into(), number).into_iter().collect()
            };
            let outer = KEYS.map(|key| (key.to_owned(), (key != "a").then(inner)));
            order(outer.into(), number).into_iter().collect()
        })
        .collect();
    let written = same(&values, "nested");
    back(&values[0], &written);
}

#[test]
fn minus_nought_is_no_nought() {
    for (minus, plus) in [
        (vec![-0.0_f64], vec![0.0]),
        (vec![1.0, -0.0], vec![1.0, 0.0]),
    ] {
        let bits = |list: &[f64]| list.iter().map(|float| float.to_bits()).collect::<Vec<_>>();
        let [term, text] = same(std::slice::from_ref(&minus), "minus nought");
        let [other_term, other_text] = same(&[plus], "nought");
        assert!(term != other_term && text != other_text);
        let found = etf::from_slice::<C, Vec<f64>>(&term).unwrap();
        assert_eq!(bits(&found), bits(&minus));
        let found = json::from_slice::<C, Vec<f64>>(&text).unwrap();
        assert_eq!(bits(&found), bits(&minus));
    }
    let single = etf::to_vec::<C, _>(&-0.0_f32).unwrap();
    let found = etf::from_slice::<C, f32>(&single).unwrap();
    assert_eq!(found.to_bits(), (-0.0_f32).to_bits());
}
