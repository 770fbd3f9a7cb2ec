//@ seeds: Task
pub trait Shape {}

pub struct Task {
    pub shape: Box<Shape>,
}
