//! Signatures: what each parameter asks for is known by its type, or by its name.

use libero::diagnostic::Diagnostic;
use libero::load::FileId;
use syn::spanned::Spanned as _;

use super::function::{Arg, Function, Gives, Pass};
use super::is_public;
use crate::refused::{Problems, code, place};
use crate::scan::Kind;

/// Reads the functions of one page.
pub(super) struct Reader<'a> {
    pub(super) file: FileId,
    pub(super) params: &'a [(String, Kind)],
    pub(super) has_model: bool,
    pub(super) has_query: bool,
}

/// A type by the last name of its path.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    pub(crate) reference: bool,
    pub(crate) mutable: bool,
    pub(crate) name: String,
    /// The same of the first argument: `Model` of `ReadSignal<Model>`.
    pub(crate) inner: Option<Box<Shape>>,
}

impl Shape {
    pub(crate) fn of(ty: &syn::Type) -> Self {
        match ty {
            syn::Type::Reference(reference) => Self {
                reference: true,
                mutable: reference.mutability.is_some(),
                ..Self::of(&reference.elem)
            },
            syn::Type::Path(path) => {
                let Some(last) = path.path.segments.last() else {
                    return Self::default();
                };
                let inner = match &last.arguments {
                    syn::PathArguments::AngleBracketed(args) => {
                        args.args.iter().find_map(|arg| match arg {
                            syn::GenericArgument::Type(ty) => Some(Box::new(Self::of(ty))),
                            _ => None,
                        })
                    }
                    _ => None,
                };
                Self {
                    name: last.ident.to_string(),
                    inner,
                    ..Self::default()
                }
            }
            syn::Type::Group(group) => Self::of(&group.elem),
            syn::Type::Paren(paren) => Self::of(&paren.elem),
            _ => Self::default(),
        }
    }

    pub(crate) fn is_of(&self, name: &str, inner: &str) -> bool {
        self.name == name && self.inner.as_ref().is_some_and(|one| one.name == inner)
    }
}

