//@ seeds: Task
pub struct Author {
    pub name: String,
}

pub struct Task {
    pub author: Auhtor,
}
