//@ seeds: Task
pub struct Task {
    pub mark: Option<std::marker::PhantomData<u8>>,
}
