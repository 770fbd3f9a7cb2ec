//! A place whose fields are nobody's business.

/// A point on the globe, in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    latitude: i32,
    longitude: i32,
}

impl Point {
    /// A point, if it is on the globe.
    pub fn new(latitude: i32, longitude: i32) -> Option<Self> {
        let on_globe = latitude.abs() <= 90_000_000 && longitude.abs() <= 180_000_000;
        on_globe.then_some(Self {
            latitude,
            longitude,
        })
    }

    /// North of the equator, in millionths of a degree.
    pub fn latitude(self) -> i32 {
        self.latitude
    }

    /// East of Greenwich, in millionths of a degree.
    pub fn longitude(self) -> i32 {
        self.longitude
    }
}
