use std::borrow::Borrow;


pub fn view(text: &String) -> &str {
    text.borrow()
}
