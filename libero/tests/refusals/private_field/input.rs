//@ seeds: pages::Task
pub mod pages {
    pub struct Task {
        pub id: u32,
        title: String,
        #[serde(skip)]
        cache: Vec<u8>,
    }
}
