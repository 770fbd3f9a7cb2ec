//@ seeds: Blob
pub struct Page<T> {
    pub items: Vec<T>,
}

pub struct Blob {
    pub data: Page<u8>,
}
