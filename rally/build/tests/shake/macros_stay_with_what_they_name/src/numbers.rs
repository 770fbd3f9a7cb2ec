pub const EXTRA: usize = 1;
pub const LESS: usize = 0;

macro_rules! count {
    () => {
        $crate::numbers::EXTRA + 1
    };
}
pub(crate) use count;
