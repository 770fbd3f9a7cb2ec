//@ seeds: Task
pub struct Task {
    pub run: fn(i32) -> i32,
}
