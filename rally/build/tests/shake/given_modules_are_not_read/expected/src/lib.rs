pub mod generated;

use generated::routes::{self, Route};


pub fn view() -> String {
    routes::href(&Route::Home)
}
