//! Types of other crates and of std that travel as text or numbers.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::time::{Duration, SystemTime};

use corpus_shared::article::{Article, Author};
use corpus_shared::geo::Point;
use rust_decimal::Decimal;
use url::Url;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq)]
pub struct Texts {
    pub uuid: Uuid,
    pub decimal: Decimal,
    pub url: Url,
    pub uuids: Vec<Uuid>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StdTimes {
    pub duration: Duration,
    pub system_time: SystemTime,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    pub ip: IpAddr,
    pub v4: Ipv4Addr,
    pub v6: Ipv6Addr,
    pub socket: SocketAddr,
}

/// Types that the table in Cargo.toml maps, and types of another crate of the workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapped {
    pub by_text: NonZeroU32,
    pub by_proxy: Point,
    pub list: Vec<Point>,
    pub article: Article,
    pub authors: corpus_shared::Page<Author>,
}

/// What a [`Point`] travels as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointWire {
    pub latitude: i32,
    pub longitude: i32,
}

impl From<Point> for PointWire {
    fn from(point: Point) -> Self {
        Self {
            latitude: point.latitude(),
            longitude: point.longitude(),
        }
    }
}

impl From<&Point> for PointWire {
    fn from(point: &Point) -> Self {
        Self::from(*point)
    }
}

impl TryFrom<PointWire> for Point {
    type Error = String;

    fn try_from(wire: PointWire) -> Result<Self, String> {
        Self::new(wire.latitude, wire.longitude).ok_or_else(|| "not on the globe".to_owned())
    }
}

pub mod chronological {
    //! Types of chrono.

    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

    #[derive(Clone, Debug, PartialEq)]
    pub struct Chronological {
        pub utc: DateTime<Utc>,
        pub offset: DateTime<FixedOffset>,
        pub date: NaiveDate,
        pub time: NaiveTime,
        pub local: NaiveDateTime,
        pub delta: TimeDelta,
    }
}

pub mod timely {
    //! Types of time.

    use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time};

    #[derive(Clone, Debug, PartialEq)]
    pub struct Timely {
        pub moment: OffsetDateTime,
        pub date: Date,
        pub time: Time,
        pub local: PrimitiveDateTime,
        pub duration: Duration,
    }
}
