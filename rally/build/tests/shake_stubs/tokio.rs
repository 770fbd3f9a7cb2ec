//! As much of tokio as the cases name.

pub mod sync {
    pub struct Mutex<T>(pub T);
}

pub mod fs {
    pub async fn read_to_string(_path: &str) -> String {
        String::new()
    }
}

pub fn spawn<F>(_future: F) {}
