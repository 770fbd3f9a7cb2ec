//! Hostile input: cut, bent, too deep, too long. Nothing here may panic or allocate at will.

use std::collections::{BTreeMap, HashMap, HashSet};

use libero_wire::Limits;
use libero_wire::error::{DecodeError, DecodeErrorKind as Kind, EncodeError, EncodeErrorKind};
use libero_wire::v1::{etf, json};

struct C;

/// A value that holds a bit of everything.
type Sample = (
    Vec<Option<i64>>,
    BTreeMap<String, (f64, bool)>,
    BTreeMap<i16, Result<u128, char>>,
    HashSet<String>,
    Vec<u8>,
    (),
);

fn sample() -> Sample {
    (
        vec![Some(1), None, Some(-70_000), Some(i64::MIN)],
        BTreeMap::from([
            ("k\u{e9}\n".to_owned(), (1.5, true)),
            ("l".to_owned(), (-0.0, false)),
        ]),
        BTreeMap::from([(-1, Ok(u128::MAX)), (300, Err('\u{1f600}'))]),
        HashSet::from(["x".to_owned(), "y".to_owned()]),
        vec![1, 2, 3, 4],
        (),
    )
}

fn etf_read(input: &[u8]) -> Result<Sample, DecodeError> {
    etf::from_slice::<C, Sample>(input)
}

fn json_read(input: &[u8]) -> Result<Sample, DecodeError> {
    json::from_slice::<C, Sample>(input)
}

type Read = fn(&[u8]) -> Result<Sample, DecodeError>;

fn both() -> [(Vec<u8>, Read); 2] {
    [
        (etf::to_vec::<C, _>(&sample()).unwrap(), etf_read),
        (json::to_vec::<C, _>(&sample()).unwrap(), json_read),
    ]
}

#[test]
fn a_cut_is_seen_at_every_byte() {
    for (whole, read) in both() {
        assert_eq!(read(&whole), Ok(sample()));
        for end in 0..whole.len() {
            let error = read(&whole[..end]).expect_err("a cut");
            assert!(error.offset() <= end, "{error:?}");
        }
    }
}

#[test]
fn a_bent_bit_or_byte_never_panics() {
    for (whole, read) in both() {
        for at in 0..whole.len() {
            let mut bent = whole.clone();
            for bit in 0..8 {
                bent[at] = whole[at] ^ (1 << bit);
                let _ = read(&bent);
            }
            for byte in [
                0, 0x7f, 0xff, b'"', b'{', b'[', 104, 108, 109, 110, 111, 116,
            ] {
                bent[at] = byte;
                let _ = read(&bent);
            }
        }
    }
}

#[test]
fn lengths_beyond_the_input_are_refused_before_anything_is_made() {
    let bombs: [&[u8]; 4] = [
        b"\x83\x6c\xff\xff\xff\xff",
        b"\x83\x6c\x7f\xff\xff\xff\x6a\x6a\x6a",
        b"\x83\x6c\x00\x00\x00\x05\x77\x03nil\x6a",
        b"\x83\x6c\x00\x10\x00\x00",
    ];
    for bomb in bombs {
        let unit = etf::from_slice::<C, Vec<()>>(bomb).unwrap_err();
        assert_eq!(unit.kind(), Kind::Truncated, "{unit:?}");
        let nested = etf::from_slice::<C, Vec<Vec<[u64; 32]>>>(bomb).unwrap_err();
        assert!(
            matches!(nested.kind(), Kind::Truncated | Kind::Type),
            "{nested:?}"
        );
    }
    let map =
        etf::from_slice::<C, BTreeMap<u8, u8>>(b"\x83\x74\xff\xff\xff\xff\x61\x01").unwrap_err();
    assert_eq!(map.kind(), Kind::Truncated);
    let text = etf::from_slice_with::<C, String>(
        b"\x83\x6d\xff\xff\xff\xff",
        &Limits {
            string_bytes: usize::MAX,
            ..Limits::default()
        },
    );
    assert_eq!(text.unwrap_err().kind(), Kind::Truncated);
    let big = etf::from_slice::<C, u128>(b"\x83\x6f\xff\xff\xff\xff\x00\x01").unwrap_err();
    assert_eq!(big.kind(), Kind::Truncated);
}

