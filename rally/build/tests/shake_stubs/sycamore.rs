//! As much of sycamore as the cases name. What is in parentheses between the braces of `view!` is compiled.

pub mod prelude {
    pub use crate::view;

    #[derive(Default)]
    pub struct View;

    impl<T: ToString> From<T> for View {
        fn from(_: T) -> Self {
            Self
        }
    }

    pub struct ReadSignal<T: 'static>(pub &'static T);

    impl<T> Clone for ReadSignal<T> {
        fn clone(&self) -> Self {
            *self
        }
    }

    impl<T> Copy for ReadSignal<T> {}

    impl<T> ReadSignal<T> {
        pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
            look(self.0)
        }
    }
}

#[macro_export]
macro_rules! view {
    () => { $crate::prelude::View };
    ($text:literal $($rest:tt)*) => { $crate::view!($($rest)*) };
    (($value:expr) $($rest:tt)*) => {{ let _ = $value; $crate::view!($($rest)*) }};
    ({ $($inside:tt)* } $($rest:tt)*) => {{ let _ = $crate::view!($($inside)*); $crate::view!($($rest)*) }};
    ($tag:ident ($($attributes:tt)*) { $($inside:tt)* } $($rest:tt)*) => {{
        $crate::attributes!($($attributes)*);
        let _ = $crate::view!($($inside)*);
        $crate::view!($($rest)*)
    }};
    ($tag:ident ($($attributes:tt)*) $($rest:tt)*) => {{
        $crate::attributes!($($attributes)*);
        $crate::view!($($rest)*)
    }};
    ($tag:ident { $($inside:tt)* } $($rest:tt)*) => {{
        let _ = $crate::view!($($inside)*);
        $crate::view!($($rest)*)
    }};
}

#[macro_export]
macro_rules! attributes {
    () => {};
    ($name:ident = $value:expr $(, $($rest:tt)*)?) => { let _ = $value; $($crate::attributes!($($rest)*);)? };
    (on:$name:ident = $value:expr $(, $($rest:tt)*)?) => { let _ = $value; $($crate::attributes!($($rest)*);)? };
}
