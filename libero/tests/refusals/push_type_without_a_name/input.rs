//@ push: Id
#[serde(transparent)]
pub struct Id(pub u64);
