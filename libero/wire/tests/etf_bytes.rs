//! The exact bytes of terms, what else is read, and what is refused, in which words.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use libero_wire::Limits;
use libero_wire::v1::etf;

struct C;

fn write<T: ?Sized + etf::Encode<C>>(value: &T) -> Vec<u8> {
    let mut term = etf::to_vec::<C, T>(value).unwrap();
    assert_eq!(term.remove(0), 131);
    term
}

fn read<T: etf::Decode<C>>(term: &[u8]) -> Result<T, String> {
    let term = [&[131], term].concat();
    etf::from_slice::<C, T>(&term).map_err(|e| format!("{e} @{}", e.offset()))
}

macro_rules! exact {
    ($($value:expr => $bytes:expr;)*) => {$({
        let value = $value;
        let bytes: &[u8] = $bytes;
        assert_eq!(write(&value), bytes, "{value:?}");
        assert_eq!(read(bytes), Ok(value));
    })*};
}

#[test]
fn integers_take_the_shortest_form() {
    exact! {
        0_i64 => b"\x61\x00";
        255_i64 => b"\x61\xff";
        256_i64 => b"\x62\x00\x00\x01\x00";
        -1_i64 => b"\x62\xff\xff\xff\xff";
        i64::from(i32::MAX) => b"\x62\x7f\xff\xff\xff";
        i64::from(i32::MIN) => b"\x62\x80\x00\x00\x00";
        1_i64 << 31 => b"\x6e\x04\x00\x00\x00\x00\x80";
        i64::from(i32::MIN) - 1 => b"\x6e\x04\x01\x01\x00\x00\x80";
        i64::MAX => b"\x6e\x08\x00\xff\xff\xff\xff\xff\xff\xff\x7f";
        i64::MIN => b"\x6e\x08\x01\x00\x00\x00\x00\x00\x00\x00\x80";
        u64::MAX => b"\x6e\x08\x00\xff\xff\xff\xff\xff\xff\xff\xff";
        1_u128 << 64 => b"\x6e\x09\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01";
        u128::MAX => b"\x6e\x10\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
        i128::MIN => b"\x6e\x10\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80";
        i8::MIN => b"\x62\xff\xff\xff\x80";
        u8::MAX => b"\x61\xff";
        u16::MAX => b"\x62\x00\x00\xff\xff";
        u32::MAX => b"\x6e\x04\x00\xff\xff\xff\xff";
        usize::MAX => b"\x6e\x08\x00\xff\xff\xff\xff\xff\xff\xff\xff";
        isize::MIN => b"\x6e\x08\x01\x00\x00\x00\x00\x00\x00\x00\x80";
    }
}

#[test]
fn scalars_have_their_bytes() {
    exact! {
        1.5_f64 => b"\x46\x3f\xf8\x00\x00\x00\x00\x00\x00";
        0.5_f32 => b"\x46\x3f\xe0\x00\x00\x00\x00\x00\x00";
        true => b"\x77\x04true";
        false => b"\x77\x05false";
        () => b"\x77\x03nil";
        "h\u{e9}".to_owned() => b"\x6d\x00\x00\x00\x03h\xc3\xa9";
        '\u{1f600}' => b"\x6d\x00\x00\x00\x04\xf0\x9f\x98\x80";
        vec![1_u8, 2] => b"\x6d\x00\x00\x00\x02\x01\x02";
        [1_u8, 2] => b"\x6d\x00\x00\x00\x02\x01\x02";
        Arc::<[u8]>::from([7]) => b"\x6d\x00\x00\x00\x01\x07";
    }
    assert_eq!(write(&-0.0_f64), b"\x46\x80\x00\x00\x00\x00\x00\x00\x00");
    let zero: f64 = read(b"\x46\x80\x00\x00\x00\x00\x00\x00\x00").unwrap();
    assert!(zero.is_sign_negative());
    assert_eq!(write("text"), b"\x6d\x00\x00\x00\x04text");
}

