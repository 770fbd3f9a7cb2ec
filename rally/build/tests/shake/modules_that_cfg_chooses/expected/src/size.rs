pub const SIZE: u8 = 1;
