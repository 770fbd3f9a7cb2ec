//@ seeds: Task
#[serde(rename_all = "camelCase")]
pub struct Task {
    pub due_date: u8,
    #[serde(rename = "dueDate")]
    pub due: u8,
}
