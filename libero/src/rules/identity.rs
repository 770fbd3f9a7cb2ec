//! Identities on the wire: no two things may have the same.

use std::collections::HashMap;

use contract_schema::identity::signature;
use contract_schema::{FieldType, IdentityRule, TypeKind, WireHash};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::arena::DefId;
use crate::resolve::graph::{Carry, Handler, TypeNode};
use crate::rules::site::open_nodes;

/// The code of two types with one name.
pub const SAME_TYPE: Code = Code(71);
/// The code of two constructors with one hash.
pub const COLLISION: Code = Code(72);
/// The code of two variants with one name in a module, where variants stand for themselves.
pub const SAME_VARIANT: Code = Code(73);
/// The code of two handlers with one request.
pub const SAME_REQUEST: Code = Code(74);
/// The code of two handlers with one name.
pub const SAME_ENDPOINT: Code = Code(75);

/// A constructor's fields and hash on the wire.
#[derive(Clone, Debug)]
pub struct WireConstructor {
    /// In order of declaration, those that are not carried left out.
    pub field_types: Vec<FieldType>,
    /// Its identity in ETF.
    pub hash: WireHash,
}

/// The identities of every carried type and every request that libero makes.
#[derive(Debug, Default)]
pub struct Identities {
    /// One list for each type, in the order of [`TypeNode::constructors`]; none where skipped.
    pub types: HashMap<DefId, Vec<Option<WireConstructor>>>,
    /// One for each handler; none where it takes a message.
    pub requests: Vec<Option<WireConstructor>>,
}

/// Two things that claim one identity.
pub struct Clash {
    code: Code,
    title: String,
    /// What each is called.
    names: [String; 2],
    spans: [Span; 2],
    note: Option<String>,
    help: &'static str,
}

impl From<Clash> for Diagnostic {
    fn from(clash: Clash) -> Self {
        let [first, second] = clash.names;
        let diagnostic = Diagnostic::error(clash.code, clash.title, clash.spans[1], second)
            .also(clash.spans[0], first)
            .help(clash.help);
        match clash.note {
            Some(note) => diagnostic.note(note),
            None => diagnostic,
        }
    }
}

struct Claims<'d> {
    types: HashMap<(String, String), (String, Span)>,
    variants: HashMap<(String, String), (String, Span)>,
    hashes: HashMap<WireHash, (String, String, Span)>,
    rule: IdentityRule,
    diagnostics: &'d mut Diagnostics,
}

/// Finds every identity, and refuses those that are claimed twice.
pub fn check(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) -> Identities {
    same_endpoints(graph, diagnostics);
    let mut identities = Identities::default();
    let mut claims = Claims {
        types: HashMap::new(),
        variants: HashMap::new(),
        hashes: HashMap::new(),
        rule: graph.input.identity,
        diagnostics,
    };
    let mut nodes: Vec<&TypeNode<'_>> = open_nodes(graph).collect();
    nodes.sort_by_cached_key(|node| (graph.wire_name(node), node.item.name.span));
    for node in nodes.into_iter().filter(|node| !node.serde.transparent) {
        let (module, name) = graph.wire_name(node);
        let span = node.item.name.span;
        let said = graph.scope.arena.def_text(node.def);
        claims.claim_type(&module, &name, &said, span);
        let params: Vec<String> = graph.carried_params(node).map(str::to_owned).collect();
        let mut constructors = vec![];
        for constructor in &node.constructors {
            if constructor.serde.skip {
                constructors.push(None);
                continue;
            }
            let fields = constructor
                .fields
                .iter()
                .filter(|field| field.carry == Carry::Wire);
            let field_types: Vec<FieldType> = fields
                .filter_map(|field| field.ty.as_ref())
                .map(|ty| graph.wire_type(ty, Some(node)))
                .collect();
            let span = constructor.ident.span;
            let (own, said) = match node.kind {
                TypeKind::Struct => (name.clone(), said.clone()),
                TypeKind::Enum => {
                    let variant = &constructor.wire_name;
                    claims.claim_variant(&module, variant, &said, span);
                    let own = match claims.rule {
                        IdentityRule::Rust => format!("{name}.{variant}"),
                        IdentityRule::Gleam => variant.clone(),
                    };
                    (own, format!("{said}::{}", constructor.ident.name))
                }
            };
            let text = signature(&module, &own, &field_types, &params);
            let hash = claims.claim_hash(&text, said, span);
            constructors.push(Some(WireConstructor { field_types, hash }));
        }
        identities.types.insert(node.def, constructors);
    }
    for handler in &graph.handlers {
        identities
            .requests
            .push(generated_request(graph, handler, &mut claims));
    }
    same_requests(graph, diagnostics);
    identities
}

