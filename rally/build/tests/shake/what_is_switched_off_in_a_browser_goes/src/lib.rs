pub fn view() -> u64 {
    now() + Shape::new().sides()
}

#[cfg(not(target_arch = "wasm32"))]
fn now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
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

    #[cfg(unix)]
    pub fn sides_of_a_file(&self) -> std::io::Result<std::fs::File> {
        std::fs::File::open("sides")
    }
}

pub trait Area {
    fn area(&self) -> f64;
    #[cfg(test)]
    fn tested(&self) -> &'static str;
}

impl Area for Shape {
    fn area(&self) -> f64 {
        0.0
    }

    #[cfg(test)]
    fn tested(&self) -> &'static str {
        "tested"
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_works() {
        assert_eq!(super::view(), 3);
    }
}
