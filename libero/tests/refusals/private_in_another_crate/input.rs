//@ seeds: Board
pub struct Board {
    pub article: shared::Article,
    pub state: shared::State,
}
//@ file: shared/src/lib.rs
pub struct Article {
    pub(crate) title: String,
}

#[non_exhaustive]
pub struct State {
    pub open: bool,
}
