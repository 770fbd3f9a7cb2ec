//@ seeds: Task
pub struct Task {
    pub at: *const u8,
}
