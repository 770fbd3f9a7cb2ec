//! As much of rusqlite as the cases name.

use std::fmt;

pub struct Connection;
pub struct Row<'a>(pub &'a str);
#[derive(Debug)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no")
    }
}

impl Connection {
    pub fn open(_path: &str) -> Result<Self> {
        Ok(Self)
    }

    pub fn query_row<T, P, F: FnOnce(&Row<'_>) -> Result<T>>(&self, _sql: &str, _: P, row: F) -> Result<T> {
        row(&Row(""))
    }

    pub fn execute<P>(&self, _sql: &str, _: P) -> Result<usize> {
        Ok(0)
    }
}

impl Row<'_> {
    pub fn get<T: Default>(&self, _at: usize) -> Result<T> {
        Ok(T::default())
    }
}

pub trait OptionalExtension<T> {
    fn optional(self) -> Result<Option<T>>;
}

impl<T> OptionalExtension<T> for Result<T> {
    fn optional(self) -> Result<Option<T>> {
        self.map(Some)
    }
}

pub trait ToSql {
    fn to_sql(&self) -> Result<String>;
}

#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { ($(&$value,)*) };
}
