//! JSON that Rust and JavaScript must refuse, and at the same place.

use parity::cases::{Case, case};
use parity::edit;
use parity::end::Sent;
use parity::ends::ends;
use parity::files;

const NONE: &str = r#"{"type":"gleam/option.Option","variant":"None","fields":{}}"#;

/// What Rust and Node say of an input; each none where it was taken.
fn verdicts(case: &Case, input: &[u8]) -> [Option<String>; 2] {
    let rust = (case.from_json)(input).err();
    let node = ends().node.exchange(Sent::Json, case.name, input).err();
    [rust, node.map(|refused| refused.0)]
}

fn path(message: &str) -> &str {
    message.split(": ").next().unwrap_or_default()
}

/// Rows: a path as in [`edit::with`], what is put there, the path in the message.
fn refused_at(name: &str, rows: &[(&str, &str, &str)]) {
    let contract = files::contract();
    let case = case(name);
    let smallest = edit::smallest(&contract, case).to_string();
    let fine = verdicts(case, smallest.as_bytes());
    assert_eq!(fine, [None, None], "{name} {smallest}");
    let mut failures = vec![];
    for (place, text, expected) in rows {
        let input = edit::with(&contract, case, place, text);
        let [rust, node] = verdicts(case, input.as_bytes());
        for (who, verdict) in [("Rust", rust), ("Node", node)] {
            match verdict {
                None => failures.push(format!("{who} takes {place} = {text}")),
                Some(message) if path(&message) == *expected => {}
                Some(message) => failures.push(format!(
                    "{place} = {text}: {who} says `{message}`, not at `{expected}`"
                )),
            }
        }
    }
    assert!(failures.is_empty(), "{name}\n{}", failures.join("\n"));
}

#[test]
fn a_wrong_constructor_is_refused_where_it_is() {
    let name = "pages/home.ServerLoadTitle";
    refused_at(
        name,
        &[
            ("", "null", "value"),
            ("", "[]", "value"),
            ("", "7", "value"),
            ("", "\"text\"", "value"),
            ("", "{}", "value"),
            ("../type", "\"pages/home.Item\"", "value.type"),
            ("../type", "7", "value.type"),
            ("../type", "", "value"),
            ("../variant", "\"Other\"", "value.variant"),
            ("../variant", "", "value"),
            ("../more", "1", "value"),
            ("../fields", "", "value"),
            ("../fields", "[7]", "value.fields"),
            ("../fields", "null", "value.fields"),
            ("id", "", "value.fields.id"),
            ("more", "1", "value.fields.more"),
        ],
    );
    refused_at(
        "pages/failures.Refusal",
        &[
            ("../fields", "[1]", "value.fields"),
            ("../fields", "{\"a\":1}", "value.fields.a"),
            ("../fields", "null", "value.fields"),
        ],
    );
    refused_at(
        "enums.Enums",
        &[
            (
                "colour",
                r#"{"type":"enums.Colour","variant":"Pink","fields":{}}"#,
                "value.fields.colour.variant",
            ),
            ("colour", "\"Red\"", "value.fields.colour"),
            (
                "shape",
                r#"{"type":"enums.Shape","variant":"Line","fields":[1]}"#,
                "value.fields.shape.fields[1]",
            ),
            (
                "shape",
                r#"{"type":"enums.Shape","variant":"Line","fields":[1,2,3]}"#,
                "value.fields.shape.fields",
            ),
            (
                "shape",
                r#"{"type":"enums.Shape","variant":"Line","fields":[1,"x"]}"#,
                "value.fields.shape.fields[1]",
            ),
            (
                "shape",
                r#"{"type":"enums.Shape","variant":"Line","fields":{"0":1,"1":2}}"#,
                "value.fields.shape.fields",
            ),
            (
                "shape",
                r#"{"type":"enums.Shape","variant":"Rectangle","fields":[1,2]}"#,
                "value.fields.shape.fields",
            ),
            (
                "shapes",
                r#"[{"type":"enums.Shape","variant":"Point","fields":{}},{"type":"enums.Shape","variant":"Rectangle","fields":{"width":1,"height":-1}}]"#,
                "value.fields.shapes[1].fields.height",
            ),
        ],
    );
}

