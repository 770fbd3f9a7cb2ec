#[cfg(feature = "big")]
pub mod size;
#[cfg(not(feature = "big"))]
mod size;

#[cfg(target_arch = "wasm32")]
#[path = "in_browser.rs"]
mod place;
#[cfg(not(target_arch = "wasm32"))]
#[path = "on_server.rs"]
mod place;

pub fn view() -> u8 {
    size::SIZE + place::PLACE
}
