use crate::prelude::*;

pub fn view() -> String {
    3_usize.stars() + "three".trim()
}
