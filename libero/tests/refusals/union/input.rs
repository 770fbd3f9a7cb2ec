//@ seeds: Number
pub union Number {
    pub int: u32,
    pub float: f32,
}
