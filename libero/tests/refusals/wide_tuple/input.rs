//@ seeds: Task
pub struct Task {
    pub all: (u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8),
}
