pub const PLACE: u8 = 2;
