use std::fmt;

#[derive(Clone, Debug)]
pub enum AppError {
    NotFound,
    Forbidden(String),
    Unknown(String),
}

impl fmt::Display for AppError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => formatter.write_str("not found"),
            Self::Forbidden(what) | Self::Unknown(what) => formatter.write_str(what),
        }
    }
}

impl std::error::Error for AppError {}

impl From<rusqlite::Error> for AppError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Unknown(format!("sqlite said: {error}"))
    }
}

impl From<std::io::Error> for AppError {
    fn from(error: std::io::Error) -> Self {
        Self::Unknown(error.to_string())
    }
}
