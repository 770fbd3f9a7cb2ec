//@ seeds: Task
macro_rules! id {
    ($name:ident) => {
        pub struct $name(pub u64);
    };
}

id!(TaskId);

pub struct Task {
    pub id: TaskId,
}
