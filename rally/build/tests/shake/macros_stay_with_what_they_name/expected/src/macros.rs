/// A name for a type.
macro_rules! named {
    ($name:ident) => {
        impl $name {
            pub fn name(&self) -> &str {
                &self.0
            }
        }
    };
}











macro_rules! ask {
    ($value:expr, $method:ident) => {
        $value.$method() + crate::numbers::EXTRA
    };
}
