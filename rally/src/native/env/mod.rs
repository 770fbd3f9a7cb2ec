//! Where the application runs, and with which settings.
//!
//! Settings come from the environment and, for what is not set there, from a file `.env`:
//!
//! ```text
//! # .env
//! DATABASE_URL=sqlite:data/app.db
//! PORT=8080
//! ```
//!
//! ```
//! use rally::env::{AppEnv, Vars};
//!
//! let vars = Vars::of([("APP_ENV", "prod"), ("PORT", "80")]); // or Vars::load()
//! assert_eq!(vars.app_env()?, AppEnv::Prod);
//! assert_eq!(vars.port(8080)?, 80);
//! assert_eq!(vars.database("data/app.db")?.to_str(), Some("data/app.db"));
//!
//! let error = Vars::of([("APP_ENV", "production")]).app_env().unwrap_err();
//! assert_eq!(error.to_string(), "APP_ENV is \"production\"; it must be dev, test or prod");
//! # Ok::<(), rally::env::EnvError>(())
//! ```

mod database;
mod error;
mod file;
mod vars;

use std::fmt;
use std::str::FromStr;

pub use error::EnvError;
pub use vars::Vars;

/// Where the application runs: `APP_ENV`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AppEnv {
    /// On the machine of someone who writes it: no HTTPS, errors shown in full. This is it when nothing is set.
    #[default]
    Dev,
    /// In tests.
    Test,
    /// For its users: cookies are Secure, errors are not shown.
    Prod,
}

impl AppEnv {
    /// As it stands in `APP_ENV`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Test => "test",
            Self::Prod => "prod",
        }
    }

    /// Whether it runs for its users.
    pub fn is_prod(self) -> bool {
        self == Self::Prod
    }
}

impl fmt::Display for AppEnv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for AppEnv {
    type Err = NotAnAppEnv;

    fn from_str(text: &str) -> Result<Self, NotAnAppEnv> {
        [Self::Dev, Self::Test, Self::Prod]
            .into_iter()
            .find(|it| it.as_str() == text)
            .ok_or(NotAnAppEnv)
    }
}

/// A text that is none of `dev`, `test` and `prod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnAppEnv;

impl fmt::Display for NotAnAppEnv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it must be dev, test or prod")
    }
}

impl std::error::Error for NotAnAppEnv {}