#[test]
fn compounds_have_their_bytes() {
    exact! {
        Vec::<i64>::new() => b"\x6a";
        vec![1_i64, 2] => b"\x6c\x00\x00\x00\x02\x61\x01\x61\x02\x6a";
        [1_i64, 2] => b"\x6c\x00\x00\x00\x02\x61\x01\x61\x02\x6a";
        VecDeque::from([1_u8]) => b"\x6c\x00\x00\x00\x01\x61\x01\x6a";
        (1_u8,) => b"\x68\x01\x61\x01";
        (1_u8, true) => b"\x68\x02\x61\x01\x77\x04true";
        None::<i64> => b"\x77\x04none";
        Some(1_i64) => b"\x68\x02\x77\x04some\x61\x01";
        Some(None::<i64>) => b"\x68\x02\x77\x04some\x77\x04none";
        Some(()) => b"\x68\x02\x77\x04some\x77\x03nil";
        Ok::<i64, i64>(1) => b"\x68\x02\x77\x02ok\x61\x01";
        Err::<i64, i64>(1) => b"\x68\x02\x77\x05error\x61\x01";
        BTreeMap::<i64, i64>::new() => b"\x74\x00\x00\x00\x00";
        HashMap::from([(3_i64, 'c'), (-1, 'a'), (256, 'd')]) =>
            b"\x74\x00\x00\x00\x03\x62\xff\xff\xff\xff\x6d\x00\x00\x00\x01a\x61\x03\x6d\x00\x00\x00\x01c\x62\x00\x00\x01\x00\x6d\x00\x00\x00\x01d";
        HashMap::from([("b".to_owned(), 1_u8), ("aa".to_owned(), 2)]) =>
            b"\x74\x00\x00\x00\x02\x6d\x00\x00\x00\x02aa\x61\x02\x6d\x00\x00\x00\x01b\x61\x01";
        BTreeMap::from([(true, 1_u8), (false, 2)]) => b"\x74\x00\x00\x00\x02\x77\x05false\x61\x02\x77\x04true\x61\x01";
        HashSet::from([256_i64, 2, -1]) =>
            b"\x6c\x00\x00\x00\x03\x61\x02\x62\x00\x00\x01\x00\x62\xff\xff\xff\xff\x6a";
        BTreeSet::from(["b".to_owned(), "aa".to_owned()]) =>
            b"\x6c\x00\x00\x00\x02\x6d\x00\x00\x00\x01b\x6d\x00\x00\x00\x02aa\x6a";
        Box::new(Arc::new(5_i64)) => b"\x61\x05";
    }
}

#[test]
fn a_beam_may_send_other_forms() {
    assert_eq!(read(b"\x6b\x00\x02\x01\xff"), Ok(vec![1_i64, 255]));
    assert_eq!(
        read(b"\x6b\x00\x02\x01\xff"),
        Ok(VecDeque::from([1_u8, 255]))
    );
    assert_eq!(
        read(b"\x6b\x00\x02\x01\xff"),
        Ok(HashSet::from([1_u8, 255]))
    );
    for atom in [
        &b"\x73\x04true"[..],
        b"\x64\x00\x04true",
        b"\x76\x00\x04true",
    ] {
        assert_eq!(read(atom), Ok(true));
    }
    assert_eq!(
        read(b"\x69\x00\x00\x00\x02\x61\x01\x61\x02"),
        Ok((1_i64, 2_i64))
    );
    assert_eq!(read(b"\x62\x00\x00\x00\x07"), Ok(7_u8));
    assert_eq!(read(b"\x6e\x03\x01\x07\x00\x00"), Ok(-7_i8));
    assert_eq!(read(b"\x6e\x00\x01"), Ok(0_u64));
    assert_eq!(read(b"\x6f\x00\x00\x00\x02\x00\x00\x01"), Ok(256_u16));
    let mut old = b"\x63-1.50000000000000000000e+00".to_vec();
    old.resize(32, 0);
    assert_eq!(read(&old), Ok(-1.5_f64));
    for (int, float) in [
        (&b"\x61\x02"[..], 2.0),
        (b"\x62\xff\xff\xff\xfe", -2.0),
        (
            b"\x6e\x07\x00\x00\x00\x00\x00\x00\x00\x20",
            9_007_199_254_740_992.0,
        ),
        (b"\x6e\x00\x00", 0.0),
        (
            b"\x6e\x11\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01",
            -340_282_366_920_938_463_463_374_607_431_768_211_456.0,
        ),
    ] {
        assert_eq!(read(int), Ok(float));
    }
    assert_eq!(
        read(b"\x74\x00\x00\x00\x02\x61\x02\x61\x00\x61\x01\x61\x00"),
        Ok(BTreeMap::from([(1_u8, 0_u8), (2, 0)]))
    );
}

