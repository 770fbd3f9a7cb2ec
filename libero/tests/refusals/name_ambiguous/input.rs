//@ seeds: Task
pub mod a {
    pub struct Id(pub u8);
}

pub mod b {
    pub struct Id(pub u8);
}

use a::*;
use b::*;

pub struct Task {
    pub id: Id,
}
