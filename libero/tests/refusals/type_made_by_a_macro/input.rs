//@ seeds: Task
pub struct Task {
    pub id: id_type!(),
}
