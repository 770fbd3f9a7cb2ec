//@ seeds: Task
pub struct Page<T> {
    pub items: Vec<T>,
}

pub struct Task {
    pub page: Page,
    pub names: Vec<String, u8>,
}
