//! Printing text of about the same length again and again.

use std::sync::atomic::{AtomicUsize, Ordering};

use askama::Template;

/// How long the longest of the texts was that a template gave: as much room is made for the next, which
/// then need not be moved as it grows.
#[derive(Debug, Default)]
pub(super) struct Room(AtomicUsize);

impl Room {
    pub(super) fn print(&self, template: &impl Template) -> String {
        let mut text = String::with_capacity(self.0.load(Ordering::Relaxed));
        template
            .render_into(&mut text)
            .expect("the templates call nothing that can fail");
        self.0
            .fetch_max(text.len() + text.len() / 16, Ordering::Relaxed);
        text
    }
}
