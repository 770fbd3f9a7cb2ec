pub mod generated;

use generated::routes::{self, Route, href};


pub fn view() -> String {
    routes::href(&Route::Home) + &href(&Route::Home) + &linked::view()
}

mod linked {
    use crate::generated::routes::*;

    pub fn view() -> String {
        href(&Route::Home)
    }
}
