pub const SEPARATOR: &str = " ";
pub fn full(first: &str, last: &str) -> String { [first, last].join(SEPARATOR) }
