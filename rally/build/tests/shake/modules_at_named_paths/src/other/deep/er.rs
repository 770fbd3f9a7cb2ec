pub const GONE: u8 = 1;
pub const VALUE: u8 = 1;
