//@ seeds: pages::Task
pub mod pages {
    struct Task {
        id: u32,
    }
}
