//! `routes.rs`: the addresses of a namespace as an enum.

use askama::Template;
use libero::targets::rust::ident;

use crate::namespace::Namespace;
use crate::page::Page;
use crate::scan::{Kind, Segment};

mod before;

use before::Before;

#[derive(Template)]
#[template(path = "routes.rs.j2", escape = "none")]
struct Routes<'a> {
    namespace: &'a str,
    base: String,
    /// Patterns of segments that are not the namespace's own: `["ws"]`.
    elsewhere: Vec<String>,
    names_at: bool,
    pages: Vec<RouteView>,
}

/// A page of the enum.
struct RouteView {
    address: String,
    file: String,
    variant: String,
    /// ` { id: i64 }`, or nothing.
    declaration: String,
    /// ` { id }`, or nothing.
    fields: String,
    /// `"products", id`
    slice: String,
    /// What must be read of it: `Some(id)`.
    some: Vec<String>,
    /// How it is read: `route::param::<i64>(id, &[])`.
    read: Vec<String>,
    /// What the variant is built of: `id`, `query: route::Query::read(…)`.
    build: String,
    /// `.segment("products").param(id, &[])`
    href: String,
    has_query: bool,
}

impl RouteView {
    fn is_plain(&self) -> bool {
        self.some.is_empty()
    }
}

/// How a query string is read and written.
#[derive(Template)]
#[template(path = "query.rs.j2", escape = "none")]
struct QueryView<'a> {
    ty: String,
    fields: &'a [(String, String)],
}

/// The text of the file of a namespace, which is one of `all`.
pub(crate) fn generate(namespace: &Namespace, all: &[Namespace]) -> String {
    let before = Before::of(namespace, all);
    let pages = namespace.pages.iter();
    let pages: Vec<RouteView> = pages.map(|page| view(namespace, page, &before)).collect();
    let routes = Routes {
        namespace: &namespace.name,
        base: literal(&namespace.base),
        elsewhere: before.elsewhere(),
        names_at: pages.iter().any(|page| page.href.contains("At::")),
        pages,
    };
    let mut text = crate::glue::print(&routes);
    for page in &namespace.pages {
        if let Some(query) = &page.query {
            let view = QueryView {
                ty: query_type(namespace, page),
                fields: &query.fields,
            };
            text.push_str(&crate::glue::print(&view));
        }
    }
    text
}

fn query_type(namespace: &Namespace, page: &Page) -> String {
    format!("crate::{}::Query", namespace.module_of(page))
}

fn view(namespace: &Namespace, page: &Page, before: &Before) -> RouteView {
    let shape = page.file.shape();
    let (mut declared, mut fields, mut build) = (vec![], vec![], vec![]);
    let (mut slice, mut some, mut read) = (vec![], vec![], vec![]);
    let mut href = String::new();
    for (index, segment) in page.file.segments.iter().enumerate() {
        match segment {
            Segment::Static(name) => {
                slice.push(literal(name));
                href.extend([".segment(", &literal(name), ")"]);
            }
            Segment::Dynamic { name, kind } => {
                let name = ident(name);
                let beside = match kind {
                    Kind::Number => String::new(),
                    Kind::Text => before.beside(&shape, index),
                    Kind::Rest => before.rest(&shape, index),
                };
                declared.push(format!("{name}: {}", kind.ty()));
                some.push(format!("Some({name})"));
                if *kind == Kind::Rest {
                    slice.push(format!("{name} @ .."));
                    read.push(format!("route::rest({name}, &[{beside}])"));
                    href.extend([".rest(", &name, ", &[", &beside, "])"]);
                } else {
                    slice.push(name.clone());
                    read.push(format!(
                        "route::param::<{}>({name}, &[{beside}])",
                        kind.ty()
                    ));
                    href.extend([".param(", &name, ", &[", &beside, "])"]);
                }
                build.push(name.clone());
                fields.push(name);
            }
        }
    }
    if page.query.is_some() {
        declared.push(format!("query: {}", query_type(namespace, page)));
        fields.push("query".to_owned());
        build.push("query: route::Query::read(&route::Pairs::parse(query))".to_owned());
    }
    RouteView {
        address: page.file.address(&namespace.base),
        file: page.file.name.clone(),
        variant: page.file.variant.clone(),
        declaration: braced(&declared),
        fields: braced(&fields),
        slice: slice.join(", "),
        some,
        read,
        build: braced(&build),
        href,
        has_query: page.query.is_some(),
    }
}

fn braced(parts: &[String]) -> String {
    if parts.is_empty() {
        String::new()
    } else {
        format!(" {{ {} }}", parts.join(", "))
    }
}

/// A text as a literal.
pub(crate) fn literal(text: &str) -> String {
    format!("{text:?}")
}
