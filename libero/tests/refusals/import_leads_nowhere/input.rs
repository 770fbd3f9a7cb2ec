//@ seeds: Task
use crate::people::Author;

pub struct Task {
    pub author: Author,
}
