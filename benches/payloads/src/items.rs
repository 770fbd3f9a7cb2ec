//! A page of items.

use crate::words::{ITEMS, Numbers, TAGS};

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct RepeatedRecords {
    /// Which page, from 1.
    pub page: u32,
    /// Items of all pages.
    pub total: i64,
    /// Those of this page.
    pub items: Vec<Item>,
}

/// Something to sell.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// What it costs.
    pub price: f64,
    /// Whether there is one to be had.
    pub in_stock: bool,
    /// How it is found.
    pub tags: Vec<String>,
}

/// A page of a hundred items.
pub fn repeated_records() -> RepeatedRecords {
    let mut numbers = Numbers::new(11);
    RepeatedRecords {
        page: 3,
        total: 1_204,
        items: (0..100).map(|index| item(index, &mut numbers)).collect(),
    }
}

fn item(index: i64, numbers: &mut Numbers) -> Item {
    Item {
        id: 100_200 + 7 * index,
        name: numbers.pick(ITEMS).to_owned(),
        price: numbers.decimal(300),
        in_stock: numbers.below(4) > 0,
        tags: {
            let count = 3 + numbers.below(3);
            numbers.tags(TAGS, count)
        },
    }
}
