//! Values of every carried type come back from both codecs as they were.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Debug;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, SystemTime};

use libero_wire::v1::{etf, frame, json};
use proptest::prelude::*;

struct C;

fn both<T: frame::Encode<C> + frame::Decode<C> + PartialEq + Debug>(value: &T) {
    let term = etf::to_vec::<C, T>(value).unwrap();
    assert_eq!(etf::from_slice::<C, T>(&term).as_ref(), Ok(value));
    let text = json::to_vec::<C, T>(value).unwrap();
    assert_eq!(json::from_slice::<C, T>(&text).as_ref(), Ok(value));
    assert_eq!(json::to_vec::<C, T>(value).unwrap(), text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn integers(a: (i8, i16, i32, i64, i128, isize), b: (u8, u16, u32, u64, u128, usize)) {
        both(&a);
        both(&b);
    }

    #[test]
    fn floats_and_text(wide: f64, narrow: f32, text: String, char: char, bytes: Vec<u8>) {
        prop_assume!(wide.is_finite() && narrow.is_finite());
        both(&(wide, narrow, text.into_boxed_str(), char, bytes));
    }

    #[test]
    fn compounds(
        list: VecDeque<Option<Option<bool>>>,
        set: (HashSet<String>, BTreeSet<(u8, i64)>),
        text_keys: HashMap<String, Result<(), char>>,
        int_keys: BTreeMap<i128, Vec<[u16; 3]>>,
    ) {
        both(&list);
        both(&set);
        both(&text_keys);
        both(&int_keys);
    }

    #[test]
    fn times_and_addresses(seconds: u64, nanos in 0..1_000_000_000_u32, ip: IpAddr, port: u16) {
        both(&Duration::new(seconds, nanos));
        let distance = Duration::new(seconds >> 8, nanos);
        both(&SystemTime::UNIX_EPOCH.checked_add(distance));
        both(&SystemTime::UNIX_EPOCH.checked_sub(distance));
        both(&HashMap::from([(ip, SocketAddr::new(ip, port))]));
    }
}

#[test]
fn foreign_values_beyond_their_type_are_refused() {
    let nanos = u128::MAX.to_string();
    let text = format!("\"{nanos}\"");
    let error = json::from_slice::<C, Duration>(text.as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "value: expected an Int of format duration-ns, got one that is too great"
    );
    let error = json::from_slice::<C, IpAddr>(b"\"1.2.3\"").unwrap_err();
    assert_eq!(
        error.to_string(),
        "value: expected String of format ip, got \"1.2.3\""
    );
}

/// Text in and out, and texts that are refused.
#[cfg(any(
    feature = "chrono",
    feature = "time",
    feature = "uuid",
    feature = "url",
    feature = "rust_decimal"
))]
fn text<T: frame::Encode<C> + frame::Decode<C> + PartialEq + Debug>(good: &[&str], bad: &[&str]) {
    for text in good {
        let quoted = format!("{text:?}").into_bytes();
        let value = json::from_slice::<C, T>(&quoted).unwrap();
        assert_eq!(json::to_vec::<C, T>(&value).unwrap(), quoted);
        both(&value);
    }
    for text in bad {
        let quoted = format!("{text:?}").into_bytes();
        assert!(json::from_slice::<C, T>(&quoted).is_err(), "{text}");
    }
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_types() {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
    text::<DateTime<Utc>>(
        &["2026-01-31T23:59:59Z", "2016-12-31T23:59:60.500Z"],
        &["2026-02-30T00:00:00Z", "2026-01-31T24:00:00Z", "now"],
    );
    text::<DateTime<FixedOffset>>(&["2026-01-31T23:59:59.000001-09:30"], &["2026-01-31"]);
    text::<NaiveDate>(&["0000-01-01", "9999-12-31"], &["10000-01-01", "2026-1-1"]);
    text::<NaiveTime>(
        &["00:00:00", "23:59:59.123456789"],
        &["24:00:00", "1:00:00"],
    );
    text::<NaiveDateTime>(&["2026-01-31T00:00:00"], &["2026-01-31 00:00:00"]);
    both(&TimeDelta::new(-5, 3));
    both(&TimeDelta::MIN);
    both(&TimeDelta::MAX);
    let far = etf::to_vec::<C, _>(&DateTime::<Utc>::MAX_UTC).unwrap_err();
    assert_eq!(
        far.to_string(),
        "value: the value cannot be written in the format date-time"
    );
}

#[cfg(feature = "time")]
#[test]
fn time_types() {
    use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time};
    text::<OffsetDateTime>(
        &["2026-01-31T23:59:59Z", "2026-01-31T23:59:59.000001-09:30"],
        &["2026-02-30T00:00:00Z", "2016-12-31T23:59:60Z"],
    );
    text::<Date>(&["0000-01-01", "9999-12-31"], &["2026-1-1"]);
    text::<Time>(&["00:00:00", "23:59:59.500"], &["24:00:00"]);
    text::<PrimitiveDateTime>(&["2026-01-31T00:00:00"], &["2026-01-31"]);
    for duration in [Duration::MIN, Duration::MAX, Duration::new(-5, -3)] {
        both(&duration);
    }
}

#[cfg(feature = "uuid")]
#[test]
fn uuids() {
    text::<uuid::Uuid>(
        &["67e55044-10b1-426f-9247-bb680e5fe0c8"],
        &["67e5504410b1426f9247bb680e5fe0c8", "x"],
    );
}

#[cfg(feature = "url")]
#[test]
fn urls() {
    text::<url::Url>(&["https://example.org/a?b=c#d"], &["/a", ""]);
}

#[cfg(feature = "rust_decimal")]
#[test]
fn decimals() {
    text::<rust_decimal::Decimal>(
        &["1.50", "-0.001", "79228162514264337593543950335"],
        &["1e5", "x"],
    );
}

#[cfg(feature = "bytes")]
#[test]
fn bytes() {
    both(&bytes::Bytes::from_static(b"\x00\xff"));
}