impl Reader<'_> {
    /// Whether generated code can call a function; else that is refused.
    pub(super) fn is_public(&self, function: &syn::ItemFn, problems: &mut Problems) -> bool {
        let public = is_public(&function.vis);
        if !public {
            let name = &function.sig.ident;
            let span = place(self.file, name.span().byte_range());
            let title = format!("`{name}` is private, and generated code calls it");
            let start = function.sig.span().byte_range().start;
            let diagnostic = Diagnostic::error(code::NOT_PUBLIC, title, span, "private")
                .help("write `pub` before it")
                .certainly(place(self.file, start..start), "pub ");
            problems.push(diagnostic);
        }
        public
    }

    /// A function of a page. None where it cannot be called.
    pub(super) fn read(&self, function: &syn::ItemFn, problems: &mut Problems) -> Option<Function> {
        let name = function.sig.ident.to_string();
        if !self.is_public(function, problems) {
            return None;
        }
        if function.sig.asyncness.is_some() && name != "load" {
            let span = place(self.file, function.sig.asyncness.span().byte_range());
            let title = format!("`{name}` is async, and pages are shown at once");
            let diagnostic = Diagnostic::error(code::RETURNS, title, span, "nobody waits for it")
                .help("what takes time is done by `load`, or by an effect");
            problems.push(diagnostic);
            return None;
        }
        let mut args = vec![];
        for input in &function.sig.inputs {
            match self.arg(&name, input) {
                Some(arg) if !args.contains(&arg) => args.push(arg),
                arg => problems.push(self.refused(&name, input, arg.is_some())),
            }
        }
        let gives = self.gives(function, problems);
        Some(Function {
            name,
            args,
            is_async: function.sig.asyncness.is_some() || returns_future(&function.sig.output),
            gives,
        })
    }

    fn arg(&self, function: &str, input: &syn::FnArg) -> Option<Arg> {
        let syn::FnArg::Typed(input) = input else {
            return None;
        };
        let name = match &*input.pat {
            syn::Pat::Ident(pat) => pat.ident.to_string(),
            _ => String::new(),
        };
        let name = name.trim_start_matches("r#").trim_start_matches('_');
        let shape = Shape::of(&input.ty);
        let on_server = function == "load";
        let arg = if shape.name == "ServerContext" {
            let pass = if shape.reference {
                Pass::Ref
            } else {
                Pass::Value
            };
            Arg::ServerContext(pass)
        } else if shape.is_of("Arc", "ServerContext") {
            Arg::ServerContext(Pass::Arc)
        } else if shape.name == "ClientContext" && shape.reference && !shape.mutable {
            Arg::Context
        } else if self.is_model(function, &shape) {
            Arg::Model
        } else if function == "update" && shape.name == "Msg" && !shape.reference {
            Arg::Msg
        } else if function == "view" && shape.is_of("Dispatch", "Msg") {
            Arg::Send
        } else if self.has_query && shape.name == "Query" && !shape.mutable {
            if shape.reference {
                Arg::QueryRef
            } else {
                Arg::Query
            }
        } else if let Some((param, kind)) = self.params.iter().find(|(param, _)| param == name) {
            match fits(*kind, &input.ty, &shape)? {
                Fits::Owned => Arg::Param(param.clone()),
                Fits::Borrowed => Arg::ParamRef(param.clone()),
            }
        } else if function == "init_loaded" && !shape.reference {
            Arg::Data
        } else {
            return None;
        };
        let borrowed = matches!(arg, Arg::ParamRef(_) | Arg::QueryRef);
        let address = borrowed || matches!(arg, Arg::Param(_) | Arg::Query);
        let allowed = match arg {
            // What asks for data travels.
            _ if borrowed && on_server => false,
            Arg::ServerContext(_) => on_server,
            Arg::Context => !on_server,
            _ if address => match function {
                "update" => false,
                "view" | "head" | "title" => !self.has_model,
                _ => true,
            },
            _ => true,
        };
        allowed.then_some(arg)
    }

    fn is_model(&self, function: &str, shape: &Shape) -> bool {
        match function {
            "view" => self.has_model && shape.is_of("ReadSignal", "Model"),
            "update" => shape.name == "Model" && shape.mutable,
            "head" | "title" => shape.name == "Model" && shape.reference && !shape.mutable,
            _ => false,
        }
    }

    /// What `function` can be given, as it is to be written.
    pub(super) fn wanted(&self, function: &str) -> Vec<String> {
        let mut wanted = vec![];
        wanted.push(match function {
            "load" => "cx: &ServerContext".to_owned(),
            _ => "cx: &ClientContext".to_owned(),
        });
        let model = match function {
            "view" => "model: ReadSignal<Model>",
            "update" => "model: &mut Model",
            "head" | "title" => "model: &Model",
            _ => "",
        };
        if self.has_model && !model.is_empty() || function == "update" {
            wanted.push(model.to_owned());
            match function {
                "view" => wanted.push("send: Dispatch<Msg>".to_owned()),
                "update" => wanted.push("msg: Msg".to_owned()),
                _ => {}
            }
            return wanted;
        }
        let params = self.params.iter();
        wanted.extend(params.map(|(name, kind)| format!("{name}: {}", kind.ty())));
        if self.has_query {
            wanted.push("query: Query".to_owned());
        }
        if function == "init_loaded" {
            wanted.push("data: Data".to_owned());
        }
        wanted
    }

    fn refused(&self, function: &str, input: &syn::FnArg, twice: bool) -> Diagnostic {
        let span = place(self.file, input.span().byte_range());
        let (title, label) = if twice {
            (format!("`{function}` asks for the same twice"), "again")
        } else {
            let title = format!("`{function}` asks for something that there is not");
            (title, "nothing can be given for this")
        };
        let wanted = self.wanted(function);
        let list: Vec<String> = wanted.iter().map(|one| format!("`{one}`")).collect();
        let diagnostic = Diagnostic::error(code::PARAMETER, title, span, label).help(format!(
            "it may take, by type or name, as many of these as it needs: {}",
            list.join(", ")
        ));
        let is_server = matches!(input, syn::FnArg::Typed(input) if Shape::of(&input.ty).name == "ServerContext");
        if is_server && !twice {
            diagnostic
                .note("a `ServerContext` is on the server: `load` and `server_*` handlers have it")
        } else {
            diagnostic
        }
    }

    fn gives(&self, function: &syn::ItemFn, problems: &mut Problems) -> Gives {
        let name = function.sig.ident.to_string();
        let (shape, pair) = match &function.sig.output {
            syn::ReturnType::Default => (None, false),
            syn::ReturnType::Type(_, ty) => match &**ty {
                syn::Type::Tuple(tuple) if tuple.elems.len() == 2 => {
                    (tuple.elems.first().map(Shape::of), true)
                }
                syn::Type::Tuple(tuple) if tuple.elems.is_empty() => (None, false),
                ty => (Some(Shape::of(ty)), false),
            },
        };
        let last = shape.as_ref().map_or("", |shape| shape.name.as_str());
        let (gives, wanted) = match name.as_str() {
            "init" | "init_loaded" if pair && last == "Model" && second_is_effect(function) => {
                return Gives::Whole;
            }
            "init" | "init_loaded" if !pair && last == "Model" => return Gives::Part,
            "init" | "init_loaded" => (Gives::Whole, "(Model, Effect<Msg>)` or `Model"),
            "update" if last == "Effect" => return Gives::Whole,
            "update" if shape.is_none() => return Gives::Part,
            "update" => (Gives::Whole, "Effect<Msg>"),
            "view" if last == "View" => return Gives::Whole,
            "view" => (Gives::Whole, "View"),
            "head" if last == "Head" => return Gives::Whole,
            "head" => (Gives::Whole, "Head"),
            "title" if matches!(last, "String" | "str") => return Gives::Whole,
            "title" => (Gives::Whole, "String"),
            "load" if last == "Result" => match result_error(&function.sig.output) {
                Some(error) if error != "LoadError" => (
                    Gives::Fallible,
                    "Result<Data, LoadError>`, whose errors are made of others by `?`, or `Data",
                ),
                _ => return Gives::Fallible,
            },
            "load" if shape.is_some() => return Gives::Whole,
            "load" => (Gives::Whole, "Data` or `Result<Data, LoadError>"),
            _ => return Gives::Whole,
        };
        let sig = &function.sig;
        let span = match &sig.output {
            syn::ReturnType::Default => sig.ident.span().byte_range(),
            syn::ReturnType::Type(_, ty) => ty.span().byte_range(),
        };
        let title = format!("`{name}` returns something else than it should");
        let diagnostic = Diagnostic::error(code::RETURNS, title, place(self.file, span), "this")
            .help(format!("it returns `{wanted}`"));
        problems.push(diagnostic);
        gives
    }
}

