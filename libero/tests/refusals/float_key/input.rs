//@ seeds: Task
pub struct Task {
    pub prices: std::collections::BTreeMap<f64, String>,
}
