//! What a small page of settings needs.

use std::collections::BTreeMap;

use crate::items::Item;

/// What a small page of settings needs.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallAdmin {
    /// The page's title.
    pub title: String,
    /// The item that is shown, if one is.
    pub item: Option<Item>,
    /// Texts by name.
    pub labels: BTreeMap<String, String>,
    /// Whether fields are open.
    pub can_edit: bool,
    /// Whether there is a button to publish.
    pub can_publish: bool,
    /// Whether it is kept for the record alone.
    pub archived: bool,
}

/// A page with its item.
pub fn small_admin() -> SmallAdmin {
    let text = |word: &str| word.to_owned();
    SmallAdmin {
        title: text("The spring catalogue"),
        item: Some(Item {
            id: 100_207,
            name: text("Café cups, set of six"),
            price: 42.5,
            in_stock: true,
            tags: vec![text("kitchen"), text("gift")],
        }),
        labels: BTreeMap::from([
            (text("save"), text("Save")),
            (text("theme"), text("dark")),
            (text("zone"), text("Paris")),
        ]),
        can_edit: true,
        can_publish: false,
        archived: false,
    }
}