/// Whether the second of a pair is an effect.
fn second_is_effect(function: &syn::ItemFn) -> bool {
    match &function.sig.output {
        syn::ReturnType::Type(_, ty) => match &**ty {
            syn::Type::Tuple(tuple) => tuple
                .elems
                .get(1)
                .is_some_and(|ty| Shape::of(ty).name == "Effect"),
            _ => false,
        },
        syn::ReturnType::Default => false,
    }
}

/// How a parameter takes a part of the address.
enum Fits {
    Owned,
    Borrowed,
}

fn fits(kind: Kind, ty: &syn::Type, shape: &Shape) -> Option<Fits> {
    let owned = match kind {
        Kind::Number => shape.name == "i64",
        Kind::Text => shape.name == "String",
        Kind::Rest => shape.is_of("Vec", "String"),
    };
    if !shape.reference {
        return owned.then_some(Fits::Owned);
    }
    let borrowed = match kind {
        Kind::Number => false,
        Kind::Text => owned || shape.name == "str",
        Kind::Rest => owned || is_slice(ty),
    };
    (borrowed && !shape.mutable).then_some(Fits::Borrowed)
}

/// `&[String]`
fn is_slice(ty: &syn::Type) -> bool {
    let syn::Type::Reference(reference) = ty else {
        return false;
    };
    match &*reference.elem {
        syn::Type::Slice(slice) => Shape::of(&slice.elem).name == "String",
        _ => false,
    }
}

/// The last name of `E` in `Result<_, E>`, where it is written.
fn result_error(output: &syn::ReturnType) -> Option<String> {
    let syn::ReturnType::Type(_, ty) = output else {
        return None;
    };
    let syn::Type::Path(path) = &**ty else {
        return None;
    };
    let syn::PathArguments::AngleBracketed(args) = &path.path.segments.last()?.arguments else {
        return None;
    };
    match args.args.iter().nth(1)? {
        syn::GenericArgument::Type(ty) => Some(Shape::of(ty).name),
        _ => None,
    }
}

fn returns_future(output: &syn::ReturnType) -> bool {
    matches!(output, syn::ReturnType::Type(_, ty) if matches!(**ty, syn::Type::ImplTrait(_)))
}
