//@ seeds: Task
pub enum State {
    Open,
    Done,
}

pub struct Task {
    pub state: State::Open,
}
