//! What mirrors are made of: text where it lies, dicts and sets in order, and the way back.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use libero_wire::DecodeError;
use libero_wire::etf::{
    BorrowDecode, Decode, Entries, IntoOwned, Set, borrow_from_slice, from_slice, to_vec,
};

struct Wire;

type Dict<K, V> = Entries<K, V, Wire>;

fn borrowed<'a, T: BorrowDecode<'a, Wire>>(term: &'a [u8]) -> Result<T, DecodeError> {
    borrow_from_slice::<Wire, T>(term)
}

/// The error of a mirror, which is that of the type.
fn refusal<'a, T, U>(term: &'a [u8]) -> String
where
    T: BorrowDecode<'a, Wire> + std::fmt::Debug,
    U: Decode<Wire> + std::fmt::Debug,
{
    let error = borrowed::<T>(term).expect_err("a refusal");
    let owned = from_slice::<Wire, U>(term).expect_err("a refusal");
    assert_eq!(error.to_string(), owned.to_string());
    assert_eq!(error.offset(), owned.offset());
    error.to_string()
}

fn text(text: &str) -> Vec<u8> {
    let length = u32::try_from(text.len()).expect("short").to_be_bytes();
    [b"m", &length[..], text.as_bytes()].concat()
}

fn dict(entries: &[(&str, u8)]) -> Vec<u8> {
    let count = u32::try_from(entries.len()).expect("few").to_be_bytes();
    let entries = entries
        .iter()
        .map(|(key, value)| [&*text(key), &[97, *value]].concat());
    [
        b"\x83t".to_vec(),
        count.to_vec(),
        entries.flatten().collect(),
    ]
    .concat()
}

fn set(items: &[&str]) -> Vec<u8> {
    let count = u32::try_from(items.len()).expect("few").to_be_bytes();
    let items = items.iter().flat_map(|item| text(item)).collect();
    [b"\x83l".to_vec(), count.to_vec(), items, b"j".to_vec()].concat()
}

#[test]
fn text_and_bytes_lie_in_the_input() {
    let term = to_vec::<Wire, _>(&("héllo".to_owned(), vec![1_u8, 2], [3_u8, 4])).expect("a term");
    let (text, bytes, pair) = borrowed::<(&str, &[u8], &[u8; 2])>(&term).expect("a value");
    assert_eq!((text, bytes, pair), ("héllo", &[1, 2][..], &[3, 4]));
    let inside = term.as_ptr_range();
    for part in [text.as_bytes(), bytes, pair] {
        assert!(inside.contains(&part.as_ptr()));
    }
}

