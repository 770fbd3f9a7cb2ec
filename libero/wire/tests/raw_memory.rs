//! What touches memory in other ways than a slice would: stores behind a check of room, words that
//! overlap, reads of several bytes at once. Every length at every fill, every input in an allocation
//! of exactly its size: an access too far is an error where an interpreter (Miri) or a sanitizer
//! looks. Small enough for both.

use std::collections::BTreeMap;
use std::fmt::Debug;

use libero_wire::v1::{etf, frame, json};

struct C;

/// Lengths around all words that are copied at once.
const LENGTHS: &[usize] = &[0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 65];
/// What is stored in front of them.
const FILLS: &[usize] = &[0, 1, 5, 8];

fn text(length: usize) -> String {
    ('a'..='z').cycle().take(length).collect()
}

fn binary(text: &str) -> Vec<u8> {
    let length = u32::try_from(text.len()).expect("a short text");
    [&[109][..], &length.to_be_bytes(), text.as_bytes()].concat()
}

#[test]
fn dicts_of_texts_hold_each_key_before_its_value() {
    const SIDES: &[usize] = &[0, 1, 8, 17, 62, 63, 64, 65, 300];
    // the last ones near the end of the first room, where entries begin beyond what is left
    for before in [0, 5, 300, 420, 500, 560] {
        for key in SIDES {
            for value in SIDES {
                let dict = BTreeMap::from([
                    (text(*key), text(*value).to_uppercase()),
                    (format!("~{}", text(*value)), text(*key).to_uppercase()),
                ]);
                let term = etf::to_vec::<C, _>(&(text(before), &dict)).expect("a term");
                let entries = dict.iter().flat_map(|(key, value)| [key, value]);
                let entries = entries.flat_map(|text| binary(text)).collect();
                let head = vec![131, 104, 2];
                let parts = [head, binary(&text(before)), vec![116, 0, 0, 0, 2], entries];
                assert_eq!(term, parts.concat(), "{before} {key} {value}");
            }
        }
    }
}

#[test]
fn texts_of_every_length_are_stored_at_every_fill() {
    for before in FILLS {
        for length in LENGTHS {
            let value = (text(*before), text(*length), true);
            let term = etf::to_vec::<C, _>(&value).expect("a term");
            let [first, second] = [&value.0, &value.1].map(|text| binary(text));
            assert_eq!(
                term,
                [&[131, 104, 3], &*first, &*second, b"w\x04true"].concat()
            );
            let written = json::to_vec::<C, _>(&value).expect("JSON");
            let expected = format!("[\"{}\",\"{}\",true]", value.0, value.1);
            assert_eq!(written, expected.as_bytes());
        }
    }
}

#[test]
fn escapes_and_long_characters_are_found_at_every_place() {
    for mark in ["\"", "\\", "\n", "\u{1}", "é", "\u{ffff}", "\u{1f600}"] {
        for before in (0..34).step_by(if cfg!(miri) { 5 } else { 1 }) {
            for after in [0, 1, 8] {
                back(&format!("{}{mark}{}", text(before), text(after)));
            }
        }
    }
}

/// Both codecs give the value back, from allocations of exactly the size of their input.
fn back<T>(value: &T) -> [Box<[u8]>; 2]
where
    T: frame::Encode<C> + frame::Decode<C> + PartialEq + Debug,
{
    let term = etf::to_vec::<C, T>(value)
        .expect("a term")
        .into_boxed_slice();
    assert_eq!(etf::from_slice::<C, T>(&term).as_ref(), Ok(value));
    let text = json::to_vec::<C, T>(value)
        .expect("JSON")
        .into_boxed_slice();
    assert_eq!(json::from_slice::<C, T>(&text).as_ref(), Ok(value));
    [term, text]
}

