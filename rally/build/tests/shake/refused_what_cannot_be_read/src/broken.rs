pub fn view( -> u8 {
    1
}
