//@ seeds: Task
pub mod people {
    pub struct Author {
        pub name: String,
    }
}

pub struct Task {
    pub author: Author,
}