/// The same; and every cut, in an allocation of its own, at every alignment, is refused.
fn back_and_cut<T>(value: &T)
where
    T: frame::Encode<C> + frame::Decode<C> + PartialEq + Debug,
{
    let [term, text] = back(value);
    let step = if cfg!(miri) { 3 } else { 1 };
    for end in (0..term.len()).step_by(step) {
        let cut: Box<[u8]> = term[..end].into();
        assert!(etf::from_slice::<C, T>(&cut).is_err(), "{value:?} {end}");
    }
    for end in (0..text.len()).step_by(step) {
        let cut: Box<[u8]> = text[..end].into();
        // A number that is cut is a number.
        if json::from_slice::<C, T>(&cut).is_ok() {
            assert!(text[0].is_ascii_digit() || text[0] == b'-');
        }
    }
    for shift in [1, 4, 7] {
        let shifted: Box<[u8]> = [&[0; 8][..shift], &term].concat().into();
        assert_eq!(
            etf::from_slice::<C, T>(&shifted[shift..]).as_ref(),
            Ok(value)
        );
    }
}

#[test]
fn numbers_of_every_width_end_where_they_end() {
    for shift in (0..=127).step_by(if cfg!(miri) { 21 } else { 1 }) {
        let number = u128::MAX >> shift;
        back_and_cut(&number);
        back_and_cut(&number.cast_signed());
        back_and_cut(&(number >> 1).cast_signed().wrapping_neg());
    }
    for float in [
        0.0,
        -0.0,
        0.1,
        -1.5e300,
        f64::MIN_POSITIVE,
        5e-324,
        f64::MAX,
    ] {
        back_and_cut(&float);
        back_and_cut(&vec![float; 3]);
    }
    back_and_cut(&(i8::MIN, u8::MAX, i16::MIN, u16::MAX));
    back_and_cut(&(i32::MIN, u32::MAX, i64::MIN, u64::MAX));
}

#[test]
fn compounds_end_where_they_end() {
    back_and_cut(&(true, false, ()));
    back_and_cut(&vec![Some(1_u8), None]);
    back_and_cut(&[Ok::<u8, char>(1), Err('é')]);
    back_and_cut(&(vec![0_u8, 255, 7], [1_u8; 9], String::from("\0")));
    back_and_cut(&vec![vec![1_i64, -1], vec![], vec![i64::MAX]]);
    back_and_cut(&BTreeMap::from([(text(3), 1.5), (text(9), -0.0)]));
    back_and_cut(&BTreeMap::from([(-1_i32, vec![()]), (300, vec![])]));
    back_and_cut(&('a', '\u{1f600}', text(20)));
}

#[test]
fn a_writer_grows_over_what_it_holds() {
    let items = if cfg!(miri) { 100 } else { 30_000 };
    let list: Vec<(u32, String)> = (0..items).map(|n| (n, text(n as usize % 40))).collect();
    let term = etf::to_vec::<C, _>(&list).expect("a term");
    assert_eq!(etf::from_slice::<C, Vec<(u32, String)>>(&term), Ok(list));
}

#[test]
fn bent_bits_of_a_small_value_touch_nothing_outside() {
    type Value = (String, Vec<i64>, Option<f64>, bool, BTreeMap<u8, char>);
    let value: Value = (
        text(9),
        vec![1, -1, i64::MAX],
        Some(0.5),
        true,
        BTreeMap::from([(1, 'x')]),
    );
    let [term, text] = back(&value);
    let bits = |input: &[u8]| (0..input.len() * 8).step_by(if cfg!(miri) { 11 } else { 1 });
    let bent = |input: &[u8], bit: usize| -> Box<[u8]> {
        let mut bent: Box<[u8]> = input.into();
        bent[bit / 8] ^= 1 << (bit % 8);
        bent
    };
    for bit in bits(&term) {
        let _ = etf::from_slice::<C, Value>(&bent(&term, bit));
    }
    for bit in bits(&text) {
        let _ = json::from_slice::<C, Value>(&bent(&text, bit));
    }
}
