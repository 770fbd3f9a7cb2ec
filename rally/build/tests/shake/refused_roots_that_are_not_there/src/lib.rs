pub fn view() {}
