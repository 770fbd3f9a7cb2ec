//@ seeds: Task
use c as d;
use d as c;

pub struct Task {
    pub author: c,
}
