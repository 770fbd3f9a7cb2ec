//@ seeds: Task
pub struct Task {
    pub next: <Vec<u8> as IntoIterator>::Item,
}
