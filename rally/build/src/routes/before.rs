//! What is asked before a page: a path that it takes is never this page's, so a link writes it in another
//! way.

use crate::elsewhere;
use crate::namespace::Namespace;
use crate::scan::{At, Kind, Shape};

/// All that is asked, in this order.
pub(super) struct Before {
    elsewhere: Vec<Shape>,
    pages: Vec<Shape>,
}

impl Before {
    pub(super) fn of(namespace: &Namespace, all: &[Namespace]) -> Self {
        let elsewhere = elsewhere::of(namespace, all);
        Self {
            elsewhere: elsewhere.into_iter().map(|one| one.shape).collect(),
            pages: namespace
                .pages
                .iter()
                .map(|page| page.file.shape())
                .collect(),
        }
    }

    /// The patterns of paths that a page of the namespace would take, and that are elsewhere.
    pub(super) fn elsewhere(&self) -> Vec<String> {
        let met = self.elsewhere.iter();
        let met = met.filter(|one| self.pages.iter().any(|page| one.meets(page)));
        met.map(pattern).collect()
    }

    /// What is asked before a page and has paths in common with it, from the place `index` on, where it is
    /// that the two differ first.
    fn differing<'s>(&'s self, shape: &'s Shape, index: usize) -> impl Iterator<Item = &'s [At]> {
        let pages = self.pages.iter().take_while(move |page| *page != shape);
        let before = self.elsewhere.iter().chain(pages);
        before.filter_map(move |other| {
            let alike = other.0.get(..index)? == shape.0.get(..index)?;
            let differs = other.0.get(index)? != shape.0.get(index)?;
            (alike && differs && other.meets(shape)).then_some(&other.0[index..])
        })
    }

    /// What stands beside a text of a page: `At::Name("new"), At::Number`, sorted.
    pub(super) fn beside(&self, shape: &Shape, index: usize) -> String {
        let mut beside: Vec<&At> = self
            .differing(shape, index)
            .map(|other| &other[0])
            .collect();
        beside.sort();
        beside.dedup();
        list(beside)
    }

    /// The pages that take a part of what is left of a path: `&[At::Name("new")]`, sorted.
    pub(super) fn rest(&self, shape: &Shape, index: usize) -> String {
        let escapable = |other: &&[At]| !matches!(other[0], At::Value(Kind::Text | Kind::Rest));
        let others = self.differing(shape, index).filter(escapable);
        let mut others: Vec<&[At]> = others.collect();
        others.sort();
        others.dedup();
        let others: Vec<String> = others
            .into_iter()
            .map(|other| format!("&[{}]", list(other.iter().collect())))
            .collect();
        others.join(", ")
    }
}

fn list(at: Vec<&At>) -> String {
    let at: Vec<String> = at.into_iter().map(expression).collect();
    at.join(", ")
}

fn expression(at: &At) -> String {
    match at {
        At::Name(name) => format!("At::Name({})", super::literal(name)),
        At::Value(Kind::Number) => "At::Number".to_owned(),
        At::Value(Kind::Text) => "At::Text".to_owned(),
        At::Value(Kind::Rest) => "At::Rest".to_owned(),
    }
}

/// `["admin", ..]`
fn pattern(shape: &Shape) -> String {
    let at = shape.0.iter().map(|at| match at {
        At::Name(name) => super::literal(name),
        At::Value(Kind::Rest) => "..".to_owned(),
        At::Value(_) => "_".to_owned(),
    });
    format!("[{}]", at.collect::<Vec<_>>().join(", "))
}
