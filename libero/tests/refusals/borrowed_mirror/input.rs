//@ borrowed: Page, Paeg, Numbers, Alone, Fixed, Unique, std::string::String
use std::collections::HashSet;

pub struct ServerContext;

pub struct Page {
    pub text: String,
}

pub struct Numbers {
    pub numbers: Vec<i64>,
}

pub struct Alone {
    pub text: String,
}

pub struct Fixed {
    pub text: &'static str,
    pub other: String,
}

pub struct Unique<T> {
    pub items: HashSet<T>,
}

pub fn server_load(numbers: Numbers, fixed: Fixed, cx: &ServerContext) -> Result<Page, Unique<String>> {
    todo!()
}
