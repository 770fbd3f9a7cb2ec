//! Types of `chrono`. A leap second is second 60.

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone,
    Timelike, Utc,
};

use super::civil;

as_text!(DateTime<Utc>, "date-time", show_zoned, |text: &str| {
    parse_zoned(text).map(|time| time.to_utc())
});
as_text!(DateTime<FixedOffset>, "date-time", show_zoned, parse_zoned);
as_text!(
    NaiveDate,
    "date",
    |value: &NaiveDate| show_date(*value),
    |text: &str| { civil::date(text).and_then(date) }
);
as_text!(
    NaiveTime,
    "time",
    |value: &NaiveTime| Some(show_time(*value)),
    |text: &str| { civil::time(text).and_then(time) }
);
as_text!(
    NaiveDateTime,
    "local-date-time",
    show_local,
    |text: &str| { civil::local(text).and_then(local) }
);
as_int!(TimeDelta, i128, "duration-ns", nanos, delta);

const NANOS: i128 = 1_000_000_000;

fn show_date(value: NaiveDate) -> Option<String> {
    civil::show_date((value.year(), value.month(), value.day()))
}

fn show_time(value: NaiveTime) -> String {
    let nano = value.nanosecond();
    let leap = nano / 1_000_000_000;
    civil::show_time((
        value.hour(),
        value.minute(),
        value.second() + leap,
        nano % 1_000_000_000,
    ))
}

fn show_local(value: &NaiveDateTime) -> Option<String> {
    show_date(value.date()).map(|date| format!("{date}T{}", show_time(value.time())))
}

fn show_zoned<Z: TimeZone>(value: &DateTime<Z>) -> Option<String> {
    use chrono::Offset as _;
    let fixed = value.offset().fix();
    let local = show_local(&value.naive_utc().checked_add_offset(fixed)?)?;
    civil::show_offset(fixed.local_minus_utc()).map(|offset| format!("{local}{offset}"))
}

fn date((year, month, day): civil::Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn time((hour, minute, second, nano): civil::Time) -> Option<NaiveTime> {
    if second == 60 {
        NaiveTime::from_hms_nano_opt(hour, minute, 59, nano + 1_000_000_000)
    } else {
        NaiveTime::from_hms_nano_opt(hour, minute, second, nano)
    }
}

fn local((day, clock): (civil::Date, civil::Time)) -> Option<NaiveDateTime> {
    Some(date(day)?.and_time(time(clock)?))
}

fn parse_zoned(text: &str) -> Option<DateTime<FixedOffset>> {
    let (day, clock, offset) = civil::zoned(text)?;
    FixedOffset::east_opt(offset)?
        .from_local_datetime(&local((day, clock))?)
        .single()
}

fn nanos(value: &TimeDelta) -> i128 {
    i128::from(value.num_seconds()) * NANOS + i128::from(value.subsec_nanos())
}

fn delta(nanos: i128) -> Option<TimeDelta> {
    let seconds = i64::try_from(nanos.div_euclid(NANOS)).ok()?;
    TimeDelta::new(seconds, u32::try_from(nanos.rem_euclid(NANOS)).ok()?)
}
