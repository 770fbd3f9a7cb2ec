//! The exact text of JSON values, what else is read, and what is refused, in which words.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use libero_wire::Limits;
use libero_wire::v1::json;

struct C;

fn write<T: ?Sized + json::Encode<C>>(value: &T) -> String {
    String::from_utf8(json::to_vec::<C, T>(value).unwrap()).unwrap()
}

fn read<T: json::Decode<C>>(text: &str) -> Result<T, String> {
    json::from_slice::<C, T>(text.as_bytes()).map_err(|e| format!("{e} @{}", e.offset()))
}

macro_rules! exact {
    ($($value:expr => $text:expr;)*) => {$({
        let value = $value;
        assert_eq!(write(&value), $text);
        assert_eq!(read($text), Ok(value));
    })*};
}

#[test]
fn values_have_their_text() {
    exact! {
        9_007_199_254_740_991_i64 => "9007199254740991";
        -9_007_199_254_740_991_i64 => "-9007199254740991";
        9_007_199_254_740_992_i64 => "\"9007199254740992\"";
        i64::MIN => "\"-9223372036854775808\"";
        u64::MAX => "\"18446744073709551615\"";
        u128::MAX => "\"340282366920938463463374607431768211455\"";
        i128::MIN => "\"-170141183460469231731687303715884105728\"";
        usize::MAX => "\"18446744073709551615\"";
        u32::MAX => "4294967295";
        i8::MIN => "-128";
        true => "true";
        () => "null";
        'x' => "\"x\"";
        "a\"\\\u{8}\t\n\u{c}\r\u{1}\u{1f}\u{7f}\u{2028}\u{e9}\u{1f600}/".to_owned()
            => "\"a\\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u001f\u{7f}\u{2028}\u{e9}\u{1f600}/\"";
        vec![251_u8, 255, 254, 0] => r#"{"encoding":"base64url","data":"-__-AA=="}"#;
        [1_u8] => r#"{"encoding":"base64url","data":"AQ=="}"#;
        Vec::<i64>::new() => "[]";
        [1_i64, 2] => "[1,2]";
        (1_u8, "x".to_owned()) => r#"[1,"x"]"#;
        None::<i64> => r#"{"type":"gleam/option.Option","variant":"None","fields":{}}"#;
        Some(1_i64) => r#"{"type":"gleam/option.Option","variant":"Some","fields":[1]}"#;
        Ok::<i64, ()>(1) => r#"{"type":"gleam/result.Result","variant":"Ok","fields":[1]}"#;
        Err::<i64, ()>(()) => r#"{"type":"gleam/result.Result","variant":"Error","fields":[null]}"#;
        HashMap::from([("b".to_owned(), 1_u8), ("aa".to_owned(), 2)]) => r#"{"aa":2,"b":1}"#;
        BTreeMap::from([('\u{ffff}', 1_u8), ('\u{10000}', 2)]) => "{\"\u{ffff}\":1,\"\u{10000}\":2}";
        HashMap::from([(10_i64, true), (9, false)]) => "[[9,false],[10,true]]";
        BTreeMap::<u8, u8>::new() => "[]";
        HashSet::from([10_u8, 9]) => "[10,9]";
        BTreeSet::from(["b".to_owned(), "a!".to_owned()]) => r#"["a!","b"]"#;
    }
}

