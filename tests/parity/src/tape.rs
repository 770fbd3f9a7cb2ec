//! Random bytes as a source of decisions.

/// Bytes from which a value is built, one decision after the other. A tape that has ended reads as
/// zeros, and zero is always the smallest choice: so a shorter tape, or one with smaller bytes, is
/// a smaller value, and shrinking the bytes shrinks whatever was built from them.
#[derive(Debug)]
pub struct Tape<'a> {
    rest: &'a [u8],
}

impl<'a> Tape<'a> {
    /// A tape at its start.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.rest.split_first() else {
            return 0;
        };
        self.rest = rest;
        first
    }

    /// Whether nothing but zeros follows.
    pub fn has_ended(&self) -> bool {
        self.rest.is_empty()
    }

    /// A number below `count`, which is at least 1 and at most 256.
    pub fn below(&mut self, count: usize) -> usize {
        usize::from(self.byte()) % count.max(1)
    }

    /// One of several.
    pub fn pick<'b, T>(&mut self, several: &'b [T]) -> &'b T {
        &several[self.below(several.len())]
    }

    /// True about once in `count` times.
    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 1
    }

    /// 64 bits.
    pub fn bits64(&mut self) -> u64 {
        u64::from_be_bytes(std::array::from_fn(|_| self.byte()))
    }

    /// 128 bits.
    pub fn bits128(&mut self) -> u128 {
        u128::from_be_bytes(std::array::from_fn(|_| self.byte()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ended_tape_reads_as_zeros() {
        let mut tape = Tape::new(&[7]);
        assert_eq!((tape.byte(), tape.byte(), tape.bits64()), (7, 0, 0));
        assert!(tape.has_ended());
    }
}
