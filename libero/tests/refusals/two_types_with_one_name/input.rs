//@ seeds: Task, Job
pub struct Task {
    pub id: u8,
}

#[serde(rename = "Task")]
pub struct Job {
    pub id: u16,
}
