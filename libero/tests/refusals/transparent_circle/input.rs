//@ seeds: Id
#[serde(transparent)]
pub struct Id {
    pub next: Option<Box<Id>>,
}
