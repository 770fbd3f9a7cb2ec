//! A function of a page, as glue calls it.

/// A function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) args: Vec<Arg>,
    pub(crate) is_async: bool,
    pub(crate) gives: Gives,
}

/// What a function returns, where there is a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gives {
    /// What is usual: a model with an effect, an effect, a value.
    Whole,
    /// A model without an effect, or nothing at all.
    Part,
    /// `Result<_, LoadError>`
    Fallible,
}

/// An argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Arg {
    /// `&ClientContext`
    Context,
    /// `&ServerContext`, or another way to have it.
    ServerContext(Pass),
    /// A part of the address.
    Param(String),
    /// The same, borrowed: `&str`.
    ParamRef(String),
    /// The query string.
    Query,
    /// The same, borrowed.
    QueryRef,
    /// What `load` gave.
    Data,
    /// The state: a signal, or a reference.
    Model,
    /// A message.
    Msg,
    /// Where messages go.
    Send,
    /// The route that is shown.
    Route,
    /// A page's view, for a layout.
    View,
    /// Something that has the same name in generated code.
    Named(&'static str),
}

/// How the server context is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pass {
    Value,
    Ref,
    Arc,
}

/// The expressions for what functions ask for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Given<'a> {
    /// The client's context.
    pub(crate) cx: &'a str,
    /// The server's.
    pub(crate) server: &'a str,
    /// What stands after the names of parameters of the address, which are references.
    pub(crate) param: &'a str,
    pub(crate) data: &'a str,
    pub(crate) model: &'a str,
}

impl Function {
    /// The arguments as text.
    pub(crate) fn call(&self, given: &Given<'_>) -> String {
        let args = self.args.iter().map(|arg| match arg {
            Arg::Context => given.cx.to_owned(),
            Arg::ServerContext(Pass::Ref) => given.server.to_owned(),
            Arg::ServerContext(Pass::Arc) => format!("::std::sync::Arc::clone({})", given.server),
            Arg::ServerContext(Pass::Value) => {
                format!("::core::clone::Clone::clone(&**{})", given.server)
            }
            Arg::Param(name) => format!("{}{}", libero::targets::rust::ident(name), given.param),
            Arg::ParamRef(name) => libero::targets::rust::ident(name),
            Arg::Query => format!("query{}", given.param),
            Arg::QueryRef => "query".to_owned(),
            Arg::Data => given.data.to_owned(),
            Arg::Model => given.model.to_owned(),
            Arg::Msg => "msg".to_owned(),
            Arg::Send => "send".to_owned(),
            Arg::Route => "route".to_owned(),
            Arg::View => "page".to_owned(),
            Arg::Named(name) => (*name).to_owned(),
        });
        let args: Vec<String> = args.collect();
        let wait = if self.is_async { ".await" } else { "" };
        format!("{}({}){wait}", self.name, args.join(", "))
    }
}
