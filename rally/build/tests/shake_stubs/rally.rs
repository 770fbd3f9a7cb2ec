//! As much of rally as the cases name.

pub mod effect {
    pub struct Effect<M>(std::marker::PhantomData<M>);

    pub fn none<M>() -> Effect<M> {
        Effect(std::marker::PhantomData)
    }

    pub fn rpc<R, D, M>(_request: R, _then: impl FnOnce(Result<D, Vec<String>>) -> M) -> Effect<M> {
        none()
    }
}

pub struct Dispatch<M>(std::marker::PhantomData<M>);

impl<M> Dispatch<M> {
    pub fn send(&self, _message: M) {}
}

impl<M> Clone for Dispatch<M> {
    fn clone(&self) -> Self {
        Self(std::marker::PhantomData)
    }
}

pub mod db {
    pub struct Pool;

    impl Pool {
        pub async fn read<T>(&self, with: impl FnOnce(&rusqlite::Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
            with(&rusqlite::Connection)
        }
    }
}

pub mod env {
    pub fn secret(_name: &str) -> String {
        String::new()
    }
}
