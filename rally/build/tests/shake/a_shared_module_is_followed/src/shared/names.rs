pub const SEPARATOR: &str = " ";
pub fn full(first: &str, last: &str) -> String { [first, last].join(SEPARATOR) }
pub fn short(first: &str) -> String { first.chars().take(1).collect() }
