use std::ops::Range;

use inner::{Count, r#type as kind};

mod inner {
    pub const START: usize = 1;
    pub const END: usize = 3;
    pub const FIRST: usize = 0;


    pub fn r#type() -> &'static str {
        "type"
    }

    pub struct Count<T>(pub T);

    impl<T: Clone> Count<T> {
        pub fn make(value: T) -> Self {
            Self(value)
        }

        pub fn both<U>(self, other: U) -> (T, U) {
            (self.0, other)
        }
    }

    pub trait Limit {
        const LIMIT: usize;

        fn limit() -> usize {
            Self::LIMIT
        }
    }

    impl Limit for u8 {
        const LIMIT: usize = 8;
    }

    impl Limit for Far {
        const LIMIT: usize = 800;
    }

    pub struct Far;
    pub type Alias = Far;

    impl Far {
        pub fn away() -> usize {
            9
        }
    }
}

fn limit_of<T: inner::Limit>() -> usize {
    T::limit()
}

fn step<'step>(text: &'step str) -> &'step str {
    &text[inner::FIRST..]
}

pub fn view() -> String {
    use inner::{END, START};
    let range: Range<usize> = START..END;
    let pointer: *const inner::Count<u8> = std::ptr::null();
    let (a, b) = Count::<u8>::make(1).both::<Vec<u8>>(vec![limit_of::<u8>() as u8]);
    let far = <inner::Alias>::away() + inner::Alias::away();
    let value = if a != 1 && !b.is_empty() { range.start } else { range.end };
    format!("{value}{far}{}{}{}", kind(), step("x"), pointer.is_null())
}
