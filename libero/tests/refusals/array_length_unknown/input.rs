//@ seeds: Task
pub struct Task {
    pub bytes: [u8; std::mem::size_of::<u64>()],
}
