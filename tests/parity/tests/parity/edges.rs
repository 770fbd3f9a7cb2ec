//! Values at the edges of their types, each by itself.

use contract_schema::{Contract, IntRepr};
use parity::cases::{Case, case};
use parity::edit;
use parity::end::Sent;
use parity::ends::ends;
use parity::files;
use parity::oracle::Oracle;
use parity::term;

use crate::round_trip::{equal, same_at_every_end, written_by_rust};

fn agree(contract: &Contract, case: &Case, path: &str, text: &str) -> Result<(), String> {
    let json = edit::with(contract, case, path, text);
    let written = written_by_rust(case, json.as_bytes())?;
    Oracle::new(contract).agree(&case.field_type(), &written.json, &written.etf)?;
    same_at_every_end(case, &written, &mut ends())
}

fn all_agree(name: &str, rows: &[(&str, String)]) {
    let contract = files::contract();
    let failures: Vec<String> = rows
        .iter()
        .filter_map(|(path, text)| {
            let shown: String = text.chars().take(60).collect();
            let outcome = agree(&contract, case(name), path, text);
            outcome.err().map(|why| format!("{path} = {shown}: {why}"))
        })
        .collect();
    assert!(failures.is_empty(), "{name}\n{}", failures.join("\n"));
}

fn quoted(texts: &[&str]) -> Vec<String> {
    let text = |text: &&str| serde_json::Value::from(*text).to_string();
    texts.iter().map(text).collect()
}

#[test]
fn integers_of_every_width_hold_their_first_and_last_value() {
    let mut rows = vec![];
    for repr in IntRepr::ALL {
        let last = u128::MAX >> (128 - repr.bits());
        let (first, last) = if repr.is_signed() {
            let last = (last >> 1).cast_signed();
            ((-last - 1).to_string(), last.to_string())
        } else {
            ("0".to_owned(), last.to_string())
        };
        for number in [first, last] {
            let text = if repr.bits() > 32 && number.len() > 1 {
                format!("\"{number}\"")
            } else {
                number
            };
            rows.push((repr.as_str(), text));
        }
    }
    rows.push(("isize", format!("\"{}\"", i64::MIN)));
    rows.push(("usize", format!("\"{}\"", u64::MAX)));
    all_agree("ints.Ints", &rows);
}

#[test]
fn integers_change_their_form_where_a_term_or_javascript_must() {
    let powers = [7, 8, 31, 32, 53, 63, 64, 126];
    let around = powers
        .iter()
        .flat_map(|power| [(1_i128 << power) - 1, 1 << power, (1 << power) + 1]);
    let rows: Vec<(&str, String)> = around
        .flat_map(|number| [number, -number])
        .map(|number| {
            let safe = number.abs() < 1 << 53;
            let text = if safe {
                number.to_string()
            } else {
                format!("\"{number}\"")
            };
            ("i128", text)
        })
        .collect();
    all_agree("ints.Ints", &rows);
}

#[test]
fn floats_are_laid_out_alike() {
    let numbers = [
        "0",
        "-0.0",
        "0.1",
        "1",
        "1.0",
        "1e15",
        "123456789012345680000",
        "1e20",
        "1e21",
        "1.5e21",
        "1e-6",
        "1e-7",
        "0.000001234",
        "5e-324",
        "2.2250738585072014e-308",
        "1.7976931348623157e308",
        "-1.7976931348623157e308",
        "9007199254740993",
        "4.35",
        "100",
        "0.30000000000000004",
        "1e300",
        "123456.789e3",
    ];
    let rows: Vec<(&str, String)> = numbers
        .iter()
        .flat_map(|number| [("double", *number), ("doubles", *number)])
        .map(|(path, number)| match path {
            "doubles" => (path, format!("[{number},{number}]")),
            _ => (path, number.to_owned()),
        })
        .collect();
    all_agree("floats.Floats", &rows);
    let singles = [
        "0.1",
        "-0.0",
        "1e-45",
        "3.4028234663852886e38",
        "16777217",
        "1e10",
    ];
    let singles: Vec<(&str, String)> = singles.map(|number| ("single", number.to_owned())).into();
    all_agree("floats.Floats", &singles);
}

#[test]
fn text_of_any_characters_and_length_arrives() {
    let long: Vec<String> = [254, 255, 256, 65_535, 65_536]
        .map(|length| "x".repeat(length))
        .into();
    let mut texts = vec![
        "",
        "\0",
        "a\0b",
        "\u{1F600}",
        "__proto__",
        "\u{FFFF}",
        "\u{10FFFF}",
        "\u{7f}\u{80}",
        "\u{2028}",
        "\"\\/\u{8}\u{c}\n\r\t\u{b}",
        "e\u{301}",
        "\u{FEFF}",
    ];
    texts.extend(long.iter().map(String::as_str));
    for path in ["string", "cow", "boxed", "counted"] {
        let rows: Vec<(&str, String)> = quoted(&texts)
            .into_iter()
            .map(|text| (path, text))
            .collect();
        all_agree("strings.Strings", &rows);
    }
    let escaped = ["\"\\u0041\\ud83d\\ude00\"", "\"\\/\""];
    let rows: Vec<(&str, String)> = escaped.map(|text| ("string", text.to_owned())).into();
    all_agree("strings.Strings", &rows);
}

