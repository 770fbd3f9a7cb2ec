//@ seeds: Page
pub struct Page<T> {
    pub items: Vec<T>,
}
