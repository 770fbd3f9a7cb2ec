use std::fmt;
use std::time::Duration;

use super::SessionId;
use crate::native::env::AppEnv;

const DAY: Duration = Duration::from_hours(24);

/// How the session's cookie is named and written.
#[derive(Clone, Debug)]
pub struct SessionCookie {
    name: String,
    secure: bool,
    max_age: Duration,
}

impl SessionCookie {
    /// `session`, kept for 30 days. In production `__Host-session` with Secure: it goes over HTTPS alone, and
    /// browsers let neither another host nor a page without HTTPS set it.
    pub fn new(env: AppEnv) -> Self {
        Self {
            name: full_name("session", env),
            secure: env.is_prod(),
            max_age: 30 * DAY,
        }
    }

    /// Another name, of letters, digits, `_` and `-`. Two applications on one machine need it in development:
    /// to browsers, ports are the same host. In production it gets the prefix `__Host-` as well.
    pub fn named(mut self, name: &str) -> Result<Self, NotACookieName> {
        let is_good = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        // Browsers treat names with these prefixes in a way of their own, whatever their case.
        let lower = name.to_ascii_lowercase();
        let is_special = lower.starts_with("__host-") || lower.starts_with("__secure-");
        if name.is_empty() || is_special || !name.bytes().all(is_good) {
            return Err(NotACookieName(name.to_owned()));
        }
        let env = if self.secure {
            AppEnv::Prod
        } else {
            AppEnv::Dev
        };
        self.name = full_name(name, env);
        Ok(self)
    }

    /// How long a browser keeps it from now on, in whole seconds.
    #[must_use]
    pub fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = max_age;
        self
    }

    /// Its name, with the prefix.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The session in a request's Cookie headers, if there is one.
    ///
    /// Values that are not ids are passed over. Two different ids are none: one of them may have been put
    /// there by another host of the same domain, to draw a person into a session that is not theirs.
    pub fn read<H: AsRef<[u8]>>(&self, headers: impl IntoIterator<Item = H>) -> Option<SessionId> {
        let mut found: Option<SessionId> = None;
        for header in headers {
            for pair in header.as_ref().split(|&b| b == b';') {
                let Some(id) = self.read_pair(pair) else {
                    continue;
                };
                if found.as_ref().is_some_and(|found| *found != id) {
                    return None;
                }
                found = Some(id);
            }
        }
        found
    }

    fn read_pair(&self, pair: &[u8]) -> Option<SessionId> {
        let value = pair
            .trim_ascii()
            .strip_prefix(self.name.as_bytes())?
            .strip_prefix(b"=")?;
        let unquoted = value
            .strip_prefix(b"\"")
            .and_then(|value| value.strip_suffix(b"\""));
        SessionId::read(unquoted.unwrap_or(value))
    }

    /// The value of a Set-Cookie header that gives the browser this id.
    pub fn set(&self, id: &SessionId) -> String {
        self.write(&id.to_secret_text(), self.max_age, self.secure)
    }

    /// The same, where it is known that the browser speaks HTTPS.
    pub(crate) fn set_over_https(&self, id: &SessionId) -> String {
        self.write(&id.to_secret_text(), self.max_age, true)
    }

    /// The value of a Set-Cookie header that takes the cookie away.
    pub fn clear(&self) -> String {
        self.write("", Duration::ZERO, self.secure)
    }

    fn write(&self, value: &str, max_age: Duration, secure: bool) -> String {
        let name = &self.name;
        let age = max_age.as_secs();
        let secure = if secure { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}")
    }
}

fn full_name(name: &str, env: AppEnv) -> String {
    let prefix = if env.is_prod() { "__Host-" } else { "" };
    format!("{prefix}{name}")
}

/// A name that no cookie of ours can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotACookieName(String);

impl fmt::Display for NotACookieName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name) = self;
        write!(
            f,
            "{name:?} cannot be the name of a cookie: use letters, digits, _ and -, and leave the prefixes \
             __Host- and __Secure- to us"
        )
    }
}

impl std::error::Error for NotACookieName {}
