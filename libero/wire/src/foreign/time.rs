//! Types of `time`.

use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::civil;

as_text!(OffsetDateTime, "date-time", show_zoned, zoned);
as_text!(
    Date,
    "date",
    |value: &Date| show_date(*value),
    |text: &str| { civil::date(text).and_then(date) }
);
as_text!(
    Time,
    "time",
    |value: &Time| Some(show_time(*value)),
    |text: &str| { civil::time(text).and_then(time) }
);
as_text!(
    PrimitiveDateTime,
    "local-date-time",
    show_local,
    |text: &str| { civil::local(text).and_then(local) }
);
as_int!(
    Duration,
    i128,
    "duration-ns",
    |value: &Duration| value.whole_nanoseconds(),
    duration
);

const NANOS: i128 = 1_000_000_000;

fn show_date(value: Date) -> Option<String> {
    let month = u32::from(u8::from(value.month()));
    civil::show_date((value.year(), month, u32::from(value.day())))
}

fn show_time(value: Time) -> String {
    let (hour, minute, second, nano) = value.as_hms_nano();
    civil::show_time((u32::from(hour), u32::from(minute), u32::from(second), nano))
}

fn show_local(value: &PrimitiveDateTime) -> Option<String> {
    show_date(value.date()).map(|date| format!("{date}T{}", show_time(value.time())))
}

fn show_zoned(value: &OffsetDateTime) -> Option<String> {
    let date = show_date(value.date())?;
    let offset = civil::show_offset(value.offset().whole_seconds())?;
    Some(format!("{date}T{}{offset}", show_time(value.time())))
}

fn date((year, month, day): civil::Date) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

fn time((hour, minute, second, nano): civil::Time) -> Option<Time> {
    let small = |value| u8::try_from(value).ok();
    Time::from_hms_nano(small(hour)?, small(minute)?, small(second)?, nano).ok()
}

fn local((day, clock): (civil::Date, civil::Time)) -> Option<PrimitiveDateTime> {
    Some(PrimitiveDateTime::new(date(day)?, time(clock)?))
}

fn zoned(text: &str) -> Option<OffsetDateTime> {
    let (day, clock, offset) = civil::zoned(text)?;
    let offset = UtcOffset::from_whole_seconds(offset).ok()?;
    Some(local((day, clock))?.assume_offset(offset))
}

fn duration(nanos: i128) -> Option<Duration> {
    let seconds = i64::try_from(nanos / NANOS).ok()?;
    Some(Duration::new(seconds, i32::try_from(nanos % NANOS).ok()?))
}
