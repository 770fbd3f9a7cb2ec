//! Text and integers of a format.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Whether a text is in a format. Formats that are not known hold any text, as they do for all ends
/// but the Rust one.
pub(crate) fn holds(format: &str, text: &str) -> bool {
    match format {
        "char" => text.chars().count() == 1,
        "uuid" => is_uuid(text),
        "ip" => text.parse::<IpAddr>().is_ok(),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "socket-addr" => text.parse::<SocketAddr>().is_ok(),
        "uri" => is_uri(text),
        "decimal" => is_decimal(text),
        "date" => is_date(text),
        "time" => is_time(text),
        "local-date-time" => is_local(text),
        "date-time" => is_zoned(text),
        _ => true,
    }
}

/// What a format looks like, for people.
pub(crate) fn example(format: &str) -> Option<&'static str> {
    Some(match format {
        "char" => "x",
        "uuid" => "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "ip" | "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "socket-addr" => "192.0.2.1:8080",
        "uri" => "https://example.org/",
        "decimal" => "12.50",
        "date" => "2026-01-31",
        "time" => "23:59:59",
        "local-date-time" => "2026-01-31T23:59:59",
        "date-time" => "2026-01-31T23:59:59Z",
        _ => return None,
    })
}

fn is_uuid(text: &str) -> bool {
    let hyphen = |index| matches!(index, 8 | 13 | 18 | 23);
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| {
            if hyphen(index) {
                byte == b'-'
            } else {
                byte.is_ascii_hexdigit()
            }
        })
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let first = scheme.bytes().next();
    first.is_some_and(|byte| byte.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !rest.is_empty()
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(places) && !(whole.is_empty() && places.is_empty())
}

/// Numbers of fixed widths with a sign between them.
fn numbers<const N: usize>(text: &str, sign: char, widths: [usize; N]) -> Option<[u32; N]> {
    let mut parts = text.split(sign);
    let mut values = [0; N];
    for (value, width) in values.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *value = part.parse().ok()?;
    }
    parts.next().is_none().then_some(values)
}

fn is_date(text: &str) -> bool {
    let Some([year, month, day]) = numbers(text, '-', [4, 2, 2]) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let Some([hour, minute, second]) = numbers(whole, ':', [2, 2, 2]) else {
        return false;
    };
    let places = (1..=9).contains(&fraction.len());
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    hour < 24 && minute < 60 && second <= 60 && places && digits
}

fn is_local(text: &str) -> bool {
    text.split_once(['T', 't'])
        .is_some_and(|(date, time)| is_date(date) && is_time(time))
}

fn is_zoned(text: &str) -> bool {
    if let Some(local) = text.strip_suffix(['Z', 'z']) {
        return is_local(local);
    }
    let Some((local, offset)) = text
        .len()
        .checked_sub(6)
        .and_then(|at| text.split_at_checked(at))
    else {
        return false;
    };
    let Some(clock) = offset.strip_prefix(['+', '-']) else {
        return false;
    };
    let clock = numbers(clock, ':', [2, 2]);
    is_local(local) && clock.is_some_and(|[hours, minutes]| hours < 24 && minutes < 60)
}

#[cfg(test)]
mod tests {
    use super::{example, holds};

    const FORMATS: [&str; 12] = [
        "char",
        "uuid",
        "ip",
        "ipv4",
        "ipv6",
        "socket-addr",
        "uri",
        "decimal",
        "date",
        "time",
        "local-date-time",
        "date-time",
    ];

    #[test]
    fn every_format_holds_its_example_and_not_any_text() {
        for format in FORMATS {
            assert!(
                holds(format, example(format).expect("an example")),
                "{format}"
            );
            for text in ["", "no such text", "é1:00", "2026-02-30"] {
                assert!(!holds(format, text), "{format}: {text}");
            }
        }
        assert!(holds("something-else", "anything"));
    }

    #[test]
    fn offsets_and_fractions_are_read() {
        for text in [
            "9999-12-31T00:00:00.123456789-09:30",
            "2024-02-29t23:59:60z",
            "0000-01-01T00:00:00+00:00",
        ] {
            assert!(holds("date-time", text), "{text}");
        }
        for text in [
            "2026-01-31T23:59Z",
            "2026-01-31T23:59:59+24:00",
            "é",
            "éééé",
        ] {
            assert!(!holds("date-time", text), "{text}");
        }
    }
}