#[test]
fn a_wrong_scalar_is_refused_where_it_is() {
    let at = "value.fields.id";
    let not_u64 = [
        "\"x\"",
        "\"\"",
        "\"07\"",
        "\"7\"",
        "\"9007199254740991\"",
        "\"+1\"",
        "\" 1\"",
        "\"1e3\"",
        "\"1.0\"",
        "\"0x1\"",
        "-1",
        "1.5",
        "true",
        "null",
        "[]",
        "{}",
        "\"18446744073709551616\"",
        "\"-1\"",
        "18446744073709551616",
        "9007199254740993",
        "1e999",
    ];
    let rows: Vec<_> = not_u64.iter().map(|text| ("id", *text, at)).collect();
    refused_at("pages/home.ServerLoadTitle", &rows);
    refused_at(
        "ints.Ints",
        &[
            ("i8", "128", "value.fields.i8"),
            ("i8", "\"1\"", "value.fields.i8"),
            ("i16", "-32769", "value.fields.i16"),
            ("i32", "2147483648", "value.fields.i32"),
            ("i32", "\"5000000000\"", "value.fields.i32"),
            ("i64", "\"9223372036854775808\"", "value.fields.i64"),
            ("i64", "\"-9223372036854775809\"", "value.fields.i64"),
            (
                "i128",
                "\"170141183460469231731687303715884105728\"",
                "value.fields.i128",
            ),
            ("u8", "256", "value.fields.u8"),
            ("u16", "-1", "value.fields.u16"),
            ("u32", "4294967296", "value.fields.u32"),
            (
                "u128",
                "\"340282366920938463463374607431768211456\"",
                "value.fields.u128",
            ),
            (
                "many/fields/u16s",
                "[1,2,65536]",
                "value.fields.many.fields.u16s[2]",
            ),
        ],
    );
    refused_at(
        "floats.Floats",
        &[
            ("double", "1e999", "value.fields.double"),
            ("double", "\"1.0\"", "value.fields.double"),
            ("double", "null", "value.fields.double"),
            ("single", "1e39", "value.fields.single"),
            ("doubles", "[0.5,true]", "value.fields.doubles[1]"),
        ],
    );
    refused_at(
        "scalars.Scalars",
        &[
            ("bool", "0", "value.fields.bool"),
            ("bool", "\"true\"", "value.fields.bool"),
            ("char", "\"\"", "value.fields.char"),
            ("char", "\"ab\"", "value.fields.char"),
            ("char", "97", "value.fields.char"),
            ("unit", "{}", "value.fields.unit"),
            ("unit", "[]", "value.fields.unit"),
            ("unit", "false", "value.fields.unit"),
            ("chars", "\"ab\"", "value.fields.chars"),
        ],
    );
    refused_at(
        "strings.Strings",
        &[
            ("string", "7", "value.fields.string"),
            ("cow", "null", "value.fields.cow"),
        ],
    );
}

