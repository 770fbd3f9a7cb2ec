//! What each code of rally means, an example that is refused and one that is not: a file for each in the
//! folder `explain`, in the manner of libero, whose codes are explained here as well.

use libero::diagnostic::Code;
use libero::diagnostic::explain as of_libero;
pub use libero::diagnostic::explain::Explanation;

macro_rules! explained {
    ($($digits:literal = $number:literal)*) => {
        [$(Explanation {
            code: Code::rally($number),
            text: include_str!(concat!("../explain/R", $digits, ".md")),
        }),*]
    };
}

/// Every code of rally, in ascending order.
pub const ALL: [Explanation; 33] = explained!(
    "0001" = 1 "0002" = 2 "0003" = 3 "0004" = 4 "0005" = 5 "0006" = 6
    "0010" = 10 "0011" = 11 "0012" = 12 "0013" = 13 "0014" = 14 "0015" = 15
    "0016" = 16 "0020" = 20 "0021" = 21 "0022" = 22 "0023" = 23 "0024" = 24
    "0025" = 25 "0026" = 26 "0027" = 27 "0028" = 28 "0029" = 29 "0030" = 30 "0101" = 101 "0102" = 102 "0103" = 103
    "0104" = 104 "0105" = 105 "0106" = 106 "0107" = 107 "0110" = 110 "0111" = 111
);

/// The text on a code, be it rally's or libero's.
pub fn of(code: Code) -> Option<&'static Explanation> {
    let own = ALL.iter().find(|one| one.code == code);
    own.or_else(|| of_libero::of(code))
}

/// A code as people write it: `R0012`, `r12`, `12`; and `L0052`, which is libero's.
pub fn parse(text: &str) -> Option<Code> {
    let text = text.trim();
    if text.starts_with(['L', 'l']) {
        return of_libero::parse(text);
    }
    let digits = text.trim_start_matches(['R', 'r']);
    let code = of_libero::parse(digits)
        .filter(|_| digits.starts_with(|first: char| first.is_ascii_digit()))?;
    (code.0 < 10_000).then(|| Code::rally(code.0))
}

/// What was probably meant by a code of which there is no text.
pub fn nearest(code: Code) -> Option<&'static Explanation> {
    of_libero::nearest(&ALL, code).or_else(|| of_libero::nearest(&of_libero::ALL, code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_write_them() {
        for (text, code) in [
            ("R0012", Some("R0012")),
            (" r12", Some("R0012")),
            ("110", Some("R0110")),
            ("L0052", Some("L0052")),
            ("l52", Some("L0052")),
            ("", None),
            ("R", None),
            ("RL1", None),
            ("E0012", None),
            ("R60000", None),
        ] {
            let read = parse(text).map(|code| code.to_string());
            assert_eq!(read.as_deref(), code, "{text}");
        }
    }

    #[test]
    fn a_code_is_near_where_one_digit_is_another() {
        for (text, near) in [
            ("R0017", Some("R0010")),
            ("R0008", Some("R0001")),
            ("L0053", Some("L0050")),
            ("R9999", None),
        ] {
            let code = parse(text).expect("a code");
            let found = nearest(code).map(|one| one.code.to_string());
            assert_eq!(found.is_some(), near.is_some(), "{text}: {found:?}");
        }
    }
}
