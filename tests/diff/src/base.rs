//! The source that every row changes: a snippet's items replace those of the same name.

/// Items, apart by empty lines: what a request and an answer carry, what only one of them does, a
/// push, and the handlers.
pub const BASE: &str = "
pub struct ServerContext;

pub struct Item {
    pub id: i64,
    pub title: String,
}

pub struct Query {
    pub word: String,
}

pub struct Found {
    pub count: i64,
}

pub enum Problem {
    Missing,
    Locked { by: String },
}

pub enum Event {
    Saved { id: i64 },
    Cleared,
}

pub fn server_save(item: Item, _cx: &ServerContext) -> Result<Item, Problem> { todo!() }

pub fn server_find(query: Query, _cx: &ServerContext) -> Result<Found, ()> { todo!() }
";

/// The base with the items of a snippet in place of its own. A line `- name` takes an item away.
pub fn source(snippet: &str) -> String {
    let own: Vec<(&str, &str)> = items(snippet).collect();
    let mut text = String::new();
    for (name, item) in items(BASE) {
        if own.iter().all(|(other, _)| *other != name) {
            text += item;
            text += "\n\n";
        }
    }
    for (_, item) in own.iter().filter(|(_, item)| !item.starts_with("- ")) {
        text += item;
        text += "\n\n";
    }
    text
}

fn items(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let items = text.split("\n\n").map(str::trim);
    items
        .filter(|item| !item.is_empty())
        .map(|item| (name(item), item))
}

/// The name that an item declares: the word behind the first keyword.
fn name(item: &str) -> &str {
    let words: Vec<&str> = item
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect();
    if item.starts_with("- ") {
        return words[0];
    }
    let keyword = |word: &&str| matches!(*word, "struct" | "enum" | "fn" | "mod");
    let at = words.iter().position(keyword);
    at.and_then(|at| words.get(at + 1)).copied().unwrap_or("")
}
