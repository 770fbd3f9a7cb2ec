pub fn view() -> (&'static str, usize) {
    (include_str!("../../text/about.md"), include_bytes!("logo.svg").len())
}
