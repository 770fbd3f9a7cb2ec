//! `app.rs`: the pages of a namespace as one application, on both sides alike.

use askama::Template;
use contract_schema::Contract;

use super::print;
use crate::contract::endpoint;
use crate::namespace::Namespace;
use crate::page::{Arg, Function, Given, Gives, Page};

#[derive(Template)]
#[template(path = "app.rs.j2", escape = "none")]
struct App<'a> {
    namespace: &'a str,
    context: String,
    /// How the context is read: from `flags`, or the default one.
    read_context: &'static str,
    pages: Vec<PageView<'a>>,
    /// The expression that puts the layout around `page`.
    layout: String,
    /// What the layout makes of the title of a page.
    title: Option<String>,
    /// What is shown where there is no page; the run-time's own where absent.
    not_found: Option<String>,
    error: Option<String>,
}

struct PageView<'a> {
    variant: &'a str,
    module: String,
    /// ` { id, query }`, or nothing.
    pattern: String,
    /// `(i64, crate::…::Query,)`
    params_type: String,
    /// `(id.clone(), query.clone(),)`
    params: String,
    /// `(id, query,)`
    params_pattern: String,
    is_static: bool,
    has_msg: bool,
    data: String,
    /// The type of the request that fetches the data.
    request: Option<String>,
    /// The request itself.
    fetch: String,
    init: Option<String>,
    init_loaded: Option<String>,
    update: String,
    view: String,
    head: String,
}

/// The text of the file.
pub(crate) fn generate(namespace: &Namespace, contract: &Contract) -> String {
    let name = &namespace.name;
    let loaded = namespace.client_context.as_ref();
    let around = |module: &str, function: &Function, cx: &str| {
        let given = Given {
            cx,
            ..Given::default()
        };
        format!("crate::{name}::{module}::{}", function.call(&given))
    };
    print(&App {
        namespace: name,
        context: context(namespace),
        read_context: match loaded {
            None => "Ok(())",
            Some(context) if context.load.is_some() => "super::libero::etf::from_slice(flags)",
            Some(_) => "Ok(Default::default())",
        },
        pages: namespace
            .pages
            .iter()
            .map(|page| view(namespace, page, contract))
            .collect(),
        layout: match &namespace.layout {
            None => "page".to_owned(),
            Some(layout) => around("layout", layout, "cx"),
        },
        title: namespace
            .layout_title
            .as_ref()
            .map(|title| around("layout", title, "cx")),
        not_found: namespace
            .not_found
            .as_ref()
            .map(|function| around("not_found", function, "cx")),
        error: namespace
            .error
            .as_ref()
            .map(|function| around("error", function, "cx")),
    })
}

/// The type of what all pages know.
fn context(namespace: &Namespace) -> String {
    match namespace.client_context {
        Some(_) => format!("crate::{}::client_context::ClientContext", namespace.name),
        None => "()".to_owned(),
    }
}

/// A type of the contract, as the modules beside `libero` name it.
pub(super) fn beside(ty: &str) -> String {
    match ty.strip_prefix("requests::") {
        Some(rest) => format!("super::libero::requests::{rest}"),
        None => ty.to_owned(),
    }
}

fn view<'a>(namespace: &Namespace, page: &'a Page, contract: &Contract) -> PageView<'a> {
    let module = namespace.module_of(page);
    let (mut names, mut types) = (vec![], vec![]);
    for (name, kind) in page.file.params() {
        names.push(libero::targets::rust::ident(name));
        types.push(kind.ty().to_owned());
    }
    if page.query.is_some() {
        names.push("query".to_owned());
        types.push(format!("crate::{module}::Query"));
    }
    let load = page
        .load
        .as_ref()
        .and_then(|load| Some((load, endpoint(contract, &format!("{module}::load"))?.1)));
    let given = Given {
        cx: "cx",
        server: "",
        param: ".clone()",
        data: "data",
        model: "model",
    };
    let call = |function: &Function| format!("crate::{module}::{}", function.call(&given));
    let both = |function: &Function| match function.gives {
        Gives::Part => format!("({}, Effect::none())", call(function)),
        _ => call(function),
    };
    let pattern = if names.is_empty() {
        String::new()
    } else {
        format!(" {{ {} }}", names.join(", "))
    };
    PageView {
        variant: &page.file.variant,
        pattern,
        params_type: tuple(&types),
        params: tuple(
            &names
                .iter()
                .map(|name| format!("{name}.clone()"))
                .collect::<Vec<_>>(),
        ),
        params_pattern: tuple(&names),
        is_static: !page.has_model,
        has_msg: page.has_msg,
        data: load.map_or_else(|| "()".to_owned(), |(_, handler)| beside(&handler.ok)),
        request: load.map(|(_, handler)| beside(&handler.request)),
        fetch: load.map_or_else(String::new, |(load, handler)| {
            request(load, &beside(&handler.request))
        }),
        init: page.init.as_ref().map(both),
        init_loaded: page.init_loaded.as_ref().map(both),
        update: page.update.as_ref().map_or_else(
            || "Effect::none()".to_owned(),
            |update| match update.gives {
                Gives::Part => format!("{{ {}; Effect::none() }}", call(update)),
                _ => call(update),
            },
        ),
        view: page.view.as_ref().map(call).unwrap_or_default(),
        head: head(namespace, page, &call),
        module,
    }
}

/// What a page has in `<head>`. The title that the settings give to pages that say none is a whole one.
fn head(namespace: &Namespace, page: &Page, call: &dyn Fn(&Function) -> String) -> String {
    let own = match (&page.head, &page.title, &namespace.title) {
        (Some(head), ..) => call(head),
        (None, Some(title), _) => format!("Head::title({})", call(title)),
        (None, None, Some(title)) => return format!("Head::title({title:?})"),
        (None, None, None) => {
            let name = heck::ToTitleCase::to_title_case(page.file.variant.as_str());
            format!("Head::title({name:?})")
        }
    };
    match &namespace.layout_title {
        Some(_) => format!("{own}.map_title(|page| <App as rally::app::App>::title(cx, page))"),
        None => own,
    }
}

/// The request that asks for what `load` gives, from the parts of the route.
fn request(load: &Function, ty: &str) -> String {
    let fields: Vec<String> = load
        .args
        .iter()
        .filter_map(|arg| match arg {
            Arg::Param(name) => {
                let name = libero::targets::rust::ident(name);
                Some(format!("{name}: {name}.clone()"))
            }
            Arg::Query => Some("query: query.clone()".to_owned()),
            _ => None,
        })
        .collect();
    if fields.is_empty() {
        ty.to_owned()
    } else {
        format!("{ty} {{ {} }}", fields.join(", "))
    }
}

fn tuple(parts: &[String]) -> String {
    match parts {
        [] => "()".to_owned(),
        parts => format!("({},)", parts.join(", ")),
    }
}
