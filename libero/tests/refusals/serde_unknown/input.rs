//@ seeds: Task
#[serde(rename_al = "camelCase")]
pub struct Task {
    #[serde(skip_serialising)]
    pub at: u8,
}