#[test]
fn wrong_bytes_are_refused_where_they_are() {
    let at = "value.fields.vec";
    let data = "value.fields.vec.data";
    refused_at(
        "bits.Bits",
        &[
            ("vec", "\"Zg==\"", at),
            ("vec", "[1]", at),
            ("vec", "{}", at),
            (
                "vec",
                r#"{"encoding":"base64","data":"Zg=="}"#,
                "value.fields.vec.encoding",
            ),
            ("vec", r#"{"encoding":"base64url"}"#, at),
            (
                "vec",
                r#"{"encoding":"base64url","data":"Zg==","more":1}"#,
                at,
            ),
            ("vec", r#"{"encoding":"base64url","data":"Zg"}"#, data),
            ("vec", r#"{"encoding":"base64url","data":"Zh=="}"#, data),
            ("vec", r#"{"encoding":"base64url","data":"Z==="}"#, data),
            ("vec", r#"{"encoding":"base64url","data":"Zg==Zg=="}"#, data),
            ("vec", r#"{"encoding":"base64url","data":"+/8="}"#, data),
            ("vec", r#"{"encoding":"base64url","data":"Z g="}"#, data),
            (
                "four",
                r#"{"encoding":"base64url","data":"Zg=="}"#,
                "value.fields.four",
            ),
        ],
    );
}

#[test]
fn a_wrong_collection_is_refused_where_it_is() {
    refused_at(
        "nested.Options",
        &[
            ("plain", "null", "value.fields.plain"),
            ("plain", "7", "value.fields.plain"),
            (
                "plain",
                r#"{"type":"gleam/option.Option","variant":"Some","fields":[]}"#,
                "value.fields.plain.fields[0]",
            ),
            (
                "plain",
                r#"{"type":"gleam/option.Option","variant":"Some","fields":[1,2]}"#,
                "value.fields.plain.fields",
            ),
            (
                "plain",
                r#"{"type":"gleam/option.Option","variant":"Some","fields":["x"]}"#,
                "value.fields.plain.fields[0]",
            ),
            (
                "plain",
                r#"{"type":"gleam/option.Option","variant":"None","fields":[1]}"#,
                "value.fields.plain.fields",
            ),
            (
                "plain",
                r#"{"type":"gleam/option.Option","variant":"Nothing","fields":{}}"#,
                "value.fields.plain.variant",
            ),
            (
                "plain",
                r#"{"type":"option.Option","variant":"None","fields":{}}"#,
                "value.fields.plain.type",
            ),
            (
                "result",
                NONE.replace("None", "Ok").as_str(),
                "value.fields.result.variant",
            ),
        ],
    );
    refused_at(
        "sequences.Arrays",
        &[
            ("three", "[1,2]", "value.fields.three"),
            ("three", "[1,2,3,4]", "value.fields.three"),
            ("none", "[\"\"]", "value.fields.none"),
            ("matrix", "[[1,2],[3,4],[5]]", "value.fields.matrix[2]"),
        ],
    );
    refused_at(
        "sequences.Sequences",
        &[
            ("vec", "{}", "value.fields.vec"),
            ("vec", "null", "value.fields.vec"),
            (
                "nested",
                "[[[1]],[[1,2],[3,true]]]",
                "value.fields.nested[1][1][1]",
            ),
        ],
    );
    refused_at(
        "tuples.Tuples",
        &[
            ("two", "[1]", "value.fields.two"),
            ("two", "[1,\"\",2]", "value.fields.two"),
            ("two", "[1,2]", "value.fields.two[1]"),
            ("two", "{\"0\":1,\"1\":\"\"}", "value.fields.two"),
        ],
    );
    refused_at(
        "dicts.Dicts",
        &[
            ("strings", "[]", "value.fields.strings"),
            ("strings", "{\"a\":\"x\"}", "value.fields.strings[\"a\"]"),
            ("i64s", "{}", "value.fields.i64s"),
            ("chars", "{\"ab\":1}", "value.fields.chars[\"ab\"]"),
            ("sets", "[]", "value.fields.sets"),
        ],
    );
    refused_at(
        "sets.Sets",
        &[
            ("numbers", "{}", "value.fields.numbers"),
            ("numbers", "[1,2,1]", "value.fields.numbers[2]"),
            ("words", "[\"a\",\"a\"]", "value.fields.words[1]"),
        ],
    );
}

#[test]
fn text_that_is_not_json_is_refused_by_both() {
    let name = "pages/home.ServerLoadTitle";
    let contract = files::contract();
    let good = edit::smallest(&contract, case(name)).to_string();
    let broken: Vec<Vec<u8>> = [
        String::new(),
        "{".to_owned(),
        "nul".to_owned(),
        format!("{good}x"),
        format!("{good}{good}"),
        format!("\u{feff}{good}"),
        good.replace(":0", ":00"),
        good.replace(":0", ":+1"),
        good.replace(":0", ":1."),
        good.replace(":0", ":.5"),
        good.replace(":0", ":0x1"),
        good.replace(":0", ":NaN"),
        good.replace(":0", ":0,"),
        good.replace('"', "'"),
        good.replace("variant", "vari\nant"),
        good.replace("variant", "vari\\xant"),
    ]
    .map(String::into_bytes)
    .into_iter()
    .chain([
        good.replace("variant", "v\u{1}").into_bytes(),
        b"\"\xff\"".to_vec(),
    ])
    .chain((0..good.len()).map(|length| good.as_bytes()[..length].to_vec()))
    .collect();
    for input in broken {
        let [rust, node] = verdicts(case(name), &input);
        let shown = input.escape_ascii();
        assert!(
            rust.is_some() && node.is_some(),
            "{shown}: {rust:?}, {node:?}"
        );
    }
}

#[test]
fn limits_hold_at_both_ends() {
    let contract = files::contract();
    let list = |items: usize| format!("[{}]", vec!["1"; items].join(","));
    let leaf = r#"{"type":"recursion.Tree","variant":"Leaf","fields":{}}"#;
    let deep = |levels: usize| {
        let open = r#"{"type":"recursion.Tree","variant":"Node","fields":{"left":"#;
        let close = format!(r#","value":1,"right":{leaf}}}}}"#);
        format!("{}{leaf}{}", open.repeat(levels), close.repeat(levels))
    };
    let many = case("ints.Many");
    let rows = [
        (
            many,
            edit::with(&contract, many, "i64s", &list(16_384)),
            true,
        ),
        (
            many,
            edit::with(&contract, many, "i64s", &list(16_385)),
            false,
        ),
        (case("recursion.Tree"), deep(60), true),
        (case("recursion.Tree"), deep(64), false),
        (case("recursion.Tree"), deep(5_000), false),
    ];
    for (case, input, fits) in rows {
        let [rust, node] = verdicts(case, input.as_bytes());
        let what = format!("{} of {} bytes", case.name, input.len());
        assert_eq!(
            [rust.is_none(), node.is_none()],
            [fits, fits],
            "{what}: {rust:?} {node:?}"
        );
    }
}
