//! Terms that every end must refuse.

use parity::cases::case;
use parity::end::Sent;
use parity::ends::ends;
use parity::files;
use parity::term::{atom, big, binary, float, int, list, map, record, tuple, variant, whole};

const TITLE: &str = "pages/home.ServerLoadTitle";
const ITEM: &str = "pages/home.Item";

/// Checks that no end takes any of the inputs.
fn all_refuse(rows: &[(&str, &str, Vec<u8>)]) {
    let mut taken = vec![];
    let mut ends = ends();
    for (what, name, input) in rows {
        if (case(name).term)(input).is_ok() {
            taken.push(format!("Rust takes {what}"));
        }
        for (who, end) in ends.all() {
            if end.exchange(Sent::Term, name, input).is_ok() {
                taken.push(format!("{who} takes {what}"));
            }
        }
    }
    assert!(taken.is_empty(), "{}", taken.join("\n"));
}

#[test]
fn no_end_takes_a_term_that_is_cut_off() {
    let contract = files::contract();
    let fields = [binary("é"), list(&[binary("a")]), binary("")];
    let etf = whole(&record(&contract, ITEM, &fields));
    assert_eq!((case(ITEM).term)(&etf).as_ref(), Ok(&etf));
    let rows: Vec<_> = (0..etf.len())
        .map(|length| ("a term that is cut off", ITEM, etf[..length].to_vec()))
        .collect();
    all_refuse(&rows);
}

#[test]
fn no_end_takes_a_term_that_is_not_one_plain_term() {
    let contract = files::contract();
    let good = record(&contract, TITLE, &[int(7)]);
    let with = |id: &[u8]| whole(&record(&contract, TITLE, &[id.to_vec()]));
    let head = |first: u8| [&[first], &good[..]].concat();
    // `term_to_binary(…, [compressed])` of a string of 100 `a`.
    let compressed = [
        131, 80, 0, 0, 0, 105, 120, 156, 203, 101, 96, 96, 72, 73, 164, 61, 0, 0, 185, 162, 38, 235,
    ];
    let node = [&[119, 1][..], b"n"].concat();
    let pid = [&[88][..], &node, &[0; 12]].concat();
    let port = [&[89][..], &node, &[0; 8]].concat();
    let reference = [&[90, 0, 1][..], &node, &[0; 8]].concat();
    let fun = [&[113][..], &atom("lists"), &atom("map"), &int(2)].concat();
    let improper = [&[108, 0, 0, 0, 1][..], &int(1), &int(2)].concat();
    let bits = [&[77, 0, 0, 0, 1, 3][..], &[0xE0]].concat();
    let rows = [
        ("nothing", TITLE, vec![]),
        ("a version alone", TITLE, vec![131]),
        ("another version", TITLE, head(130)),
        ("no version", TITLE, good.clone()),
        ("two terms", TITLE, [whole(&good), int(1)].concat()),
        ("a byte too many", TITLE, [whole(&good), vec![0]].concat()),
        ("a compressed term", TITLE, compressed.to_vec()),
        ("a tag that is none", TITLE, with(&[200])),
        ("a pid", TITLE, with(&pid)),
        ("a port", TITLE, with(&port)),
        ("a reference", TITLE, with(&reference)),
        ("a fun", TITLE, with(&fun)),
        ("an improper list", TITLE, with(&improper)),
        ("bits", TITLE, with(&bits)),
        (
            "a list that claims four billion items",
            TITLE,
            with(&[108, 255, 255, 255, 255]),
        ),
        (
            "a binary that claims four billion bytes",
            TITLE,
            with(&[109, 255, 255, 255, 255]),
        ),
        (
            "a map that claims four billion keys",
            TITLE,
            with(&[116, 255, 255, 255, 255]),
        ),
        (
            "a tuple that claims four billion items",
            TITLE,
            with(&[105, 255, 255, 255, 255]),
        ),
    ];
    all_refuse(&rows);
}

