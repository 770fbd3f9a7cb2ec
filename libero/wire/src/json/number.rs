//! Numbers.
//!
//! Integers up to 2^53-1 are numbers; beyond that decimal strings, for fields of 64 and 128 bits
//! alone, since readers made of doubles would round them. Floats are the shortest text that reads
//! back the same, laid out as ECMAScript does it (`0.00001`, `1e-7`, `1e+21`), with `.0` behind whole
//! ones that have no exponent (`2.0`, `-0.0`), so that they are floats to every reader.

use super::digits;
use super::reader::Reader;
use super::writer::Writer;
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError};

/// The greatest integer that is written as a number: 2^53-1.
const MAX_SAFE: u128 = (1 << 53) - 1;

/// An integer as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Int {
    pub(super) negative: bool,
    pub(super) magnitude: u128,
}

/// A number as it was read.
pub(crate) struct Number<'a> {
    text: &'a str,
    whole: bool,
}

impl Writer {
    /// Writes an integer of 64 bits with sign.
    #[inline]
    pub(crate) fn int(&mut self, value: i64) {
        let magnitude = value.unsigned_abs();
        if u128::from(magnitude) > MAX_SAFE {
            return self.quoted(itoa::Buffer::new().format(value));
        }
        if value < 0 {
            self.raw("-");
        }
        digits::push(magnitude, &mut self.buf);
    }

    /// Writes an integer of any size.
    pub(super) fn wide(&mut self, negative: bool, magnitude: u128) {
        if let Ok(value) = i64::try_from(magnitude) {
            return self.int(if negative { -value } else { value });
        }
        self.raw(if negative { "\"-" } else { "\"" });
        self.raw(itoa::Buffer::new().format(magnitude));
        self.raw("\"");
    }

    #[cold]
    fn quoted(&mut self, digits: &str) {
        self.raw("\"");
        self.raw(digits);
        self.raw("\"");
    }

    /// Writes a float, if it is the one nearest to a decimal of at most four places, as prices and
    /// measures are. No two decimals of 15 digits are nearest to the same float, so what is found is
    /// the shortest text for it.
    #[inline]
    fn short_decimal(&mut self, value: f64) -> bool {
        const SCALE: u64 = 10_000;
        const BELOW: f64 = 1e11;
        let magnitude = value.abs();
        if magnitude >= BELOW {
            return false;
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::float_cmp,
            reason = "below 10^15, and found by trying"
        )]
        let scaled = {
            let scaled = (magnitude * SCALE as f64 + 0.5) as i64;
            if scaled as f64 / SCALE as f64 != magnitude {
                return false;
            }
            scaled.cast_unsigned()
        };
        if value.is_sign_negative() {
            self.raw("-");
        }
        digits::push(scaled / SCALE, &mut self.buf);
        digits::push_places(scaled % SCALE, &mut self.buf);
        true
    }

    /// Writes a float.
    pub(super) fn float(&mut self, value: f64) -> Result<(), EncodeError> {
        if !value.is_finite() {
            return Err(EncodeError::not_finite(&value));
        }
        if self.short_decimal(value) {
            return Ok(());
        }
        let mut buffer = zmij::Buffer::new();
        let text = buffer.format_finite(value);
        match text.split_once('e') {
            None => {
                self.raw(text);
                if !text.contains('.') {
                    self.raw(".0");
                }
            }
            Some((mantissa, exponent)) => self.scientific(mantissa, exponent),
        }
        Ok(())
    }

    /// Lays out digits and exponent as `Number.prototype.toString` does.
    fn scientific(&mut self, mantissa: &str, exponent: &str) {
        let unsigned = mantissa.strip_prefix('-').unwrap_or(mantissa);
        if unsigned.len() < mantissa.len() {
            self.raw("-");
        }
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let fraction = fraction.trim_end_matches('0');
        let exponent: i32 = exponent.parse().unwrap_or_default();
        // From here on the value is 0.DIGITS times 10 to the power of `point`.
        let point = exponent + 1;
        let digits = 1 + fraction.len();
        match usize::try_from(point) {
            Ok(point) if (digits..=21).contains(&point) => {
                self.raw(whole);
                self.raw(fraction);
                self.zeros(point - digits);
                self.raw(".0");
            }
            Ok(point @ 1..=21) => {
                self.raw(whole);
                self.raw(&fraction[..point - 1]);
                self.raw(".");
                self.raw(&fraction[point - 1..]);
            }
            _ if (-5..=0).contains(&point) => {
                self.raw("0.");
                self.zeros(point.unsigned_abs() as usize);
                self.raw(whole);
                self.raw(fraction);
            }
            _ => {
                self.raw(whole);
                if !fraction.is_empty() {
                    self.raw(".");
                    self.raw(fraction);
                }
                self.raw(if exponent < 0 { "e" } else { "e+" });
                self.raw(itoa::Buffer::new().format(exponent));
            }
        }
    }

    fn zeros(&mut self, count: usize) {
        self.buf.resize(self.buf.len() + count, b'0');
    }
}

