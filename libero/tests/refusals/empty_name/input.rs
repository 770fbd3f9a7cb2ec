//@ seeds: Task
pub struct Task {
    #[serde(rename = "")]
    pub due: u8,
}