#[test]
fn no_end_takes_a_constructor_that_is_another() {
    let contract = files::contract();
    let bare = |name| parity::term::constructor(&contract, name, None);
    let painted = |inner: &[u8]| {
        let name = Some("Painted");
        whole(&variant(
            &contract,
            "pushes.Notice",
            name,
            &[inner.to_vec()],
        ))
    };
    let refusal = "pages/failures.Refusal";
    let closed = parity::term::constructor(&contract, "pushes.Notice", Some("Closed"));
    let red = parity::term::constructor(&contract, "enums.Colour", Some("Red"));
    assert!((case("pushes.Notice").term)(&painted(&red)).is_ok());
    let rows = [
        (
            "another struct",
            TITLE,
            whole(&record(&contract, "pushes.Tick", &[int(7)])),
        ),
        (
            "a hash of nothing",
            TITLE,
            whole(&tuple(&[atom("0000000000"), int(7)])),
        ),
        ("a bare atom for fields", TITLE, whole(&bare(TITLE))),
        ("a field too few", TITLE, whole(&tuple(&[bare(TITLE)]))),
        (
            "a field too many",
            TITLE,
            whole(&record(&contract, TITLE, &[int(7), int(7)])),
        ),
        ("a tuple without a name", TITLE, whole(&tuple(&[int(7)]))),
        ("an empty tuple", TITLE, whole(&tuple(&[]))),
        (
            "a binary for a name",
            TITLE,
            whole(&tuple(&[binary("x"), int(7)])),
        ),
        ("a field alone", TITLE, whole(&int(7))),
        (
            "a tuple for a bare atom",
            refusal,
            whole(&tuple(&[bare(refusal)])),
        ),
        ("a word for a bare atom", refusal, whole(&atom("refusal"))),
        (
            "a tuple for a unit variant",
            "pushes.Notice",
            whole(&tuple(&[closed])),
        ),
        (
            "a variant of another enum",
            "pushes.Notice",
            painted(&atom("true")),
        ),
        (
            "a constructor of the wrong enum",
            "pushes.Notice",
            whole(&tuple(&[bare(TITLE), int(1)])),
        ),
    ];
    all_refuse(&rows);
}

#[test]
fn no_end_takes_a_value_of_another_type() {
    let contract = files::contract();
    let mut rows = vec![];
    let good = [atom("true"), binary("a"), atom("nil"), list(&[]), list(&[])];
    let name = "scalars.Scalars";
    assert!((case(name).term)(&whole(&record(&contract, name, &good))).is_ok());
    let mut wrong =
        |what: &'static str, name: &'static str, good: &[Vec<u8>], index: usize, bad: Vec<u8>| {
            let mut fields = good.to_vec();
            fields[index] = bad;
            rows.push((what, name, whole(&record(&contract, name, &fields))));
        };
    for (what, index, bad) in [
        ("a word for a bool", 0, atom("maybe")),
        ("a number for a bool", 0, int(1)),
        ("a binary for a bool", 0, binary("true")),
        ("two characters", 1, binary("ab")),
        ("no character", 1, binary("")),
        ("a number for a character", 1, int(97)),
        ("a broken character", 1, binary([0xC3])),
        ("none for nil", 2, atom("none")),
        ("an empty list for nil", 2, list(&[])),
        ("a binary for a list", 3, binary("a")),
        ("a string for a list of characters", 3, vec![107, 0, 1, 97]),
        ("an atom for a list", 4, atom("nil")),
        ("numbers for a list of nil", 4, list(&[int(0)])),
    ] {
        wrong(what, name, &good, index, bad);
    }
    let zero = [
        [(); 12].map(|()| int(0)).to_vec(),
        vec![record(&contract, "ints.Many", &[(); 4].map(|()| list(&[])))],
    ]
    .concat();
    let name = "ints.Ints";
    assert!((case(name).term)(&whole(&record(&contract, name, &zero))).is_ok());
    let two_63 = [0, 0, 0, 0, 0, 0, 0, 128];
    let two_64 = [0, 0, 0, 0, 0, 0, 0, 0, 1];
    let mut two_127 = [0; 16];
    two_127[15] = 128;
    let mut two_128 = [0; 17];
    two_128[16] = 1;
    for (what, index, bad) in [
        ("128 for i8", 0, int(128)),
        ("-129 for i8", 0, int(-129)),
        ("32768 for i16", 1, int(32_768)),
        ("2^31 for i32", 2, big(0, &[0, 0, 0, 128])),
        ("2^63 for i64", 3, big(0, &two_63)),
        ("2^127 for i128", 4, big(0, &two_127)),
        ("2^63 for isize", 5, big(0, &two_63)),
        ("256 for u8", 6, int(256)),
        ("-1 for u8", 6, int(-1)),
        ("65536 for u16", 7, int(65_536)),
        ("2^32 for u32", 8, big(0, &[0, 0, 0, 0, 1])),
        ("-1 for u32", 8, int(-1)),
        ("2^64 for u64", 9, big(0, &two_64)),
        ("-1 for u64", 9, big(1, &[1])),
        ("2^128 for u128", 10, big(0, &two_128)),
        ("-1 for u128", 10, int(-1)),
        ("-1 for usize", 11, int(-1)),
        ("a float for a number", 3, float(1.0)),
        ("a binary for a number", 3, binary("1")),
        ("an atom for a number", 3, atom("one")),
    ] {
        wrong(what, name, &zero, index, bad);
    }
    let float_zero = [float(0.0), float(0.0), list(&[]), list(&[])];
    let beyond = big(0, &[1, 0, 0, 0, 0, 0, 32]);
    for (what, index, bad) in [
        ("infinity", 1, float(f64::INFINITY)),
        ("not a number", 1, float(f64::NAN)),
        ("more than f32 holds", 0, float(1e39)),
        ("a whole number that is no float", 1, beyond),
        ("a binary for a float", 1, binary("1.0")),
    ] {
        wrong(what, "floats.Floats", &float_zero, index, bad);
    }
    let broken = [binary("a"), list(&[]), binary("")];
    for (what, bad) in [
        ("a string that is not UTF-8", binary([0xFF])),
        ("a surrogate", binary([0xED, 0xA0, 0x80])),
        ("an overlong form", binary([0xC0, 0x80])),
        ("an atom for a string", atom("a")),
        ("a list of bytes for a string", vec![107, 0, 1, 97]),
    ] {
        wrong(what, ITEM, &broken, 0, bad);
    }
    all_refuse(&rows);
}

