pub mod generated;

use generated::routes::{self, Route};
use generated::server::Dispatch;

pub fn view() -> String {
    routes::href(&Route::Home)
}

pub fn dispatch() -> Dispatch {
    Dispatch
}
