//@ seeds: pages::Task
pub mod pages {
    pub struct Task {
        #[serde(default = "one")]
        pub id: u32,
        #[serde(default = "two")]
        pub size: u32,
    }

    fn one() -> u32 {
        1
    }
}
