//! Types that are not libero's own, by what they travel as.

pub(crate) fn one_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

#[cold]
pub(crate) fn not_in_format(format: &str, text: &str) -> String {
    let shown: String = text.chars().take(40).collect();
    let dots = if shown.len() < text.len() { "…" } else { "" };
    format!("expected String of format {format}, got {shown:?}{dots}")
}

#[cold]
pub(crate) fn wrong_length(expected: usize, got: usize) -> String {
    format!("expected {expected} items, got {got}")
}
