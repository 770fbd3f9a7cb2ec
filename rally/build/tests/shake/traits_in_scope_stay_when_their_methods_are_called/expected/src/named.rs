use crate::traits::{Shout,              };

pub fn view() -> String {
    "quiet".shout()
}