impl<'a> Reader<'a> {
    /// An integer of at most 15 digits that stands next, and where it ends: the usual case in one
    /// pass. All else is for the general way.
    #[inline]
    pub(super) fn short_int(&self) -> Option<(i64, usize)> {
        let rest = self.input.as_bytes().get(self.pos..)?;
        let (negative, digits) = match rest.split_first() {
            Some((b'-', digits)) => (true, digits),
            _ => (false, rest),
        };
        let (magnitude, behind) = leading_digits(digits, 0);
        let count = digits.len() - behind.len();
        let more = matches!(behind.first(), Some(b'.' | b'e' | b'E'));
        let padded = count > 1 && digits.first() == Some(&b'0');
        if count == 0 || count > 15 || more || padded {
            return None;
        }
        let magnitude = magnitude.cast_signed();
        let value = if negative { -magnitude } else { magnitude };
        Some((value, self.input.len() - behind.len()))
    }

    /// A float that stands next, without exponent and of at most 15 digits, and where it ends.
    #[inline]
    fn short_float(&self) -> Option<(f64, usize)> {
        let rest = self.input.as_bytes().get(self.pos..)?;
        let (negative, digits) = match rest.split_first() {
            Some((b'-', digits)) => (true, digits),
            _ => (false, rest),
        };
        let (whole, behind) = leading_digits(digits, 0);
        let whole_count = digits.len() - behind.len();
        let padded = whole_count > 1 && digits.first() == Some(&b'0');
        let (b'.', fraction) = behind.split_first()? else {
            return None;
        };
        let (scaled, end) = leading_digits(fraction, whole);
        let places = fraction.len() - end.len();
        let more = matches!(end.first(), Some(b'e' | b'E'));
        if whole_count == 0 || places == 0 || whole_count + places > 15 || more || padded {
            return None;
        }
        // Both are exact, so the one rounding of their quotient is that of the decimal.
        #[allow(clippy::cast_precision_loss)] // below 10^15
        let value = scaled as f64 / *POWERS_OF_TEN.get(places)?;
        let value = if negative { -value } else { value };
        Some((value, self.input.len() - end.len()))
    }

    /// Reads a number by the grammar of JSON.
    pub(crate) fn number(&mut self, expected: &str) -> Result<Number<'a>, DecodeError> {
        let start = self.pos;
        let bytes = self.input.as_bytes();
        if bytes.get(self.pos) == Some(&b'-') {
            self.pos += 1;
        }
        match bytes.get(self.pos) {
            Some(b'0') => self.pos += 1,
            Some(b'1'..=b'9') => self.digits(),
            None => return Err(self.truncated()),
            Some(_) if self.pos == start => return Err(self.expected(expected)),
            Some(_) => return Err(self.bad_number(start)),
        }
        let mut whole = true;
        if bytes.get(self.pos) == Some(&b'.') {
            whole = false;
            self.pos += 1;
            self.some_digits(start)?;
        }
        if let Some(b'e' | b'E') = bytes.get(self.pos) {
            whole = false;
            self.pos += 1;
            if let Some(b'+' | b'-') = bytes.get(self.pos) {
                self.pos += 1;
            }
            self.some_digits(start)?;
        }
        if let Some(b'0'..=b'9') = bytes.get(self.pos) {
            return Err(self.bad_number(start));
        }
        Ok(Number {
            text: &self.input[start..self.pos],
            whole,
        })
    }

    fn digits(&mut self) {
        let bytes = self.input.as_bytes();
        while let Some(b'0'..=b'9') = bytes.get(self.pos) {
            self.pos += 1;
        }
    }

    fn some_digits(&mut self, start: usize) -> Result<(), DecodeError> {
        let before = self.pos;
        self.digits();
        match self.input.len() {
            _ if self.pos > before => Ok(()),
            len if len == self.pos => Err(self.truncated()),
            _ => Err(self.bad_number(start)),
        }
    }

    #[cold]
    fn bad_number(&self, start: usize) -> DecodeError {
        self.error_at(Kind::Syntax, start, "not a number of JSON")
    }

    /// Reads an integer. Strings are for fields of 64 and 128 bits, which are `wide`.
    #[inline]
    pub(super) fn int(&mut self, wide: bool) -> Result<Int, DecodeError> {
        let next = self.peek()?;
        let start = self.pos;
        if next == b'"' && wide {
            let text = self.str()?;
            return match parse_decimal(&text) {
                Some(int) if int.magnitude > MAX_SAFE => Ok(int),
                int => Err(self.bad_text(start, int.is_some())),
            };
        }
        let number = self.number("Int")?;
        let text = if number.whole {
            number.text
        } else if let Some(text) = whole_part(number.text).filter(|_| self.whole_floats) {
            text
        } else {
            self.pos = start;
            return Err(self.expected("Int"));
        };
        let digits = text.strip_prefix('-').unwrap_or(text);
        let safe = digits
            .parse()
            .ok()
            .filter(|magnitude| *magnitude <= MAX_SAFE);
        match safe {
            Some(magnitude) => Ok(Int {
                negative: text.len() > digits.len(),
                magnitude,
            }),
            None => Err(self.unsafe_number(start, wide)),
        }
    }

    /// A value has one form, so that what two ends read of it is the same.
    #[cold]
    fn bad_text(&self, start: usize, is_int: bool) -> DecodeError {
        let message = if is_int {
            "an integer up to 2^53-1 is a number, not text"
        } else {
            "expected Int, got String that is no integer of 128 bits"
        };
        self.error_at(Kind::Range, start, message)
    }

    #[cold]
    fn unsafe_number(&self, start: usize, wide: bool) -> DecodeError {
        let message = if wide {
            "a number beyond 2^53-1 is not exact in JSON: write it as a decimal string"
        } else {
            "a number beyond 2^53-1 is out of range"
        };
        self.error_at(Kind::Range, start, message)
    }

    #[cold]
    pub(super) fn out_of_range(&self, start: usize, int: Int, range: &str) -> DecodeError {
        let sign = if int.negative { "-" } else { "" };
        self.error_at(
            Kind::Range,
            start,
            format!("expected {range}, got {sign}{}", int.magnitude),
        )
    }

    /// Reads a float, which may look like an integer.
    #[inline(always)]
    #[allow(clippy::inline_always)]
    pub(super) fn float(&mut self) -> Result<f64, DecodeError> {
        if let Some((value, end)) = self.short_float() {
            self.pos = end;
            return Ok(value);
        }
        self.any_float()
    }

    #[cold]
    fn any_float(&mut self) -> Result<f64, DecodeError> {
        self.peek()?;
        let start = self.pos;
        let number = self.number("Float")?;
        match number.text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(self.error_at(
                Kind::Range,
                start,
                "expected a Float of 64 bits, got a greater one",
            )),
        }
    }
}