#[test]
fn dicts_and_sets_are_written_in_one_order_by_all() {
    let keys = [
        "\u{FFFF}",
        "\u{10000}",
        "a",
        "",
        "Z",
        "__proto__",
        "constructor",
        "10",
        "9",
        "-1",
        "\0",
        "é",
    ];
    let object = |entries: Vec<String>| format!("{{{}}}", entries.join(","));
    let strings = |keys: &[String]| object(keys.iter().map(|key| format!("{key}:1")).collect());
    let numbered: Vec<String> = (0..40)
        .map(|number| format!("\"{}\"", number * 37 % 41))
        .collect();
    let pairs = |numbers: &[i64], value: &str| {
        let pairs: Vec<String> = numbers.iter().map(|n| format!("[{n},{value}]")).collect();
        format!("[{}]", pairs.join(","))
    };
    let forty: Vec<i64> = (0..40).map(|number| number * 37 % 41 - 20).collect();
    let colour = |name: &str| {
        format!("{{\"type\":\"enums.Colour\",\"variant\":\"{name}\",\"fields\":{{}}}}")
    };
    let none = "{\"type\":\"gleam/option.Option\",\"variant\":\"None\",\"fields\":{}}";
    let colours: Vec<String> = ["Red", "Green", "Blue"]
        .map(|name| format!("[{},{none}]", colour(name)))
        .into();
    all_agree(
        "dicts.Dicts",
        &[
            ("strings", strings(&quoted(&keys))),
            ("strings", strings(&numbered)),
            ("i64s", pairs(&forty, "\"\"")),
            (
                "i128s",
                format!(
                    "[[\"{}\",null],[-1,null],[\"{}\",null]]",
                    i128::MAX,
                    i128::MIN
                ),
            ),
            ("u128s", format!("[[\"{}\",null],[0,null]]", u128::MAX)),
            ("u8s", pairs(&[255, 0, 128, 127], "0.5")),
            ("bools", "[[true,[]],[false,[1]]]".to_owned()),
            ("colours", format!("[{}]", colours.join(","))),
            (
                "chars",
                "{\"\u{10000}\":1,\"\u{FFFF}\":2,\"a\":3}".to_owned(),
            ),
        ],
    );
    all_agree(
        "sets.Sets",
        &[
            ("words", format!("[{}]", quoted(&keys).join(","))),
            (
                "numbers",
                "[300,-1,0,255,256,-300,\"9223372036854775807\"]".to_owned(),
            ),
            (
                "colours",
                format!("[{},{}]", colour("Green"), colour("Blue")),
            ),
            ("sets", "[[1],[],[1,2],[-1]]".to_owned()),
        ],
    );
}

#[test]
fn nothing_inside_of_something_stays_apart_from_nothing() {
    let none = "{\"type\":\"gleam/option.Option\",\"variant\":\"None\",\"fields\":{}}";
    let some = |inner: &str| {
        format!("{{\"type\":\"gleam/option.Option\",\"variant\":\"Some\",\"fields\":[{inner}]}}")
    };
    let empty = |name: &str| {
        format!("{{\"type\":\"structs.{name}\",\"variant\":\"{name}\",\"fields\":{{}}}}")
    };
    let maybe = format!("{{\"type\":\"nested.Maybe\",\"variant\":\"Maybe\",\"fields\":[{none}]}}");
    all_agree(
        "nested.Options",
        &[
            ("twice", some(none)),
            ("twice", some(&some("1"))),
            ("thrice", some(none)),
            ("thrice", some(&some(none))),
            ("thrice", some(&some(&some("\"\"")))),
            ("unit", some("null")),
            ("empty", some(&empty("Empty"))),
            ("unit_struct", some(&empty("Unit"))),
            ("wrapped", some(&maybe)),
            ("boxed", some(none)),
        ],
    );
}

#[test]
fn a_list_of_many_items_arrives_as_a_term() {
    let contract = files::contract();
    let many: Vec<Vec<u8>> = (0..70_000).map(|number| term::int(number % 300)).collect();
    let lists = [vec![], vec![], many, vec![]].map(|items| term::list(&items));
    let etf = term::whole(&term::record(&contract, "ints.Many", &lists));
    let case = case("ints.Many");
    equal("Rust", &(case.term)(&etf).expect("a value"), &etf).expect("equal bytes");
    for (who, end) in ends().all() {
        let parts = end.exchange(Sent::Term, case.name, &etf);
        equal(who, &parts.expect("a value")[0], &etf).expect("equal bytes");
    }
}
