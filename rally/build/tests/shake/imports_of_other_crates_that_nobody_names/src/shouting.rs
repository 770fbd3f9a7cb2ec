use secret_store::Open;
use secret_store::*;
use sycamore::prelude::*;
use text_tools::case::Shout;
use rally::Dispatch;

pub fn view() -> String {
    text_tools::trim("a").shout()
}

pub fn server() -> String {
    Vault.open()
}
