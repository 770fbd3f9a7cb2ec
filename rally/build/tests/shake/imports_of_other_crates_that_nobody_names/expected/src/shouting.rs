

use sycamore::prelude::*;
use text_tools::case::Shout;
use rally::Dispatch;

pub fn view() -> String {
    text_tools::trim("a").shout()
}
