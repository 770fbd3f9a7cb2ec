//! `routes.rs`: the addresses of a namespace as an enum.

use askama::Template;
use libero::targets::rust::ident;

use crate::namespace::Namespace;
use crate::page::Page;
use crate::scan::{Kind, Segment};

#[derive(Template)]
#[template(path = "routes.rs.j2", escape = "none")]
struct Routes<'a> {
    namespace: &'a str,
    base: String,
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
    /// What the variant is built of: `id`, `query: route::Query::read(&pairs)`.
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

/// The text of the file.
pub(crate) fn generate(namespace: &Namespace) -> String {
    let routes = Routes {
        namespace: &namespace.name,
        base: literal(&namespace.base),
        pages: namespace
            .pages
            .iter()
            .map(|page| view(namespace, page))
            .collect(),
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

fn view(namespace: &Namespace, page: &Page) -> RouteView {
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
                    Kind::Number => vec![],
                    Kind::Text | Kind::Rest => reserved(namespace, page, index),
                };
                let beside: Vec<String> = beside.iter().map(|name| literal(name)).collect();
                let beside = beside.join(", ");
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
        build.push("query: route::Query::read(&pairs)".to_owned());
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

/// The static names that stand where a dynamic segment of a page stands, in pages that are tried before
/// it: a text that is one of these has to be written in another way.
fn reserved<'n>(namespace: &'n Namespace, page: &Page, index: usize) -> Vec<&'n str> {
    let before = namespace
        .pages
        .iter()
        .filter(|other| other.file.segments < page.file.segments);
    let names = before.filter_map(|other| {
        let mut pairs = other.file.segments.iter().zip(&page.file.segments);
        let alike = pairs.by_ref().take(index).all(|pair| match pair {
            (Segment::Static(one), Segment::Static(two)) => one == two,
            _ => true,
        });
        match other.file.segments.get(index) {
            Some(Segment::Static(name)) if alike => Some(name.as_str()),
            _ => None,
        }
    });
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A text as a literal.
pub(crate) fn literal(text: &str) -> String {
    format!("{text:?}")
}
