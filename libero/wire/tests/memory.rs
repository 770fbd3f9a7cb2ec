//! What hostile input can make a reader allocate: no more than a constant times its own length.

#![allow(missing_docs)]

use std::alloc::System;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use libero_wire::v1::{DecodeError, etf, json};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

struct Wire;

/// Bytes that may be allocated for each byte of input, growth by doubling included. The widest item
/// here has 136 bytes in memory and 6 on the wire.
const PER_BYTE: usize = 60;
/// Bytes that may be allocated for an error and its path.
const AT_LEAST: usize = 4096;

type Wide = [u64; 16];

/// Lists in lists, as deep as the limits allow.
struct Nest {
    #[allow(dead_code)]
    inner: Vec<Nest>,
}

impl json::Decode<Wire> for Nest {
    fn decode(r: &mut json::Reader<'_>) -> Result<Self, DecodeError> {
        let inner = r.list::<Wire, Nest>()?;
        Ok(Self { inner })
    }
}

impl etf::Decode<Wire> for Nest {
    const MIN_LEN: usize = 1;

    fn decode(r: &mut etf::Reader<'_>) -> Result<Self, DecodeError> {
        let inner = r.nested(etf::Reader::list::<Wire, Nest>)?;
        Ok(Self { inner })
    }
}

/// Lists inside each other, each of which claims as many items as there are bytes left.
fn nested_claims(levels: u32, len: u32) -> Vec<u8> {
    let claims = (1..=levels).flat_map(|level| {
        let left = len - level * 5;
        [108].into_iter().chain(left.to_be_bytes())
    });
    let mut input: Vec<u8> = [131].into_iter().chain(claims).collect();
    input.resize(len as usize + 1, 106);
    input
}

fn allocated(run: impl FnOnce()) -> usize {
    let region = Region::new(ALLOCATOR);
    run();
    region.change().bytes_allocated
}

fn check<T: etf::Decode<Wire> + json::Decode<Wire>>(input: &[u8], what: &str) {
    let bound = AT_LEAST + PER_BYTE * input.len();
    let of_etf = allocated(|| drop(etf::from_slice::<Wire, T>(input)));
    assert!(
        of_etf <= bound,
        "{what} in ETF: {of_etf} bytes for {} of input",
        input.len()
    );
    let of_json = allocated(|| drop(json::from_slice::<Wire, T>(input)));
    assert!(
        of_json <= bound,
        "{what} in JSON: {of_json} bytes for {} of input",
        input.len()
    );
}

fn check_all(input: &[u8]) {
    check::<Vec<u64>>(input, "integers");
    check::<Vec<()>>(input, "units");
    check::<Vec<String>>(input, "texts");
    check::<Vec<Option<Wide>>>(input, "wide items");
    check::<Vec<Vec<Vec<u8>>>>(input, "nested lists");
    check::<Vec<Vec<Vec<Vec<Vec<Wide>>>>>>(input, "lists in lists of wide items");
    check::<Vec<HashMap<u8, HashMap<u8, Wide>>>>(input, "dicts in dicts");
    check::<HashMap<String, u64>>(input, "a dict");
    check::<BTreeMap<u64, Vec<Wide>>>(input, "a sorted dict");
    check::<BTreeSet<String>>(input, "a set");
    check::<Vec<Vec<Vec<String>>>>(input, "nested texts");
    check::<(String, Vec<u8>, u128)>(input, "a tuple");
    check::<String>(input, "a text");
    check::<Vec<u8>>(input, "bytes");
}

/// A header that claims `count` items, then `body`.
fn claims(tag: u8, count: u32, body: &[u8]) -> Vec<u8> {
    [&[131, tag][..], &count.to_be_bytes(), body].concat()
}

/// Sorted dicts of one entry each take a node for eleven: the most that a byte of valid input can
/// cost, by the sizes of the type alone.
fn check_small_dicts() {
    const NODE: usize = 11;
    type Dict = BTreeMap<u8, Option<Wide>>;
    let count = 5000;
    let entry = b"t\0\0\0\x01a\x01w\x04none";
    let mut input = claims(108, count, &entry.repeat(count as usize));
    input.push(106);
    let mut read = 0;
    let all = allocated(|| {
        read = etf::from_slice::<Wire, Vec<Dict>>(&input).map_or(0, |all| all.len());
    });
    assert_eq!(read, count as usize);
    // a third more for what keeps a node together, and for the list
    let node = NODE * size_of::<(u8, Option<Wide>)>() * 4 / 3;
    assert!(
        all <= AT_LEAST + node * read,
        "{all} bytes for {read} dicts"
    );
    let text = format!("[{}[]]", "[[1,{\"type\":1}]],".repeat(count as usize));
    check::<Vec<Dict>>(text.as_bytes(), "small dicts that are refused");
}

/// One test, so that no other thread allocates while it counts.
#[test]
fn memory_is_bounded_by_the_length_of_the_input() {
    const LIST: u8 = 108;
    const MAP: u8 = 116;
    const BINARY: u8 = 109;
    const TUPLE: u8 = 105;
    for tag in [LIST, MAP, BINARY, TUPLE] {
        for count in [20, 1 << 16, 1 << 24, u32::MAX] {
            check_all(&claims(tag, count, &[]));
            check_all(&claims(tag, count, &[97; 20]));
        }
    }
    for levels in [1, 10, 500] {
        let input = nested_claims(levels, 1 << 16);
        let of_lists = allocated(|| drop(etf::from_slice::<Wire, Nest>(&input)));
        let bound = AT_LEAST + PER_BYTE * input.len();
        assert!(of_lists <= bound, "{levels} claims: {of_lists} bytes");
        check_all(&input);
    }
    // Lists inside each other, each with some items that let expect many more.
    for width in [1, 23, 24, 25, 130] {
        for levels in [1, 10, 120] {
            let open = format!("[{}", "[],".repeat(width)).repeat(levels);
            for end in ["", "[]"] {
                let close = if end.is_empty() { 0 } else { levels };
                let input = format!("{open}{end}{}", "]".repeat(close));
                check::<Nest>(input.as_bytes(), "lists in lists");
            }
        }
    }
    check_all(format!("[{}[]]", format!("[{}[]],", "[],".repeat(24)).repeat(50)).as_bytes());
    // as many items as there are bytes for
    for body in [&b"a\x01"[..], b"w\x04none", b"w\x03nil", b"m\0\0\0\0", b"j"] {
        let count = 2000;
        let mut input = claims(LIST, count, &body.repeat(count as usize));
        check_all(&input);
        input.push(106);
        check_all(&input);
    }
    for text in [
        "[",
        "[[",
        "{\"a\":",
        "[null,",
        "[\"\",",
        "[{},",
        "[1,",
        "\"\\u0041",
        "[[\"k\",",
    ] {
        for count in [1, 100, 2000] {
            check_all(text.repeat(count).as_bytes());
        }
    }
    let many = format!("[{}null]", "null,".repeat(10_000));
    check_all(many.as_bytes());
    // Lists whose first item lets expect many more.
    let long = format!("[[\"{}\"]],", "a".repeat(600)).repeat(50);
    check_all(format!("[{long}[]]").as_bytes());
    let wide = format!("[[{}],", "0,".repeat(300)).repeat(50);
    check_all(wide.as_bytes());
    check_small_dicts();
}
