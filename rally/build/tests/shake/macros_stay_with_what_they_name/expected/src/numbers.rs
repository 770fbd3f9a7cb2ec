pub const EXTRA: usize = 1;


macro_rules! count {
    () => {
        $crate::numbers::EXTRA + 1
    };
}
pub(crate) use count;
