pub const PLACE: u8 = 3;