macro_rules! refused {
    ($($ty:ty, $bytes:expr => $message:expr;)*) => {$(
        assert_eq!(read::<$ty>($bytes), Err($message.to_owned()));
    )*};
}

#[test]
fn refusals_name_place_and_reason() {
    refused! {
        i64, b"" => "value: the input ends early @1";
        i64, b"\x61" => "value: the input ends early @2";
        i64, b"\x61\x01\x00" => "value: 1 bytes after the end @3";
        i64, b"\x6d\x00\x00\x00\x01x" => "value: expected Int, got Binary @1";
        i64, b"\x77\x04true" => "value: expected Int, got the atom true @1";
        i64, b"\x01" => "value: expected Int, got the unknown tag 1 @1";
        i64, b"\x50\x00\x00\x00\x02x" => "value: compressed terms are refused @1";
        i64, b"\x67\x77\x01a" => "value: expected Int, got Pid @1";
        i64, b"\x58\x77\x01a" => "value: expected Int, got Pid @1";
        i64, b"\x66\x77\x01a" => "value: expected Int, got Port @1";
        i64, b"\x5a\x00\x01" => "value: expected Int, got Reference @1";
        i64, b"\x71\x77" => "value: expected Int, got Fun @1";
        Vec<u8>, b"\x4d\x00\x00\x00\x01\x04\xf0" => "value: expected BitArray, got bits that are not whole bytes @1";
        Vec<u8>, b"\x6b\x00\x01\x01" => "value: expected BitArray, got List @1";
        String, b"\x6b\x00\x01a" => "value: expected String, got List @1";
        String, b"\x6d\x00\x00\x00\x02a\xff" => "value: expected String, got bytes that are not UTF-8 @7";
        char, b"\x6d\x00\x00\x00\x02ab" => "value: expected String of format char, got \"ab\" @1";
        u8, b"\x62\x00\x00\x01\x00" => "value: expected an Int of u8 (0 to 255), got 256 @1";
        u32, b"\x62\xff\xff\xff\xff" => "value: expected an Int of u32, got -1 @1";
        i64, b"\x6e\x08\x00\x00\x00\x00\x00\x00\x00\x00\x80" => "value: expected an Int of i64, got 9223372036854775808 @1";
        i128, b"\x6e\x11\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01" => "value: expected an Int of i128, got an integer of more than 128 bits @1";
        i64, b"\x6e\x01\x02\x01" => "value: expected a sign of 0 or 1, got 2 @3";
        f64, b"\x46\x7f\xf0\x00\x00\x00\x00\x00\x00" => "value: expected a finite Float, got inf @1";
        f64, b"\x46\x7f\xf8\x00\x00\x00\x00\x00\x00" => "value: expected a finite Float, got NaN @1";
        f64, b"\x6e\x07\x00\x01\x00\x00\x00\x00\x00\x20" => "value: expected Float, got an Int that no Float equals @1";
        f32, b"\x46\x7e\xf0\x00\x00\x00\x00\x00\x00" => "value: expected a Float of f32, got 2.7430620343968443e303 @1";
        bool, b"\x77\x04nope" => "value: expected Bool, got the atom nope @1";
        Vec<i64>, b"\x6c\x00\x00\x00\x01\x61\x01\x61\x02" => "value: improper lists are refused @8";
        Vec<i64>, b"\x6c\xff\xff\xff\xff\x61" => "value: 4294967295 items do not fit in the 1 bytes left @2";
        Vec<String>, b"\x6b\x00\x01\x01" => "value[0]: expected String, got Int @4";
        Vec<i64>, b"\x6c\x00\x00\x00\x02\x61\x01\x77\x01x\x6a" => "value[1]: expected Int, got the atom x @8";
        [i64; 2], b"\x6c\x00\x00\x00\x01\x61\x01\x6a" => "value: expected 2 items, got 1 @1";
        [u8; 3], b"\x6d\x00\x00\x00\x01x" => "value: expected 3 items, got 1 @1";
        (i64, i64), b"\x68\x01\x61\x01" => "value: expected a Tuple of 2, got one of 1 @1";
        (i64, bool), b"\x68\x02\x61\x01\x61\x01" => "value[1]: expected Bool, got Int @5";
        Option<i64>, b"\x61\x01" => "value: expected Option, got Int @1";
        Option<i64>, b"\x68\x02\x77\x04some\x77\x04none" => "value.fields[0]: expected Int, got the atom none @9";
        Result<i64, i64>, b"\x77\x02ok" => "value: expected Result, got the atom ok @1";
        BTreeMap<u8, u8>, b"\x74\x00\x00\x00\x02\x61\x01\x61\x00\x61\x01\x61\x00" => "value[1][0]: the key is there twice @10";
        BTreeMap<u8, u8>, b"\x74\x00\x00\x00\x01\x61\x01\x77\x01x" => "value[0][1]: expected Int, got the atom x @8";
        HashSet<u8>, b"\x6b\x00\x02\x01\x01" => "value[1]: the item is there twice @5";
    }
    let bare = etf::from_slice::<C, i64>(b"\x61\x01").unwrap_err();
    assert_eq!(bare.to_string(), "value: expected 131, got 97");
}

