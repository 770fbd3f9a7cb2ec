//! Compression: which one a client takes, and doing it.

use std::io::Write as _;

/// A content encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
}

/// Smaller texts gain nothing.
pub(super) const WORTH_IT: usize = 1024;

impl Encoding {
    /// From the smallest.
    pub(super) const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// The name of a header.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// What a compressed file has behind its name.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    /// Compresses, as fast as a page that is made for one visitor wants it. `None` if it cannot be done.
    pub(super) fn compress(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let out = Vec::with_capacity(bytes.len() / 3);
        match self {
            Self::Brotli => {
                let mut writer = brotli::CompressorWriter::new(out, 4096, 4, 20);
                writer.write_all(bytes).ok()?;
                Some(writer.into_inner())
            }
            Self::Gzip => {
                let level = flate2::Compression::new(5);
                let mut writer = flate2::write::GzEncoder::new(out, level);
                writer.write_all(bytes).ok()?;
                writer.finish().ok()
            }
        }
    }
}

/// The encodings that a client takes by its Accept-Encoding, the best first.
pub(super) fn accepted(header: Option<&str>) -> Vec<Encoding> {
    let header = header.unwrap_or_default();
    let weight = |encoding: Encoding| {
        let of_name = |name: &str| {
            let mut entries = header.split(',').map(weighted);
            entries.find_map(|(entry, q)| entry.eq_ignore_ascii_case(name).then_some(q))
        };
        of_name(encoding.name())
            .or_else(|| of_name("*"))
            .unwrap_or(0)
    };
    let mut accepted: Vec<_> = Encoding::ALL
        .into_iter()
        .filter(|it| weight(*it) > 0)
        .collect();
    accepted.sort_by_key(|it| std::cmp::Reverse(weight(*it)));
    accepted
}

/// `br;q=0.5` as a name and thousandths.
fn weighted(entry: &str) -> (&str, u32) {
    let (name, parameters) = entry.split_once(';').unwrap_or((entry, ""));
    let q = parameters
        .split(';')
        .find_map(|it| it.trim().strip_prefix("q="))
        .map_or(Some(1.0), |q| q.trim().parse::<f32>().ok());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // it is from 0 to 1
    let thousandths = (q.unwrap_or(0.0).clamp(0.0, 1.0) * 1000.0) as u32;
    (name.trim(), thousandths)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::Encoding::{self, Brotli, Gzip};
    use super::accepted;

    #[test]
    fn a_client_gets_what_it_likes_best() {
        let cases: [(&str, &[Encoding]); 10] = [
            ("gzip, deflate, br, zstd", &[Brotli, Gzip]),
            ("gzip", &[Gzip]),
            ("GZIP", &[Gzip]),
            ("br;q=0.5, gzip;q=0.8", &[Gzip, Brotli]),
            ("br;q=0, gzip", &[Gzip]),
            ("*", &[Brotli, Gzip]),
            ("*;q=0, gzip", &[Gzip]),
            ("identity", &[]),
            ("br;q=x", &[]),
            ("", &[]),
        ];
        for (header, expected) in cases {
            assert_eq!(accepted(Some(header)), expected, "{header:?}");
        }
        assert_eq!(accepted(None), []);
    }

    #[test]
    fn what_is_compressed_is_the_same_again() {
        let text = "<p>hello</p>".repeat(500);
        for encoding in Encoding::ALL {
            let small = encoding.compress(text.as_bytes()).unwrap();
            assert!(small.len() * 10 < text.len(), "{encoding:?}");
            let mut again = String::new();
            match encoding {
                Brotli => brotli::Decompressor::new(&*small, 4096).read_to_string(&mut again),
                Gzip => flate2::read::GzDecoder::new(&*small).read_to_string(&mut again),
            }
            .unwrap();
            assert_eq!(again, text, "{encoding:?}");
        }
    }
}