#[test]
fn floats_look_as_in_javascript_but_for_whole_ones() {
    for (value, text) in [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (2.0, "2.0"),
        (-1.5, "-1.5"),
        (0.1, "0.1"),
        (1e-6, "0.000001"),
        (1.25e-6, "0.00000125"),
        (1e-7, "1e-7"),
        (1.5e-10, "1.5e-10"),
        (1e16, "10000000000000000.0"),
        (1.5e16, "15000000000000000.0"),
        (123_456_789_012_345_680_000.0, "123456789012345680000.0"),
        (1e21, "1e+21"),
        (1.5e300, "1.5e+300"),
        (f64::MAX, "1.7976931348623157e+308"),
        (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
        (5e-324, "5e-324"),
        (2_251_799_813_685_248.5, "2251799813685248.5"),
    ] {
        assert_eq!(write(&value), text);
        assert_eq!(
            read::<f64>(text).map(f64::to_bits),
            Ok(value.to_bits()),
            "{text}"
        );
    }
    assert_eq!(write(&0.1_f32), "0.10000000149011612");
    assert_eq!(read::<f64>("2"), Ok(2.0));
    assert_eq!(read::<f64>("-1E+2"), Ok(-100.0));
}

#[test]
fn other_notations_of_the_same_are_read() {
    assert_eq!(read(" [ 1 ,\t2\r\n] "), Ok(vec![1_i64, 2]));
    assert_eq!(
        read(r#""\u0041\/\ud83d\uDE00""#),
        Ok("A/\u{1f600}".to_owned())
    );
    assert_eq!(
        read(r#"{"data":"AQ==","encoding":"base64url"}"#),
        Ok(vec![1_u8])
    );
    assert_eq!(read("-0"), Ok(0_u8));
    for text in [
        r#"{"fields":[[1,2]],"type":"gleam/option.Option","variant":"Some"}"#,
        r#"{"variant":"Some","fields":[ [ 1,2 ] ],"type":"gleam/option.Option"}"#,
        r#"{"fields":[[1,2]],"variant":"\u0053ome","type":"gleam/option.Option"}"#,
    ] {
        assert_eq!(read(text), Ok(Some(vec![1_u8.into(), 2_i64])));
    }
    assert_eq!(
        read("[[2,0],[1,0]]"),
        Ok(BTreeMap::from([(1_u8, 0_u8), (2, 0)]))
    );
}

macro_rules! refused {
    ($($ty:ty, $text:expr => $message:expr;)*) => {$(
        assert_eq!(read::<$ty>($text), Err($message.to_owned()));
    )*};
}

#[test]
fn refusals_name_place_and_reason() {
    refused! {
        i64, "" => "value: the input ends early @0";
        i64, "1 2" => "value: 1 bytes after the end @2";
        i64, "\"x\"" => "value: expected Int, got String that is no integer of 128 bits @0";
        i64, "\"01\"" => "value: expected Int, got String that is no integer of 128 bits @0";
        i64, "\"-0\"" => "value: expected Int, got String that is no integer of 128 bits @0";
        i64, "\"+1\"" => "value: expected Int, got String that is no integer of 128 bits @0";
        u64, "\"5\"" => "value: an integer up to 2^53-1 is a number, not text @0";
        i64, "\"-9007199254740991\"" => "value: an integer up to 2^53-1 is a number, not text @0";
        u128, "\"0\"" => "value: an integer up to 2^53-1 is a number, not text @0";
        i64, "\"9223372036854775808\"" => "value: expected an Int of i64, got 9223372036854775808 @0";
        i32, "\"1\"" => "value: expected Int, got String @0";
        i64, "1.0" => "value: expected Int, got Float @0";
        i64, "1e3" => "value: expected Int, got Float @0";
        i64, "01" => "value: not a number of JSON @0";
        i64, "-" => "value: the input ends early @1";
        i64, "-a" => "value: not a number of JSON @0";
        f64, "1." => "value: the input ends early @2";
        f64, "1.x" => "value: not a number of JSON @0";
        f64, ".5" => "value: expected Float, got no JSON value @0";
        f64, "1e999" => "value: expected a Float of 64 bits, got a greater one @0";
        f64, "NaN" => "value: expected Float, got no JSON value @0";
        f32, "1e39" => "value: expected a Float of f32, got 1e39 @0";
        i64, "9007199254740992" => "value: a number beyond 2^53-1 is not exact in JSON: write it as a decimal string @0";
        i64, "99999999999999999999999999999999999999999999" => "value: a number beyond 2^53-1 is not exact in JSON: write it as a decimal string @0";
        u8, "9007199254740992" => "value: a number beyond 2^53-1 is out of range @0";
        u8, "256" => "value: expected an Int of u8 (0 to 255), got 256 @0";
        u64, "-1" => "value: expected an Int of u64, got -1 @0";
        bool, "null" => "value: expected Bool, got Nil @0";
        (), "[]" => "value: expected Nil, got List @0";
        String, "{}" => "value: expected String, got Object @0";
        String, "\"\n\"" => "value: control characters in strings must be escaped @1";
        String, r#""\ud800""# => "value: a lone surrogate is not text @1";
        String, r#""\udc00x""# => "value: a lone surrogate is not text @1";
        String, r#""\ud800\u0041""# => "value: a lone surrogate is not text @1";
        String, r#""\x""# => "value: unknown escape in a string @1";
        String, r#""\u12g4""# => "value: expected four hexadecimal digits @3";
        String, "\"abc" => "value: the input ends early @4";
        Vec<i64>, "[1,]" => "value[1]: expected Int, got no JSON value @3";
        Vec<i64>, "[1 2]" => "value: expected , or ] @3";
        Vec<i64>, "[1,true]" => "value[1]: expected Int, got Bool @3";
        [i64; 2], "[1]" => "value: expected 2 items, got 1 @0";
        (i64, i64), "[1]" => "value: expected a Tuple of 2, got one of 1 @3";
        (i64, i64), "[1,2,3]" => "value: expected a Tuple of 2, got more @5";
        Vec<u8>, r#"{"encoding":"base64url"}"# => "value: expected BitArray with the keys encoding and data @24";
        Vec<u8>, r#"{"encoding":"hex","data":""}"# => "value.encoding: expected base64url @17";
        Vec<u8>, r#"{"encoding":"base64url","data":"AR=="}"# => "value.data: expected padded base64url @31";
        Vec<u8>, r#"{"encoding":"base64url","data":"","data":""}"# => "value: the key \"data\" is there twice @41";
        BTreeMap<String, u8>, r#"{"a":1,"a":2}"# => "value[\"a\"]: the key is there twice @7";
        BTreeMap<String, u8>, r#"{"a":true}"# => "value[\"a\"]: expected Int, got Bool @5";
        BTreeMap<String, u8>, r#"{"a":1,}"# => "value: expected a key in quotes @7";
        BTreeMap<String, u8>, "[]" => "value: expected Dict, got List @0";
        BTreeMap<u8, u8>, "[[1,1],[1,2]]" => "value[1][0]: the key is there twice @8";
        BTreeMap<u8, u8>, "[[1]]" => "value[0]: expected a pair of key and value, got less @4";
        BTreeMap<u8, u8>, "[[1,2,3]]" => "value[0]: expected a pair of key and value, got more @6";
        BTreeSet<u8>, "[1,1]" => "value[1]: the item is there twice @3";
        Option<u8>, "null" => "value: expected gleam/option.Option, got Nil @0";
        Option<u8>, "{}" => "value: expected gleam/option.Option with the keys type, variant and fields @1";
        Option<u8>, r#"{"type":"x","variant":"Some","fields":[1]}"# => "value.type: expected gleam/option.Option, got x @8";
        Option<u8>, r#"{"type":"gleam/option.Option","variant":"Most","fields":[1]}"# => "value.variant: gleam/option.Option has no variant Most @56";
        Option<u8>, r#"{"type":"gleam/option.Option","variant":"Some","fields":[]}"# => "value.fields[0]: the field is missing @58";
        Option<u8>, r#"{"type":"gleam/option.Option","variant":"Some","fields":[1,2]}"# => "value.fields: expected 1 fields, got more @59";
        Option<u8>, r#"{"type":"gleam/option.Option","variant":"Some","fields":["x"]}"# => "value.fields[0]: expected Int, got String @57";
        Option<u8>, r#"{"type":"gleam/option.Option","variant":"Some","fields":{}}"# => "value.fields: expected List, got Object @56";
        Option<u8>, r#"{"type":"gleam/option.Option","variant":"Some","fields":[1],"x":1}"# => "value: unknown key \"x\" @64";
        Option<u8>, r#"{"type":"gleam/option.Option","variant":"Some","fields":[1],"fields":[1]}"# => "value: the key \"fields\" is there twice @69";
        Option<u8>, r#"{"type":"gleam/option.Option","variant":"None","fields":{"a":1}}"# => "value.fields.a: the field is unknown @61";
    }
}

#[test]
fn floats_that_no_json_holds_are_not_written() {
    let error = json::to_vec::<C, _>(&BTreeMap::from([(1_u8, f64::NAN)])).unwrap_err();
    assert_eq!(error.to_string(), "value[0][1]: NaN cannot be encoded");
}

#[test]
fn limits_are_kept() {
    let limits = Limits {
        json_items: 2,
        string_bytes: 2,
        ..Limits::default()
    };
    let refusal = |text: &[u8]| {
        json::from_slice_with::<C, Vec<String>>(text, &limits)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(refusal(br#"["","",""]"#), "value: more than 2 items");
    assert_eq!(
        refusal(br#"["abc"]"#),
        "value[0]: a string of 3 bytes is longer than 2"
    );
    assert_eq!(refusal(b"\xff"), "value: the input is not UTF-8");
}
