//@ seeds: Task
pub struct Task {
    pub path: std::path::PathBuf,
    pub lock: std::sync::Mutex<u8>,
    pub code: std::num::NonZeroU8,
}