#[test]
fn a_key_that_is_there_twice_is_refused_wherever_it_stands() {
    let term = |keys: &[u8]| {
        let count = u32::try_from(keys.len()).unwrap();
        let entries = keys.iter().flat_map(|key| [97, *key, 97, 0]);
        let head = [&[131, 116][..], &count.to_be_bytes()].concat();
        head.into_iter().chain(entries).collect::<Vec<u8>>()
    };
    for len in [2, 11, 12, 13, 40] {
        let keys: Vec<u8> = (0..len).collect();
        let expected: BTreeMap<u8, u8> = keys.iter().map(|key| (*key, 0)).collect();
        let half = usize::from(len) / 2;
        let mut orders = vec![keys.clone(), keys.iter().rev().copied().collect()];
        orders.push([&keys[half..], &keys[..half]].concat());
        for order in orders {
            let sorted = etf::from_slice::<C, BTreeMap<u8, u8>>(&term(&order));
            assert_eq!(sorted.as_ref(), Ok(&expected), "{order:?}");
            let hashed = etf::from_slice::<C, HashMap<u8, u8>>(&term(&order)).unwrap();
            assert_eq!(hashed.into_iter().collect::<BTreeMap<_, _>>(), expected);
            for at in 1..order.len() {
                let mut twice = order.clone();
                twice[at] = twice[at - 1];
                let term = term(&twice);
                for error in [
                    etf::from_slice::<C, BTreeMap<u8, u8>>(&term).unwrap_err(),
                    etf::from_slice::<C, HashMap<u8, u8>>(&term).unwrap_err(),
                ] {
                    assert_eq!(error.kind(), Kind::Duplicate);
                    assert_eq!(error.path(), format!("value[{at}][0]"));
                    assert_eq!(error.offset(), 6 + 4 * at);
                }
            }
        }
    }
}

/// A list of itself, the deepest thing that there is.
#[derive(Debug, PartialEq)]
struct Nest(Vec<Nest>);

impl etf::Encode<C> for Nest {
    fn encode(&self, w: &mut etf::Writer) -> Result<(), EncodeError> {
        w.nested(|w| etf::Encode::<C>::encode(&self.0, w))
    }
}

impl etf::Decode<C> for Nest {
    const MIN_LEN: usize = 1;

    fn decode(r: &mut etf::Reader<'_>) -> Result<Self, DecodeError> {
        r.nested(etf::Decode::<C>::decode).map(Self)
    }
}

impl json::Encode<C> for Nest {
    fn encode(&self, w: &mut json::Writer) -> Result<(), EncodeError> {
        json::Encode::<C>::encode(&self.0, w)
    }
}

impl json::Decode<C> for Nest {
    fn decode(r: &mut json::Reader<'_>) -> Result<Self, DecodeError> {
        json::Decode::<C>::decode(r).map(Self)
    }
}

/// A constructor around itself: the frames of generated code.
#[derive(Debug, PartialEq)]
struct Chain(Option<Box<Chain>>);

impl etf::Encode<C> for Chain {
    fn encode(&self, w: &mut etf::Writer) -> Result<(), EncodeError> {
        w.raw(b"\x68\x02\x77\x0a0123456789");
        w.nested(|w| etf::encode_field::<C, _>(&self.0, "next", w))
    }
}

impl etf::Decode<C> for Chain {
    const MIN_LEN: usize = 15;

    fn decode(r: &mut etf::Reader<'_>) -> Result<Self, DecodeError> {
        r.record(b"0123456789", 1, "m.Chain")?;
        r.nested(|r| Ok(Self(etf::decode_field::<C, _>(r, "next")?)))
    }
}

fn nest(depth: usize) -> Nest {
    (1..depth).fold(Nest(Vec::new()), |inner, _| Nest(vec![inner]))
}

fn nested_term(depth: usize) -> Vec<u8> {
    let mut term = vec![131];
    for _ in 0..depth {
        term.extend_from_slice(b"\x6c\x00\x00\x00\x01");
    }
    term.push(106);
    term.resize(term.len() + depth, 106);
    term
}

