//@ seeds: Task
pub struct Task {
    pub title: &'static [u8],
    pub name: Box<&'static str>,
    pub data: &'static Vec<String>,
}