fn generated_request(
    graph: &TypeGraph<'_>,
    handler: &Handler<'_>,
    claims: &mut Claims<'_>,
) -> Option<WireConstructor> {
    if handler.message().is_some() {
        return None;
    }
    let name = handler.generated_request();
    let said = format!("the request of {}", handler.function.name.name);
    let span = handler.function.name.span;
    claims.claim_type(&handler.wire_module, &name, &said, span);
    let fields = handler.field_args();
    let field_types: Vec<FieldType> = fields.map(|arg| graph.wire_type(&arg.ty, None)).collect();
    let text = signature(&handler.wire_module, &name, &field_types, &[]);
    let hash = claims.claim_hash(&text, said, span);
    Some(WireConstructor { field_types, hash })
}

impl Claims<'_> {
    fn claim_type(&mut self, module: &str, name: &str, said: &str, span: Span) {
        let key = (module.to_owned(), name.to_owned());
        if let Some((first, first_span)) = self.types.insert(key, (said.to_owned(), span)) {
            let clash = Clash {
                code: SAME_TYPE,
                title: format!("two types are `{module}.{name}` on the wire"),
                names: [first, said.to_owned()],
                spans: [first_span, span],
                note: None,
                help: "rename one of them, or give it another name with #[serde(rename = \"…\")]",
            };
            self.diagnostics.push(clash.into());
        }
    }

    fn claim_variant(&mut self, module: &str, variant: &str, said: &str, span: Span) {
        if self.rule != IdentityRule::Gleam {
            return;
        }
        let key = (module.to_owned(), variant.to_owned());
        let said = format!("{said}::{variant}");
        if let Some((first, first_span)) = self.variants.insert(key, (said.clone(), span)) {
            let clash = Clash {
                code: SAME_VARIANT,
                title: format!("two variants of the module `{module}` are named `{variant}`"),
                names: [first, said],
                spans: [first_span, span],
                note: Some(
                    "with identity = \"gleam\" a variant is known by its bare name".to_owned(),
                ),
                help: "rename one of them, or use identity = \"rust\"",
            };
            self.diagnostics.push(clash.into());
        }
    }

    fn claim_hash(&mut self, signature: &str, said: String, span: Span) -> WireHash {
        let hash = WireHash::of(signature);
        let claim = (signature.to_owned(), said.clone(), span);
        if let Some((other, first, first_span)) = self.hashes.insert(hash.clone(), claim)
            && other != signature
        {
            let clash = Clash {
                code: COLLISION,
                title: format!("two constructors have the wire hash {hash}"),
                names: [first, said],
                spans: [first_span, span],
                note: Some(format!("their signatures are `{other}` and `{signature}`")),
                help: "rename one of them",
            };
            self.diagnostics.push(clash.into());
        }
        hash
    }
}

/// A request names its handler, so that two in a module cannot share one.
fn same_requests(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<(&str, DefId), &Handler<'_>> = HashMap::new();
    for handler in &graph.handlers {
        let Some(message) = handler.message() else {
            continue;
        };
        let crate::resolve::ty::TyKind::Def(def, _) = message.ty.kind else {
            continue;
        };
        if let Some(first) = seen.insert((&handler.wire_module, def), handler) {
            let request = &graph.scope.arena.def(def).ident().name;
            let clash = Clash {
                code: SAME_REQUEST,
                title: format!("two handlers of `{}` take `{request}`", handler.wire_module),
                names: ["the first".to_owned(), "the second".to_owned()],
                spans: [first.function.name.span, handler.function.name.span],
                note: Some("a request finds its handler by its module and type".to_owned()),
                help: "give one of them a request of its own",
            };
            diagnostics.push(clash.into());
        }
    }
}

fn same_endpoints(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) {
    for pair in graph.handlers.windows(2) {
        let [first, second] = pair else { continue };
        if (&first.wire_module, &first.name) == (&second.wire_module, &second.name) {
            let clash = Clash {
                code: SAME_ENDPOINT,
                title: format!("two handlers are `{}.{}`", second.wire_module, second.name),
                names: ["the first".to_owned(), "the second".to_owned()],
                spans: [first.function.name.span, second.function.name.span],
                note: None,
                help: "rename one of them",
            };
            diagnostics.push(clash.into());
        }
    }
}