#[test]
fn depth_is_limited_alike_for_readers_and_writers() {
    assert!(etf::from_slice::<C, Nest>(&nested_term(511)).is_ok());
    let error = etf::from_slice::<C, Nest>(&nested_term(512)).unwrap_err();
    assert_eq!(error.message(), "nested deeper than 512");
    assert!(etf::from_slice::<C, Nest>(&nested_term(100_000)).is_err());
    assert!(etf::to_vec::<C, _>(&nest(512)).is_ok());
    let error = etf::to_vec::<C, _>(&nest(513)).unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::TooDeep);

    let text = |depth| ["[".repeat(depth), "]".repeat(depth)].concat().into_bytes();
    assert_eq!(json::from_slice::<C, Nest>(&text(128)), Ok(nest(128)));
    let error = json::from_slice::<C, Nest>(&text(129)).unwrap_err();
    assert_eq!(error.message(), "nested deeper than 128");
    assert!(json::from_slice::<C, Nest>(&text(400_000)).is_err());
    assert_eq!(json::to_vec::<C, _>(&nest(128)).unwrap(), text(128));
    assert!(json::to_vec::<C, _>(&nest(129)).is_err());
}

#[test]
fn depth_512_fits_the_stack_of_a_thread() {
    let run = || {
        let chain = (1..512).fold(Chain(None), |inner, _| Chain(Some(Box::new(inner))));
        let term = etf::to_vec::<C, _>(&chain).unwrap();
        assert_eq!(etf::from_slice::<C, Chain>(&term), Ok(chain));
        let deeper = (1..513).fold(Chain(None), |inner, _| Chain(Some(Box::new(inner))));
        assert!(etf::to_vec::<C, _>(&deeper).is_err());
        assert!(etf::from_slice::<C, Nest>(&nested_term(511)).is_ok());
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(run);
    thread.unwrap().join().unwrap();
}

#[test]
fn values_that_are_skipped_are_limited_too() {
    let depth = 100_000;
    let text = format!(
        r#"{{"fields":{}{},"type":"x"}}"#,
        "[".repeat(depth),
        "]".repeat(depth)
    );
    let error = json::from_slice::<C, Option<u8>>(text.as_bytes()).unwrap_err();
    assert_eq!(error.message(), "nested deeper than 128");
    let bad = json::from_slice::<C, Option<u8>>(br#"{"fields":[01],"type":"x"}"#).unwrap_err();
    assert_eq!(bad.kind(), Kind::Syntax);
}

macro_rules! wide {
    ($($field:ident)*) => {
        /// Many fields: a large frame in a debug build.
        #[derive(Clone, Debug, Default, PartialEq)]
        struct Wide {
            $($field: String,)*
            next: Vec<Wide>,
        }

        impl etf::Encode<C> for Wide {
            fn encode(&self, w: &mut etf::Writer) -> Result<(), EncodeError> {
                w.raw(b"\x68\x2a\x77\x0a0123456789");
                w.nested(|w| {
                    $(etf::encode_field::<C, _>(&self.$field, stringify!($field), w)?;)*
                    etf::encode_field::<C, _>(&self.next, "next", w)
                })
            }
        }

        impl etf::Decode<C> for Wide {
            const MIN_LEN: usize = 55;

            fn decode(r: &mut etf::Reader<'_>) -> Result<Self, DecodeError> {
                r.record(b"0123456789", 41, "m.Wide")?;
                r.nested(|r| {
                    Ok(Self {
                        $($field: etf::decode_field::<C, _>(r, stringify!($field))?,)*
                        next: etf::decode_field::<C, _>(r, "next")?,
                    })
                })
            }
        }
    };
}

wide!(f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 f20 f21 f22 f23 f24 f25 f26 f27 f28 f29 f30 f31 f32 f33 f34 f35 f36 f37 f38 f39);

/// In a debug build the stack ends before the depth does; in both an error comes of it.
#[test]
fn large_types_cannot_overflow_the_stack_of_a_thread() {
    let run = || {
        for depth in [16, 256, 512] {
            let mut term = vec![131];
            for _ in 0..depth {
                term.extend_from_slice(b"\x68\x2a\x77\x0a0123456789");
                term.extend_from_slice(&b"\x6d\x00\x00\x00\x00".repeat(40));
                term.extend_from_slice(b"\x6c\x00\x00\x00\x01");
            }
            let read = etf::from_slice::<C, Wide>(&term).unwrap_err();
            assert!(
                depth == 16 || read.kind() == Kind::Limit,
                "{}",
                read.message()
            );
            let mut wide = Wide::default();
            for _ in 0..depth {
                let next = vec![wide];
                wide = Wide::default();
                wide.next = next;
            }
            let written = etf::to_vec::<C, _>(&wide);
            assert!(depth != 16 || written.is_ok());
        }
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(run);
    thread.unwrap().join().unwrap();
}
