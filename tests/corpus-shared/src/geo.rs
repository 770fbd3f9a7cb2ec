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
        let on_globe =
            latitude.unsigned_abs() <= 90_000_000 && longitude.unsigned_abs() <= 180_000_000;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_beside_the_globe_is_none_also_at_the_edge_of_integers() {
        assert!(Point::new(-90_000_000, 180_000_000).is_some());
        for (latitude, longitude) in [
            (90_000_001, 0),
            (0, -180_000_001),
            (i32::MIN, 0),
            (0, i32::MIN),
        ] {
            assert_eq!(Point::new(latitude, longitude), None);
        }
    }
}
