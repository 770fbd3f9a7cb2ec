//! Where a literal ends, by the rules of proc-macro2. None at anything that it would refuse, and at
//! rare forms such as suffixes of strings.

/// A string that opens before `at`, to the place after its closing quote.
pub(super) fn string(bytes: &[u8], mut at: usize, form: Form) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            b'"' => return unsuffixed(bytes, at + 1),
            b'\\' => at = escape(bytes, at + 1, form)?,
            b'\r' => return None,
            0 if form == Form::C => return None,
            byte if byte >= 0x80 && form == Form::Bytes => return None,
            _ => at += 1,
        }
    }
}

/// Which prefix a literal has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Bytes,
    C,
}

/// After a backslash.
fn escape(bytes: &[u8], at: usize, form: Form) -> Option<usize> {
    match *bytes.get(at)? {
        // After a line end, whatever blanks follow do not end the string.
        b'n' | b'r' | b't' | b'\\' | b'\'' | b'"' | b'\n' => Some(at + 1),
        b'0' if form != Form::C => Some(at + 1),
        b'x' if form != Form::C => {
            let (high, low) = (*bytes.get(at + 1)?, *bytes.get(at + 2)?);
            let small = form == Form::Bytes || matches!(high, b'0'..=b'7');
            (small && high.is_ascii_hexdigit() && low.is_ascii_hexdigit()).then_some(at + 3)
        }
        b'u' if form == Form::Text => unicode(bytes, at + 1),
        _ => None,
    }
}

/// `{1F600}`
fn unicode(bytes: &[u8], at: usize) -> Option<usize> {
    if *bytes.get(at)? != b'{' {
        return None;
    }
    let digits = bytes[at + 1..].iter().take(7);
    let len = digits.take_while(|byte| byte.is_ascii_hexdigit()).count();
    let text = std::str::from_utf8(&bytes[at + 1..at + 1 + len]).ok()?;
    let value = u32::from_str_radix(text, 16).ok()?;
    let closed = bytes.get(at + 1 + len) == Some(&b'}');
    (closed && len <= 6 && char::from_u32(value).is_some()).then_some(at + len + 2)
}

/// After `r`, `br` or `cr`: the place of the text, and the place after the literal.
pub(super) fn raw_string(bytes: &[u8], at: usize, form: Form) -> Option<(usize, usize)> {
    let hashes = bytes[at..].iter().take_while(|byte| **byte == b'#').count();
    if hashes > 255 || *bytes.get(at + hashes)? != b'"' {
        return None;
    }
    let text = at + hashes + 1;
    let mut at = text;
    loop {
        match *bytes.get(at)? {
            b'"' => {
                let after = &bytes[at + 1..];
                let closing = after.iter().take(hashes);
                if closing.take_while(|byte| **byte == b'#').count() == hashes {
                    return Some((text, unsuffixed(bytes, at + 1 + hashes)?));
                }
                at += 1;
            }
            b'\r' => return None,
            0 if form == Form::C => return None,
            byte if byte >= 0x80 && form == Form::Bytes => return None,
            _ => at += 1,
        }
    }
}

/// A character or byte whose quote opens before `at`; none for a lifetime.
pub(super) fn character(text: &str, at: usize, form: Form) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = match *bytes.get(at)? {
        b'\\' if bytes.get(at + 1) != Some(&b'\n') => escape(bytes, at + 1, form)?,
        b'\\' | b'\'' | b'\n' | b'\r' => return None,
        byte if byte < 0x80 => at + 1,
        _ if form == Form::Text => at + text[at..].chars().next()?.len_utf8(),
        _ => return None,
    };
    if bytes.get(end) != Some(&b'\'') {
        return None;
    }
    unsuffixed(bytes, end + 1)
}

fn unsuffixed(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at) {
        Some(byte) if is_word(*byte) || *byte >= 0x80 => None,
        _ => Some(at),
    }
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// A number that starts at `at`: the place after it, and whether it is an integer.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    let (end, integer) = match float(bytes, at) {
        Some(end) => (end, false),
        None => (integer(bytes, at)?, true),
    };
    // The suffix, if any.
    let rest = bytes[end..].iter().take_while(|byte| is_word(**byte));
    let end = end + rest.count();
    let breaks = bytes.get(end).is_none_or(|byte| *byte < 0x80);
    breaks.then_some((end, integer))
}

fn float(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    let mut dot = false;
    loop {
        match bytes.get(at) {
            Some(b'0'..=b'9' | b'_') => at += 1,
            Some(b'.') if !dot => {
                let next = bytes.get(at + 1).copied().unwrap_or(b' ');
                let method = next.is_ascii_alphabetic() || next == b'_' || next >= 0x80;
                if next == b'.' || method {
                    return None;
                }
                dot = true;
                at += 1;
            }
            Some(b'e' | b'E') => return exponent(bytes, at + 1).or(dot.then_some(at)),
            _ => return dot.then_some(at),
        }
    }
}

/// After the `e`; none where no digit follows.
fn exponent(bytes: &[u8], mut at: usize) -> Option<usize> {
    let (mut sign, mut digit) = (false, false);
    loop {
        match bytes.get(at) {
            Some(b'+' | b'-') if !digit => {
                if sign {
                    return None;
                }
                sign = true;
            }
            Some(b'0'..=b'9') => digit = true,
            Some(b'_') => {}
            _ => return digit.then_some(at),
        }
        at += 1;
    }
}

fn integer(bytes: &[u8], at: usize) -> Option<usize> {
    let (base, mut at) = match (bytes[at], bytes.get(at + 1)) {
        (b'0', Some(b'x')) => (16, at + 2),
        (b'0', Some(b'o')) => (8, at + 2),
        (b'0', Some(b'b')) => (2, at + 2),
        _ => (10, at),
    };
    let mut empty = true;
    loop {
        match bytes.get(at) {
            Some(b'_') if empty && base == 10 => return None,
            Some(b'_') => {}
            Some(byte @ b'0'..=b'9') => {
                if byte - b'0' >= base {
                    return None;
                }
                empty = false;
            }
            Some(b'a'..=b'f' | b'A'..=b'F') if base == 16 => empty = false,
            _ => return (!empty).then_some(at),
        }
        at += 1;
    }
}
