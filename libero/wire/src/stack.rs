//! How much stack recursion has taken.
//!
//! A limit on depth alone cannot keep a stack from overflowing: the frame of a decoder is as large as
//! the type that it makes, times several in a debug build. So the distance from the outermost value
//! is measured too, from addresses of locals.

use std::hint::black_box;
use std::ptr::from_ref;

/// The outermost place of a recursion.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stack {
    base: usize,
    limit: usize,
}

impl Stack {
    /// A recursion that begins here.
    #[inline]
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            base: here(),
            limit,
        }
    }

    /// Moves the beginning to here.
    #[inline]
    pub(crate) fn restart(&mut self) {
        self.base = here();
    }

    /// Whether more than the limit has been taken.
    #[inline]
    pub(crate) fn is_spent(self) -> bool {
        here().abs_diff(self.base) > self.limit
    }
}

#[inline]
fn here() -> usize {
    let marker = 0_u8;
    black_box(from_ref(&marker)).addr()
}
