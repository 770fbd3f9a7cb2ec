//! Long lists, a page at a time.

/// Some items of a longer list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// At most as many as were asked for, oldest first.
    pub items: Vec<T>,
    /// How many there are on all pages.
    pub total: u64,
    /// What to pass as `after` for the next page; none on the last one.
    pub next: Option<u64>,
}

/// Items on a page where the caller asks for none or too many.
pub(crate) const MAX_ITEMS: u16 = 200;

impl<T> Page<T> {
    /// A page from up to one item more than asked for: the surplus says that there is a next page.
    pub(crate) fn cut(mut items: Vec<T>, limit: u16, total: u64, id: impl Fn(&T) -> u64) -> Self {
        let more = items.len() > usize::from(limit);
        items.truncate(usize::from(limit));
        let next = if more { items.last().map(id) } else { None };
        Self { items, total, next }
    }
}

/// How many items to read for a page: what was asked for, within bounds.
pub(crate) fn limit(asked: u16) -> u16 {
    match asked {
        0 => MAX_ITEMS,
        asked => asked.min(MAX_ITEMS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surplus_item_becomes_the_cursor() {
        let page = Page::cut(vec![3, 5, 8], 2, 9, |id| *id);
        assert_eq!((page.items, page.next), (vec![3, 5], Some(5)));
        let last = Page::cut(vec![3, 5], 2, 9, |id| *id);
        assert_eq!((last.items, last.next), (vec![3, 5], None));
    }
}
