//@ seeds: Task
pub struct Task<'a> {
    pub title: &'a str,
}
