//! What a user writes.

use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    pub id: i64,
    pub title: String,
    pub done: bool,
    pub shape: Shape,
    pub counts: BTreeMap<Priority, u32>,
    pub cache: Option<u8>, // #[serde(skip)]
    pub note: String,      // #[serde(default)]
}

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Empty,
    Circle { radius: f64 },
    Line(i32, i32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    Low,
    High,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub total: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Tree<T> {
    Leaf,
    Node(Box<Tree<T>>, T, Box<Tree<T>>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Marker;

#[derive(Clone, Debug, PartialEq)]
pub struct Version(pub u8, pub u8);

pub struct ServerContext {
    pub limit: u8,
}

impl libero_wire::Provide<u8> for ServerContext {
    fn provide(&self) -> u8 {
        self.limit
    }
}

pub async fn server_sum(request: &Page<i64>, cx: &ServerContext) -> Result<i64, Priority> {
    if request.items.len() > usize::from(cx.limit) {
        return Err(Priority::High);
    }
    std::future::ready(()).await;
    assert!(request.total == 0, "the total is not zero");
    Ok(request.items.iter().sum())
}

pub fn server_fail(_: Marker, limit: u8, _: &ServerContext) -> Result<(), Priority> {
    panic!("the limit is {limit}")
}

/// `#[serde(transparent)]`
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(pub String);
