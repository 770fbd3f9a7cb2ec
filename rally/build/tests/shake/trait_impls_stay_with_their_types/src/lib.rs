use std::fmt;
use std::str::FromStr;

use rusqlite::ToSql;

pub enum Status {
    Open,
    Closed,
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Open => "open",
            Self::Closed => "closed",
        })
    }
}

impl FromStr for Status {
    type Err = AppError;

    fn from_str(text: &str) -> Result<Self, AppError> {
        match text {
            "open" => Ok(Self::Open),
            "closed" => Ok(Self::Closed),
            _ => Err(AppError::Unknown),
        }
    }
}

impl ToSql for Status {
    fn to_sql(&self) -> rusqlite::Result<String> {
        Ok("status as sql".to_owned())
    }
}

#[derive(Debug)]
pub enum AppError {
    Unknown,
    Database(String),
}

impl From<rusqlite::Error> for AppError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(format!("database: {error}"))
    }
}

/// As it is in the table.
struct StatusRow {
    text: String,
}

impl From<StatusRow> for Option<Status> {
    fn from(row: StatusRow) -> Self {
        row.text.parse().ok()
    }
}

impl Default for StatusRow {
    fn default() -> Self {
        Self { text: "default of the table".to_owned() }
    }
}

pub fn stored() -> Option<Status> {
    StatusRow::default().into()
}

pub fn view(text: &str) -> String {
    text.parse::<Status>().map_or_else(|error| format!("{error:?}"), |status| status.to_string())
}
