//@ seeds: std::vec::Vec
pub struct Task {
    pub id: u32,
}
