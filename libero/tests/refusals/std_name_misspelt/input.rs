//@ seeds: Task
pub struct Task {
    pub counts: Hashmap<String, u32>,
    pub names: HashSet<String>,
    pub title: string,
    pub parts: Vector<u8>,
}
