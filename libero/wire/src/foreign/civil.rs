//! Dates and times as text, by RFC 3339: strict in, and out with 0, 3, 6 or 9 digits of a second.

/// Year, month, day.
pub(super) type Date = (i32, u32, u32);
/// Hour, minute, second, nanosecond.
pub(super) type Time = (u32, u32, u32, u32);

/// `2026-01-31`, for years of four digits.
pub(super) fn show_date((year, month, day): Date) -> Option<String> {
    (0..=9999)
        .contains(&year)
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// `23:59:59.500`
pub(super) fn show_time((hour, minute, second, nano): Time) -> String {
    let whole = format!("{hour:02}:{minute:02}:{second:02}");
    match nano {
        0 => whole,
        _ if nano.is_multiple_of(1_000_000) => format!("{whole}.{:03}", nano / 1_000_000),
        _ if nano.is_multiple_of(1000) => format!("{whole}.{:06}", nano / 1000),
        _ => format!("{whole}.{nano:09}"),
    }
}

/// `Z`, or `+01:00`, for offsets of whole minutes.
pub(super) fn show_offset(seconds: i32) -> Option<String> {
    let minutes = seconds.unsigned_abs() / 60;
    match seconds {
        0 => Some("Z".to_owned()),
        _ if seconds % 60 != 0 => None,
        _ => {
            let sign = if seconds < 0 { '-' } else { '+' };
            Some(format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))
        }
    }
}

/// Numbers of fixed width with signs between: `split("2026-01-31", "-", [4, 2, 2])`.
fn numbers<const N: usize>(text: &str, sign: u8, widths: [usize; N]) -> Option<[u32; N]> {
    let mut rest = text.as_bytes();
    let mut values = [0; N];
    for (index, (value, width)) in values.iter_mut().zip(widths).enumerate() {
        if index > 0 {
            rest = rest.strip_prefix(&[sign])?;
        }
        let (digits, tail) = rest.split_at_checked(width)?;
        for digit in digits {
            *value = *value * 10 + char::from(*digit).to_digit(10)?;
        }
        rest = tail;
    }
    rest.is_empty().then_some(values)
}

pub(super) fn date(text: &str) -> Option<Date> {
    let [year, month, day] = numbers(text, b'-', [4, 2, 2])?;
    Some((i32::try_from(year).ok()?, month, day))
}

pub(super) fn time(text: &str) -> Option<Time> {
    let (whole, fraction) = match text.split_once('.') {
        None => (text, "0"),
        Some((whole, fraction)) => (whole, fraction),
    };
    let [hour, minute, second] = numbers(whole, b':', [2, 2, 2])?;
    let digits = fraction.len();
    if !(1..=9).contains(&digits) {
        return None;
    }
    let [fraction] = numbers(fraction, b' ', [digits])?;
    let nano = fraction * 10_u32.pow(u32::try_from(9 - digits).ok()?);
    Some((hour, minute, second, nano))
}

/// Date and time with `T` between them.
pub(super) fn local(text: &str) -> Option<(Date, Time)> {
    let (day, clock) = text.split_once(['T', 't'])?;
    Some((date(day)?, time(clock)?))
}

/// Date, time and the offset from UTC in seconds.
pub(super) fn zoned(text: &str) -> Option<(Date, Time, i32)> {
    if let Some(plain) = text.strip_suffix(['Z', 'z']) {
        let (day, clock) = local(plain)?;
        return Some((day, clock, 0));
    }
    let (plain, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
    let sign = match offset.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let [hours, minutes] = numbers(&offset[1..], b':', [2, 2])?;
    if hours > 23 || minutes > 59 {
        return None;
    }
    let (day, clock) = local(plain)?;
    let seconds = i32::try_from((hours * 60 + minutes) * 60).ok()?;
    Some((day, clock, sign * seconds))
}

#[cfg(test)]
mod tests {
    use super::{show_date, show_offset, show_time, zoned};

    #[test]
    fn what_is_read_is_shown_in_one_form() {
        for (read, written) in [
            ("2026-01-31T23:59:59Z", "2026-01-31T23:59:59Z"),
            ("2026-01-31t23:59:59.5z", "2026-01-31T23:59:59.500Z"),
            (
                "0000-01-01T00:00:00.000001+00:00",
                "0000-01-01T00:00:00.000001Z",
            ),
            (
                "9999-12-31T00:00:00.123456789-09:30",
                "9999-12-31T00:00:00.123456789-09:30",
            ),
        ] {
            let (date, time, offset) = zoned(read).unwrap();
            let shown = format!(
                "{}T{}{}",
                show_date(date).unwrap(),
                show_time(time),
                show_offset(offset).unwrap()
            );
            assert_eq!(shown, written);
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "Z",
            "2026-01-31",
            "2026-01-31 23:59:59Z",
            "2026-1-31T23:59:59Z",
            "2026-01-31T23:59Z",
            "2026-01-31T23:59:59",
            "2026-01-31T23:59:59.Z",
            "2026-01-31T23:59:59.1234567890Z",
            "2026-01-31T23:59:59+24:00",
            "2026-01-31T23:59:59+1:00",
            "+026-01-31T23:59:59Z",
            "2026-01-31T23:59:59é1:00",
        ] {
            assert_eq!(zoned(text), None, "{text}");
        }
    }
}
