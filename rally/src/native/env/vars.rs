use std::collections::BTreeMap;
use std::env::VarError;
use std::fmt::{self, Display};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::{AppEnv, EnvError, database, file};

/// The settings: the environment of the process, and below it a file.
///
/// The environment of the process is not changed.
#[derive(Clone)]
pub struct Vars {
    file: BTreeMap<String, String>,
    reads_process: bool,
}

impl Vars {
    /// The environment, and the file `.env` of the current folder if there is one.
    pub fn load() -> Result<Self, EnvError> {
        Self::load_from(".env")
    }

    /// The environment, and this file if there is one.
    pub fn load_from(path: impl AsRef<Path>) -> Result<Self, EnvError> {
        let path = path.as_ref();
        let file = match std::fs::read_to_string(path) {
            Ok(text) => file::parse(&text).map_err(|(line, problem)| EnvError::Line {
                path: path.to_owned(),
                line,
                problem,
            })?,
            Err(error) if error.kind() == ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => {
                return Err(EnvError::File {
                    path: path.to_owned(),
                    reason: error.to_string(),
                });
            }
        };
        Ok(Self {
            file,
            reads_process: true,
        })
    }

    /// These settings and no others: for tests.
    pub fn of<N: Into<String>, V: Into<String>>(vars: impl IntoIterator<Item = (N, V)>) -> Self {
        let pair = |(name, value): (N, V)| (name.into(), value.into());
        Self {
            file: vars.into_iter().map(pair).collect(),
            reads_process: false,
        }
    }

    /// A setting, if it is set.
    pub fn get(&self, name: &str) -> Result<Option<String>, EnvError> {
        let of_process = if self.reads_process && is_name(name) {
            std::env::var(name)
        } else {
            Err(VarError::NotPresent)
        };
        let value = match of_process {
            Ok(value) => Some(value),
            Err(VarError::NotPresent) => self.file.get(name).cloned(),
            Err(VarError::NotUnicode(_)) => {
                return Err(EnvError::NotText {
                    name: name.to_owned(),
                });
            }
        };
        match value {
            Some(value) if value.is_empty() => Err(EnvError::Empty {
                name: name.to_owned(),
            }),
            value => Ok(value),
        }
    }

    /// A setting that the application cannot do without.
    pub fn require(&self, name: &str) -> Result<String, EnvError> {
        self.get(name)?.ok_or_else(|| EnvError::NotSet {
            name: name.to_owned(),
        })
    }

    /// A setting of another type than text, if it is set. The error shows the value.
    ///
    /// ```
    /// # let vars = rally::env::Vars::of([("WORKERS", "many")]);
    /// let error = vars.parse::<u8>("WORKERS").unwrap_err();
    /// assert_eq!(error.to_string(), "WORKERS is \"many\"; invalid digit found in string");
    /// ```
    pub fn parse<T: FromStr<Err: Display>>(&self, name: &str) -> Result<Option<T>, EnvError> {
        self.read(name, |value| {
            value.parse::<T>().map_err(|error| error.to_string())
        })
    }

    /// `APP_ENV`: `dev`, `test` or `prod`; `dev` when it is not set.
    pub fn app_env(&self) -> Result<AppEnv, EnvError> {
        Ok(self.parse("APP_ENV")?.unwrap_or_default())
    }

    /// `PORT`: from 1 to 65535, or 0 for any that is free.
    pub fn port(&self, default: u16) -> Result<u16, EnvError> {
        let wanted = |_| "it must be a number from 0 to 65535".to_owned();
        let port = self.read("PORT", |value| value.parse().map_err(wanted))?;
        Ok(port.unwrap_or(default))
    }

    /// `DATABASE_URL` as the path of a file for [`Db::open`](crate::db::Db::open): `sqlite:data/app.db`,
    /// `sqlite::memory:`, or the path alone.
    pub fn database(&self, default: impl Into<PathBuf>) -> Result<PathBuf, EnvError> {
        const NAME: &str = "DATABASE_URL";
        let Some(url) = self.get(NAME)? else {
            return Ok(default.into());
        };
        // The value is not shown: addresses of other databases hold passwords.
        database::path(&url).map_err(|wanted| EnvError::Wrong {
            name: NAME.to_owned(),
            value: None,
            wanted,
        })
    }

    fn read<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, EnvError> {
        let Some(value) = self.get(name)? else {
            return Ok(None);
        };
        let wrong = |wanted| EnvError::Wrong {
            name: name.to_owned(),
            value: Some(value.clone()),
            wanted,
        };
        read(&value).map(Some).map_err(wrong)
    }
}

/// What the operating system can be asked for without a panic.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['=', '\0'])
}

impl fmt::Debug for Vars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secrets.
        f.debug_struct("Vars")
            .field("file", &self.file.keys())
            .field("reads_process", &self.reads_process)
            .finish()
    }
}
