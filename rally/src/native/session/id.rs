use std::fmt;
use std::str::FromStr;

const BYTES: usize = 32;

/// 256 random bits. Whoever knows them is the session, so they are not shown by `Debug`, and there is no
/// `Display`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SessionId([u8; BYTES]);

impl SessionId {
    /// A new one, from the randomness of the operating system.
    pub fn random() -> Result<Self, NoRandomness> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(NoRandomness)?;
        Ok(Self(bytes))
    }

    /// The bits.
    pub fn as_bytes(&self) -> &[u8; BYTES] {
        &self.0
    }

    /// The 64 characters of a cookie. A secret: keep them out of logs.
    pub fn to_secret_text(&self) -> String {
        const DIGITS: [char; 16] = [
            '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
        ];
        let digits = |byte: u8| [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]);
        self.0.iter().copied().flat_map(digits).collect()
    }

    /// Reads what [`to_secret_text`](Self::to_secret_text) writes, and nothing else.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let (pairs, []) = text.as_chunks::<2>() else {
            return None;
        };
        let pairs: &[[u8; 2]; BYTES] = pairs.try_into().ok()?;
        let mut bytes = [0; BYTES];
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(Self(bytes))
    }
}

fn digit(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character - b'0'),
        // Capitals are never written, so each id has one text.
        b'a'..=b'f' => Some(character - b'a' + 10),
        _ => None,
    }
}

impl FromStr for SessionId {
    type Err = NotASessionId;

    fn from_str(text: &str) -> Result<Self, NotASessionId> {
        Self::read(text.as_bytes()).ok_or(NotASessionId)
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionId(…)")
    }
}

/// A text that is not 64 digits from 0 to f. It does not hold the text, which may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotASessionId;

impl fmt::Display for NotASessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a session id has 64 digits, each from 0 to 9 or a to f")
    }
}

impl std::error::Error for NotASessionId {}

/// The operating system gives no random bytes.
#[derive(Clone, Copy, Debug)]
pub struct NoRandomness(getrandom::Error);

impl fmt::Display for NoRandomness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the operating system gives no random bytes: {}", self.0)
    }
}

impl std::error::Error for NoRandomness {}
