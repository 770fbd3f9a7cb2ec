use crate::shared::{money, names};

pub fn view() -> String {
    names::full("a", "b") + &money::show(3)
}
