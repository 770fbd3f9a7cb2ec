//! Generic types: bounds, defaults, nested, recursive.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::marker::PhantomData;

use crate::enums::Colour;

#[derive(Clone, Debug, PartialEq)]
pub struct Instances {
    pub numbers: Page<i64>,
    pub pages: Page<Page<Option<String>>>,
    pub defaulted: Couple<i64>,
    pub couple: Couple<String, Vec<bool>>,
    pub index: Index<String, Colour>,
    pub by_number: Index<i32, Page<u16>>,
    pub branch: Branch<String>,
    pub either: Either<i64, Either<(), String>>,
    pub id: Id<Colour>,
    pub nullable: Cell<Option<i64>>,
    pub plain: Cell<i64>,
    pub nil: Cell<()>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<T>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Couple<A, B = A> {
    pub first: A,
    pub second: B,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Index<K: Ord + Hash, V>
where
    V: Clone,
{
    pub entries: BTreeMap<K, V>,
    pub recent: BTreeSet<K>,
}

/// Recursive and generic.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch<T> {
    pub value: T,
    pub children: Vec<Branch<T>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Either<L, R> {
    Left(L),
    Right(R),
    Both { left: L, right: R },
    Neither,
}

/// A parameter that carries nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Id<T> {
    pub value: u64,
    pub kind: PhantomData<T>,
}

/// One field of any type.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<T>(pub T);
