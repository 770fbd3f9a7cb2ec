//@ seeds: Task
pub struct Task {
    pub id: ulid::Ulid,
}
