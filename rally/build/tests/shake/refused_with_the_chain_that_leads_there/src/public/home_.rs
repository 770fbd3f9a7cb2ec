use crate::util::read_title;

pub fn view() -> String {
    title()
}

fn title() -> String {
    read_title()
}
