use std::borrow::Borrow;
use std::cell::Cell;

pub fn view(text: &String) -> &str {
    text.borrow()
}

pub fn server() -> Cell<u8> {
    Cell::new(0)
}
