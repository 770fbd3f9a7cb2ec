//@ seeds: Task
pub struct Fast;

pub struct Task {
    pub names: std::collections::HashMap<String, u8, Fast>,
}
