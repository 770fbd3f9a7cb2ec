//! Text that lives for ever, for fields of type `&'static str`.
//!
//! Each text is kept once. What peers can make the process keep is bounded: when the table is full,
//! a text that is not in it is refused. So is a long one, so that no single message can fill it.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

/// The most that is ever kept, in bytes of text.
const CAPACITY: usize = 1 << 20;
/// The longest text that is kept, in bytes.
const LONGEST: usize = 256;

#[derive(Default)]
struct Table {
    texts: HashSet<&'static str>,
    bytes: usize,
}

impl Table {
    fn intern(&mut self, text: &str, capacity: usize) -> Option<&'static str> {
        if let Some(kept) = self.texts.get(text) {
            return Some(kept);
        }
        // An entry costs its text and its place in the table.
        let cost = text.len() + size_of::<&str>();
        if text.len() > LONGEST || cost > capacity - self.bytes {
            return None;
        }
        self.bytes += cost;
        let kept: &'static str = Box::leak(Box::from(text));
        self.texts.insert(kept);
        Some(kept)
    }
}

/// The message where the table is full.
pub(crate) const FULL: &str = "too many or too long texts were read into fields of type &'static str; a String has no such limit";

/// The text for ever; none where the table is full.
pub(crate) fn intern(text: &str) -> Option<&'static str> {
    static TABLE: Mutex<Option<Table>> = Mutex::new(None);
    let mut table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    table.get_or_insert_default().intern(text, CAPACITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once() {
        let first = intern("kept once").expect("room");
        let second = intern(&String::from("kept once")).expect("room");
        assert!(std::ptr::eq(first, second));
    }

    #[test]
    fn a_full_table_refuses_what_is_new_and_knows_what_it_holds() {
        let mut table = Table::default();
        let capacity = 2 * (1 + size_of::<&str>());
        assert_eq!(table.intern("a", capacity), Some("a"));
        assert_eq!(table.intern("b", capacity), Some("b"));
        assert_eq!(table.intern("c", capacity), None);
        assert_eq!(table.intern("a", capacity), Some("a"));
    }

    #[test]
    fn a_long_text_takes_no_room_from_others() {
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(Table::default().intern(&long, CAPACITY), None);
        assert_eq!(
            Table::default().intern(&long[1..], CAPACITY),
            Some(&long[1..])
        );
    }
}
