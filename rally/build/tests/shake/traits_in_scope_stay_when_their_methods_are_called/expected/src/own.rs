trait Half {
    fn half(self) -> Self;
}

impl Half for u8 {
    fn half(self) -> Self {
        self / 2
    }
}

pub fn view() -> u8 {
    8_u8.half()
}
