//@ seeds: Task
pub type Tree = Vec<Tree>;

pub struct Task {
    pub tree: Tree,
}
