//@ seeds: Id
#[serde(transparent)]
pub struct Id {
    pub a: u8,
    pub b: u8,
}

