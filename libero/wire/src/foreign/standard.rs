//! Types of the standard library.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::{Duration, SystemTime};

as_text!(IpAddr, "ip", Some, |text: &str| text.parse().ok());
as_text!(Ipv4Addr, "ipv4", Some, |text: &str| text.parse().ok());
as_text!(Ipv6Addr, "ipv6", Some, |text: &str| text.parse().ok());
as_text!(SocketAddr, "socket-addr", Some, |text: &str| text
    .parse()
    .ok());

as_int!(Duration, u128, "duration-ns", Duration::as_nanos, duration);
as_int!(SystemTime, i128, "unix-time-ns", unix_nanos, system_time);

const NANOS: u128 = 1_000_000_000;

fn duration(nanos: u128) -> Option<Duration> {
    let seconds = u64::try_from(nanos / NANOS).ok()?;
    #[allow(clippy::cast_possible_truncation)] // below 10^9
    Some(Duration::new(seconds, (nanos % NANOS) as u32))
}

/// A `Duration` has less than 2^94 nanoseconds.
fn unix_nanos(time: &SystemTime) -> i128 {
    let signed = |duration: Duration| i128::try_from(duration.as_nanos()).unwrap_or(i128::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => signed(since),
        Err(before) => -signed(before.duration()),
    }
}

fn system_time(nanos: i128) -> Option<SystemTime> {
    let distance = duration(nanos.unsigned_abs())?;
    if nanos < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    }
}
