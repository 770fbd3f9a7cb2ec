use std::fs;

pub fn read_title() -> String {
    fs::read_to_string("title").unwrap_or_default()
}
