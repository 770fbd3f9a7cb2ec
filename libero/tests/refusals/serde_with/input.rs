//@ seeds: Task
pub struct Point(pub i32);

#[serde(from = "Old")]
pub struct Task {
    #[serde(with = "as_text")]
    pub at: Point,
}
