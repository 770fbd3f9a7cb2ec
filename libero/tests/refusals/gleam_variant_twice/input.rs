//@ seeds: A, B
//@ identity: gleam
pub enum A {
    Loaded,
    Failed,
}

pub enum B {
    Loaded,
}
