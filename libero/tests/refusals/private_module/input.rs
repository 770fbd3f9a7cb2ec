//@ seeds: pages::Board
pub mod pages {
    mod inner {
        pub struct Task {
            pub id: u32,
        }
    }

    pub struct Board {
        pub tasks: Vec<inner::Task>,
    }
}
