use text_tools as text;
extern crate text_tools as tools;


pub fn view() -> String {
    tools::trim(text::trim("a")).to_owned()
}