#[test]
fn no_end_takes_a_collection_that_breaks_its_rules() {
    let contract = files::contract();
    let empty = map(&[]);
    let dicts = vec![empty; 11];
    let sets = vec![list(&[]); 7];
    let good = |name: &str, fields: &[Vec<u8>]| {
        assert!(
            (case(name).term)(&whole(&record(&contract, name, fields))).is_ok(),
            "{name}"
        );
    };
    good("dicts.Dicts", &dicts);
    good("sets.Sets", &sets);
    let dict = |index: usize, pairs: &[(Vec<u8>, Vec<u8>)]| {
        let mut fields = dicts.clone();
        fields[index] = map(pairs);
        whole(&record(&contract, "dicts.Dicts", &fields))
    };
    let set = |index: usize, items: &[Vec<u8>]| {
        let mut fields = sets.clone();
        fields[index] = list(items);
        whole(&record(&contract, "sets.Sets", &fields))
    };
    let twice = [(binary("a"), int(1)), (binary("a"), int(2))];
    let number_twice = [(int(1), binary("")), (int(1), binary(""))];
    let pair = |key: Vec<u8>, value: Vec<u8>| [(key, value)];
    let rows = [
        ("a key twice", "dicts.Dicts", dict(0, &twice)),
        (
            "a number as key twice",
            "dicts.Dicts",
            dict(4, &number_twice),
        ),
        (
            "a number for a string key",
            "dicts.Dicts",
            dict(0, &pair(int(1), int(1))),
        ),
        (
            "a string for a number key",
            "dicts.Dicts",
            dict(4, &pair(binary("1"), binary(""))),
        ),
        (
            "256 as a key of u8",
            "dicts.Dicts",
            dict(5, &pair(int(256), float(0.0))),
        ),
        (
            "a word for a bool key",
            "dicts.Dicts",
            dict(8, &pair(atom("yes"), list(&[]))),
        ),
        (
            "a word for an enum key",
            "dicts.Dicts",
            dict(9, &pair(atom("red"), atom("none"))),
        ),
        (
            "a wrong value",
            "dicts.Dicts",
            dict(0, &pair(binary("a"), binary("1"))),
        ),
        (
            "an item twice",
            "sets.Sets",
            set(0, &[binary("a"), binary("a")]),
        ),
        (
            "a number twice",
            "sets.Sets",
            set(1, &[int(1), int(2), int(1)]),
        ),
        ("a byte twice", "sets.Sets", {
            let mut fields = sets.clone();
            fields[2] = vec![107, 0, 2, 7, 7];
            whole(&record(&contract, "sets.Sets", &fields))
        }),
    ];
    all_refuse(&rows);
}
