//@ seeds: pages::home::Taks
pub mod pages {
    pub mod home {
        pub struct Task {
            pub id: u32,
        }
    }
}
