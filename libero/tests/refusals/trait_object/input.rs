//@ seeds: Task
pub struct Task {
    pub run: Box<dyn Fn()>,
}
