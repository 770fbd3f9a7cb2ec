//@ seeds: Task
#[serde(rename_all = "camelcase")]
pub struct Task {
    #[serde(rename(serialize = "a", deserialize = "b"))]
    pub at: u8,
}
