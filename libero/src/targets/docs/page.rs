//! `contract.html`.

use askama::Template;
use contract_schema::Contract;

use super::super::skew;
use super::call::{CallView, Deprecated, PushView, call, push};
use super::declared::{TypeView, declared};
use super::example::Examples;
use super::markdown::Markdown;
use super::usage::Usage;
use super::{Options, data, policy};

const STYLE: &str = include_str!("../../../templates/docs/page.css");
const VALUES: &str = include_str!("../../../templates/docs/values.js");
const PROGRAM: &str = include_str!("../../../templates/docs/page.js");

#[derive(Template)]
#[template(path = "docs/page.html")]
struct Page<'a> {
    title: &'a str,
    policy: &'a str,
    style: &'a str,
    script: &'a str,
    data: &'a str,
    contract: &'a Contract,
    short_hash: &'a str,
    calls: Vec<Group<CallView>>,
    pushes: Vec<PushView>,
    types: Vec<Group<TypeView>>,
    call_count: usize,
    type_count: usize,
}

/// What stands in one module.
struct Group<T> {
    module: String,
    items: Vec<T>,
}

fn grouped<T>(items: Vec<T>, module: impl Fn(&T) -> &str) -> Vec<Group<T>> {
    let mut groups: Vec<Group<T>> = vec![];
    for item in items {
        match groups.last_mut() {
            Some(group) if group.module == module(&item) => group.items.push(item),
            _ => groups.push(Group {
                module: module(&item).to_owned(),
                items: vec![item],
            }),
        }
    }
    groups
}

pub(super) fn text(examples: &Examples<'_>, options: &Options) -> String {
    let contract = examples.model.contract();
    let markdown = Markdown::new(contract);
    let usage = Usage::of(contract);
    let endpoints = contract.endpoints.iter().enumerate();
    let calls: Vec<CallView> = endpoints
        .map(|(index, endpoint)| call(examples, &markdown, index, endpoint))
        .collect();
    let pushes = contract.push_types.iter();
    let types = contract.written_types();
    let types: Vec<TypeView> = types
        .map(|def| declared(examples, &markdown, &usage, def))
        .collect();
    let script = [VALUES, PROGRAM].concat();
    let page = Page {
        title: &options.title,
        policy: &policy::of(STYLE, &script),
        style: STYLE,
        script: &script,
        data: &data::text(examples),
        contract,
        short_hash: skew::short(&contract.contract_hash),
        call_count: calls.len(),
        type_count: types.len(),
        calls: grouped(calls, |call| &call.module),
        pushes: pushes.map(|it| push(examples, &markdown, it)).collect(),
        types: grouped(types, |ty| &ty.module),
    };
    page.render().expect("the template prints ready text only")
}

/// What a badge says of something deprecated.
impl Deprecated {
    pub(super) fn line(&self) -> String {
        let since = match &*self.since {
            "" => String::new(),
            since => format!(" since {since}"),
        };
        match &*self.note {
            "" => format!("Deprecated{since}."),
            note => format!("Deprecated{since}: {note}"),
        }
    }
}