#[test]
fn floats_that_no_term_holds_are_not_written() {
    for (value, name) in [
        (f64::NAN, "NaN"),
        (f64::INFINITY, "inf"),
        (f64::NEG_INFINITY, "-inf"),
    ] {
        let error = etf::to_vec::<C, _>(&vec![Some(value)]).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("value[0].fields[0]: {name} cannot be encoded")
        );
    }
}

#[test]
fn limits_are_kept() {
    let limits = Limits {
        input_bytes: 8,
        string_bytes: 2,
        ..Limits::default()
    };
    let refusal = |term: &[u8]| {
        etf::from_slice_with::<C, String>(term, &limits)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refusal(b"\x83\x6d\x00\x00\x00\x03abc"),
        "value: input of 9 bytes is larger than 8"
    );
    assert_eq!(
        refusal(b"\x83\x6d\x00\x00\x00\x03ab"),
        "value: 3 bytes are more than 2"
    );
}

#[test]
fn lists_of_texts_are_written_as_other_lists_are() {
    let text = |len: usize| "x".repeat(len);
    for count in [0_usize, 1, 2, 15, 16, 17, 40] {
        for longest in [0, 1, 31, 32, 33, 100] {
            for at in [0, count / 2, count.saturating_sub(1)] {
                let len = |index| if index == at { longest } else { index % 9 };
                let texts: Vec<String> = (0..count).map(|index| text(len(index))).collect();
                let queue: VecDeque<String> = texts.iter().cloned().collect();
                let term = etf::to_vec::<C, _>(&texts).unwrap();
                assert_eq!(Ok(&term), etf::to_vec::<C, _>(&queue).as_ref());
                assert_eq!(etf::from_slice::<C, Vec<String>>(&term), Ok(texts));
            }
        }
    }
}

#[test]
#[cfg_attr(miri, ignore = "a hundred thousand items")]
fn long_items_at_the_start_of_a_list_claim_no_more_than_what_was_written_allows() {
    let mut texts = vec!["x".repeat(10_000); 16];
    texts.resize(100_000, String::new());
    let term = etf::to_vec::<C, _>(&texts).unwrap();
    assert!(term.capacity() < 5 * 16 * 10_100 + (1 << 17) + 4096);
    assert_eq!(etf::from_slice::<C, Vec<String>>(&term), Ok(texts));
}
