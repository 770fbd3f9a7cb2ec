pub fn view() -> u64 {
    now() + Shape::new().sides()
}






#[cfg(target_arch = "wasm32")]
fn now() -> u64 {
    0
}

pub struct Shape;

impl Shape {
    pub fn new() -> Self {
        Self
    }

    #[cfg(feature = "corners")]
    pub fn sides(&self) -> u64 {
        4
    }

    #[cfg(not(feature = "corners"))]
    pub fn sides(&self) -> u64 {
        3
    }





}