/// Those that a double holds exactly, as far as they are needed.
const POWERS_OF_TEN: [f64; 16] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// Reads digits, as many as there are, behind those of `value`; and what follows them. The value
/// wraps around where they are too many.
#[inline]
fn leading_digits(mut bytes: &[u8], mut value: u64) -> (u64, &[u8]) {
    while let Some((byte, behind)) = bytes.split_first() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        bytes = behind;
    }
    (value, bytes)
}

/// `-?(0|[1-9][0-9]*)`, without `-0`.
fn parse_decimal(text: &str) -> Option<Int> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let negative = digits.len() < text.len();
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let padded = digits.starts_with('0') && (digits.len() > 1 || negative);
    if !plain || padded {
        return None;
    }
    let magnitude = digits.parse().ok()?;
    Some(Int {
        negative,
        magnitude,
    })
}

/// What stands before the point of a number without a fraction: `7` of `7.0`.
#[cold]
fn whole_part(text: &str) -> Option<&str> {
    let (whole, fraction) = text.split_once('.')?;
    fraction.bytes().all(|byte| byte == b'0').then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    /// Decimals of up to four places, their neighbours, and a few that have more digits.
    fn floats() -> impl Iterator<Item = f64> {
        let wholes = [
            0_i64,
            1,
            9,
            68,
            1_204,
            99_999_999,
            99_999_999_999,
            123_456_789_012,
        ];
        let places = (0..10_000).step_by(7).chain([1, 10, 100, 1_000, 9_999]);
        places.flat_map(move |places| {
            wholes.into_iter().flat_map(move |whole| {
                #[allow(clippy::cast_precision_loss)]
                let value = (whole * 10_000 + places) as f64 / 10_000.0;
                [
                    value,
                    -value,
                    value.next_up(),
                    value.next_down(),
                    value / 3.0,
                ]
            })
        })
    }

    #[test]
    fn floats_have_the_shortest_text_and_are_read_from_it() {
        for value in floats().filter(|value| *value == 0.0 || value.abs() > 1e-4) {
            let mut w = Writer::new(&Limits::DEFAULT);
            w.float(value).expect("finite");
            let text = String::from_utf8(w.into_vec()).expect("UTF-8");
            assert_eq!(text, format!("{value:?}"));
            let mut r = Reader::new(text.as_bytes(), &Limits::DEFAULT).expect("text");
            let read = r.float().expect("a float");
            assert_eq!(read.to_bits(), value.to_bits(), "{text}");
            assert!(r.finish().is_ok());
        }
    }
}
