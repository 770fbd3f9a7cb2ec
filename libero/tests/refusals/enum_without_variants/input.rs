//@ seeds: Never
pub enum Never {}