#[test]
fn a_dict_is_searched_by_its_keys() {
    let term = dict(&[("a", 1), ("b", 2), ("c", 3)]);
    let entries = borrowed::<Dict<&str, i64>>(&term).expect("a dict");
    assert_eq!(entries.get("b"), Some(&2));
    assert_eq!(entries.get("bb"), None);
    assert!(entries.contains_key("c") && !entries.contains_key(""));
    assert_eq!(entries.len(), 3);
    assert_eq!(entries.keys().copied().collect::<String>(), "abc");
    assert_eq!(entries.values().sum::<i64>(), 6);
    assert_eq!(format!("{entries:?}"), r#"{"a": 1, "b": 2, "c": 3}"#);
}

#[test]
fn a_dict_is_the_same_in_whatever_order_it_was_sent() {
    let sorted = dict(&[("a", 1), ("b", 2), ("c", 3), ("d", 4)]);
    let sorted = borrowed::<Dict<&str, i64>>(&sorted).expect("a dict");
    for order in [
        ["d", "c", "b", "a"],
        ["a", "c", "b", "d"],
        ["b", "c", "d", "a"],
    ] {
        let entries = order.map(|key| (key, key.as_bytes()[0] - b'a' + 1));
        let term = dict(&entries);
        let found = borrowed::<Dict<&str, i64>>(&term).expect("a dict");
        assert_eq!(found, sorted, "{order:?}");
        assert_eq!(found.get("c"), Some(&3), "{order:?}");
    }
}

#[test]
fn the_first_key_that_is_there_again_is_refused() {
    let cases: [(&[(&str, u8)], &str); 4] = [
        (&[("a", 1), ("a", 2)], "[1][0]"),
        (&[("b", 1), ("a", 2), ("b", 3), ("a", 4)], "[2][0]"),
        (&[("c", 1), ("b", 2), ("a", 3), ("c", 4)], "[3][0]"),
        (
            &[("a", 1), ("c", 2), ("b", 3), ("b", 4), ("a", 5)],
            "[3][0]",
        ),
    ];
    for (entries, place) in cases {
        let said = refusal::<Dict<&str, u8>, BTreeMap<String, u8>>(&dict(entries));
        assert!(said.contains(&format!("value{place}: ")), "{said}");
        assert!(said.contains("there twice"), "{said}");
    }
}

#[test]
fn a_key_twice_comes_before_what_is_wrong_behind_it() {
    let mut term = dict(&[("b", 1), ("a", 2), ("b", 3), ("c", 4)]);
    term.pop();
    let said = refusal::<Dict<&str, u8>, HashMap<String, u8>>(&term);
    assert!(said.contains("there twice"), "{said}");
    let mut once = dict(&[("b", 1), ("a", 2), ("d", 3), ("c", 4)]);
    once.pop();
    let said = refusal::<Dict<&str, u8>, HashMap<String, u8>>(&once);
    assert!(said.contains("ends early"), "{said}");
}

#[test]
fn a_set_is_the_same_in_whatever_order_it_was_sent() {
    let sorted = set(&["b", "c", "aa"]);
    let sorted = borrowed::<Set<&str>>(&sorted).expect("a set");
    assert!(sorted.contains("aa") && sorted.contains("b"));
    assert!(!sorted.contains("a") && !sorted.contains("cc"));
    for order in [["aa", "b", "c"], ["c", "aa", "b"]] {
        let term = set(&order);
        assert_eq!(borrowed::<Set<&str>>(&term).expect("a set"), sorted);
    }
    let said = refusal::<Set<&str>, HashSet<String>>(&set(&["b", "aa", "c", "b"]));
    assert!(said.contains("value[3]: the item is there twice"), "{said}");
}

#[test]
fn a_list_of_small_integers_may_come_as_a_string() {
    let term = b"\x83k\0\x03\x01\x02\xff";
    assert_eq!(borrowed::<Vec<i64>>(term).expect("a list"), [1, 2, 255]);
    assert_eq!(
        borrowed::<[u8; 3]>(b"\x83m\0\0\0\x03\x01\x02\xff").expect("bytes"),
        [1, 2, 255]
    );
    refusal::<Vec<&str>, Vec<String>>(term);
    refusal::<Vec<i8>, Vec<i8>>(term);
    refusal::<&[u8; 2], [u8; 2]>(b"\x83m\0\0\0\x03\x01\x02\xff");
}

#[test]
fn what_is_borrowed_becomes_what_it_stands_for() {
    fn owned<T, U>(value: T) -> U
    where
        T: IntoOwned<U, Wire>,
    {
        value.into_owned()
    }
    let term = dict(&[("a", 1), ("b", 2)]);
    let entries = borrowed::<Dict<&str, u8>>(&term).expect("a dict");
    let pairs = [("a".to_owned(), 1), ("b".to_owned(), 2)];
    assert_eq!(
        owned::<_, HashMap<String, u8>>(entries.clone()),
        pairs.clone().into()
    );
    assert_eq!(owned::<_, BTreeMap<String, u8>>(entries), pairs.into());
    let term = set(&["a", "b"]);
    let items = borrowed::<Set<&str>>(&term).expect("a set");
    assert_eq!(
        owned::<_, BTreeSet<Box<str>>>(items),
        ["a".into(), "b".into()].into()
    );
    let nested = vec![Some(Box::new((1_i64, "a")))];
    let expected = vec![Some(std::sync::Arc::new((1_i64, "a".to_owned())))];
    assert_eq!(
        owned::<_, Vec<Option<std::sync::Arc<(i64, String)>>>>(nested),
        expected
    );
}
