use std::fmt;
use std::str::FromStr;



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







#[derive(Debug)]
pub enum AppError {
    Unknown,
    Database(String),
}




























pub fn view(text: &str) -> String {
    text.parse::<Status>().map_or_else(|error| format!("{error:?}"), |status| status.to_string())
}
