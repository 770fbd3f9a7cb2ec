//! Types that are not libero's own, by what they travel as.
//!
//! | type | travels as |
//! |---|---|
//! | `Duration` | Int of 128 bits, `duration-ns`: nanoseconds |
//! | `SystemTime` | Int of 128 bits, `unix-time-ns`: nanoseconds since 1970, negative before |
//! | `IpAddr`, `Ipv4Addr`, `Ipv6Addr`, `SocketAddr` | String, `ip`, `ipv4`, `ipv6`, `socket-addr` |
//! | feature `uuid`: `Uuid` | String, `uuid`: hyphenated, lower case |
//! | feature `url`: `Url` | String, `uri` |
//! | feature `rust_decimal`: `Decimal` | String, `decimal` |
//! | feature `chrono`: `DateTime<Utc>`, `DateTime<FixedOffset>` | String, `date-time`: RFC 3339 |
//! | feature `time`: `OffsetDateTime` | String, `date-time` |
//! | `NaiveDate`, `time::Date` | String, `date`: `2026-01-31` |
//! | `NaiveTime`, `time::Time` | String, `time`: `23:59:59.5` |
//! | `NaiveDateTime`, `PrimitiveDateTime` | String, `local-date-time`: both with `T` between |
//! | `TimeDelta`, `time::Duration` | Int of 128 bits, `duration-ns`, negative too |
//! | feature `bytes`: `Bytes` | `BitArray` |

use std::fmt::Display;

use crate::error::{EncodeError, EncodeErrorKind};

/// Impls for a type that travels as text. `show` gives what displays as the text, or none where the
/// value has no text in the format; `parse` gives the value, or none.
macro_rules! as_text {
    ($ty:ty, $format:literal, $show:expr, $parse:expr $(,)?) => {
        impl<C> crate::etf::Encode<C> for $ty {
            fn encode(&self, w: &mut crate::etf::Writer) -> Result<(), crate::EncodeError> {
                let text = crate::foreign::shown($show(self), $format)?;
                w.binary(text.as_bytes())
            }
        }

        impl<C> crate::etf::Decode<C> for $ty {
            const MIN_LEN: usize = 6;

            fn decode(r: &mut crate::etf::Reader<'_>) -> Result<Self, crate::DecodeError> {
                r.text($format, $parse)
            }
        }

        crate::etf::as_owned!($ty);
        crate::etf::into_itself!($ty);

        impl<C> crate::json::Encode<C> for $ty {
            fn encode(&self, w: &mut crate::json::Writer) -> Result<(), crate::EncodeError> {
                w.str(&crate::foreign::shown($show(self), $format)?);
                Ok(())
            }
        }

        impl<C> crate::json::Decode<C> for $ty {
            fn decode(r: &mut crate::json::Reader<'_>) -> Result<Self, crate::DecodeError> {
                r.text($format, $parse)
            }
        }

        impl<C> crate::key::Key<C> for $ty {
            const TEXT: bool = true;

            fn order(&self, other: &Self) -> std::cmp::Ordering {
                let text = |value: &Self| crate::foreign::shown($show(value), $format).ok();
                text(self).cmp(&text(other))
            }
        }
    };
}

/// Impls for a type that travels as an integer; `parse` gives none where no value is so great.
macro_rules! as_int {
    ($ty:ty, $int:ty, $format:literal, $show:expr, $parse:expr $(,)?) => {
        impl<C> crate::etf::Encode<C> for $ty {
            fn encode(&self, w: &mut crate::etf::Writer) -> Result<(), crate::EncodeError> {
                crate::etf::Encode::<C>::encode(&$show(self), w)
            }
        }

        impl<C> crate::etf::Decode<C> for $ty {
            const MIN_LEN: usize = 2;

            fn decode(r: &mut crate::etf::Reader<'_>) -> Result<Self, crate::DecodeError> {
                let at = r.offset();
                let int: $int = crate::etf::Decode::<C>::decode(r)?;
                $parse(int).ok_or_else(|| crate::foreign::too_great(at, $format))
            }
        }

        crate::etf::as_owned!($ty);
        crate::etf::into_itself!($ty);

        impl<C> crate::json::Encode<C> for $ty {
            fn encode(&self, w: &mut crate::json::Writer) -> Result<(), crate::EncodeError> {
                crate::json::Encode::<C>::encode(&$show(self), w)
            }
        }

        impl<C> crate::json::Decode<C> for $ty {
            fn decode(r: &mut crate::json::Reader<'_>) -> Result<Self, crate::DecodeError> {
                let at = r.offset();
                let int: $int = crate::json::Decode::<C>::decode(r)?;
                $parse(int).ok_or_else(|| crate::foreign::too_great(at, $format))
            }
        }

        impl<C> crate::key::Key<C> for $ty {
            const ASCENDING: bool = true;

            fn order(&self, other: &Self) -> std::cmp::Ordering {
                self.cmp(other)
            }
        }
    };
}

#[cfg(feature = "bytes")]
mod bytes;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(any(feature = "chrono", feature = "time", test))]
mod civil;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
mod standard;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;

#[cold]
fn too_great(at: usize, format: &str) -> crate::DecodeError {
    crate::DecodeError::new(
        crate::error::DecodeErrorKind::Range,
        at,
        format!("expected an Int of format {format}, got one that is too great"),
    )
}

fn shown(text: Option<impl Display>, format: &str) -> Result<String, EncodeError> {
    text.map(|text| text.to_string()).ok_or_else(|| {
        EncodeError::new(
            EncodeErrorKind::Custom,
            format!("the value cannot be written in the format {format}"),
        )
    })
}

pub(crate) fn one_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

#[cold]
pub(crate) fn not_in_format(format: &str, text: &str) -> String {
    let shown: String = text.chars().take(40).collect();
    let dots = if shown.len() < text.len() { "…" } else { "" };
    format!("expected String of format {format}, got {shown:?}{dots}")
}

#[cold]
pub(crate) fn wrong_length(expected: usize, got: usize) -> String {
    format!("expected {expected} items, got {got}")
}
