use std::fmt::{Display, Formatter, Result as FmtResult};
use std::str::FromStr;

use super::AppError;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Captain,
    Player,
}

impl Display for Role {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        formatter.write_str(match self {
            Role::Captain => "captain",
            Role::Player => "player",
        })
    }
}

impl FromStr for Role {
    type Err = AppError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        use Role::*;
        match text {
            "captain" => Ok(Captain),
            "player" => Ok(Player),
            other => Err(AppError::Unknown(format!("no role: {other}"))),
        }
    }
}
