//! Identities on the wire: no two things may have the same.

use std::collections::HashMap;

use contract_schema::identity::signature;
use contract_schema::{FieldType, IdentityRule, TypeKind, WireHash};
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::parse::syntax::Ident;
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
    let mut found = vec![];
    for node in open_nodes(graph).filter(|node| !node.serde.transparent) {
        found.push(Found::new(graph, node));
    }
    found.par_sort_by(|a, b| a.order().cmp(&b.order()));
    let rule = claims.rule;
    let signed: Vec<Vec<Option<Signed>>> = found.par_iter_mut().map(|one| one.sign(rule)).collect();
    for (one, signed) in found.into_iter().zip(signed) {
        let constructors = claims.claim_all(&one, signed);
        identities.types.insert(one.node, constructors);
    }
    for handler in &graph.handlers {
        identities
            .requests
            .push(generated_request(graph, handler, &mut claims));
    }
    same_requests(graph, diagnostics);
    identities
}

/// A type, with all that its identities are made of.
struct Found<'n> {
    node: DefId,
    kind: TypeKind,
    module: String,
    name: String,
    /// What people call it.
    said: String,
    span: Span,
    params: Vec<String>,
    /// In order of declaration; none where skipped.
    constructors: Vec<Option<FoundConstructor<'n>>>,
}

struct FoundConstructor<'n> {
    ident: &'n Ident,
    wire_name: &'n str,
    field_types: Vec<FieldType>,
}

/// A constructor with its signature.
struct Signed {
    signature: String,
    wire: WireConstructor,
}

impl<'n> Found<'n> {
    fn new(graph: &TypeGraph<'_>, node: &'n TypeNode<'_>) -> Self {
        let (module, name) = graph.wire_name(node);
        let constructors = node.constructors.iter().map(|constructor| {
            let fields = constructor.fields.iter();
            let carried = fields.filter(|field| field.carry == Carry::Wire);
            let types = carried.filter_map(|field| field.ty.as_ref());
            (!constructor.serde.skip).then(|| FoundConstructor {
                ident: constructor.ident,
                wire_name: &constructor.wire_name,
                field_types: types.map(|ty| graph.wire_type(ty, Some(node))).collect(),
            })
        });
        Self {
            node: node.def,
            kind: node.kind,
            module,
            name,
            said: graph.scope.arena.def_text(node.def),
            span: node.item.name.span,
            params: graph.carried_params(node).map(str::to_owned).collect(),
            constructors: constructors.collect(),
        }
    }

    fn order(&self) -> (&str, &str, Span) {
        (&self.module, &self.name, self.span)
    }

    /// Takes the types of the fields.
    fn sign(&mut self, rule: IdentityRule) -> Vec<Option<Signed>> {
        let (module, name, params) = (&self.module, &self.name, &self.params);
        let kind = self.kind;
        let sign = |constructor: &mut FoundConstructor<'_>| {
            let field_types = std::mem::take(&mut constructor.field_types);
            let variant = constructor.wire_name;
            let own = match (kind, rule) {
                (TypeKind::Struct, _) => name,
                (TypeKind::Enum, IdentityRule::Rust) => &[name, ".", variant].concat(),
                (TypeKind::Enum, IdentityRule::Gleam) => variant,
            };
            let signature = signature(module, own, &field_types, params);
            let hash = WireHash::of(&signature);
            let wire = WireConstructor { field_types, hash };
            Signed { signature, wire }
        };
        let constructors = self.constructors.iter_mut();
        constructors.map(|one| one.as_mut().map(sign)).collect()
    }
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
    let signature = signature(&handler.wire_module, &name, &field_types, &[]);
    let hash = WireHash::of(&signature);
    claims.claim_hash(&hash, signature, said, span);
    Some(WireConstructor { field_types, hash })
}

impl Claims<'_> {
    /// Claims a type and its constructors.
    fn claim_all(
        &mut self,
        found: &Found<'_>,
        signed: Vec<Option<Signed>>,
    ) -> Vec<Option<WireConstructor>> {
        let said = &found.said;
        self.claim_type(&found.module, &found.name, said, found.span);
        let constructors = found.constructors.iter().zip(signed);
        let claim = |(constructor, signed): (&Option<FoundConstructor<'_>>, Option<Signed>)| {
            let (constructor, signed) = constructor.as_ref().zip(signed)?;
            let span = constructor.ident.span;
            let said = match found.kind {
                TypeKind::Struct => said.clone(),
                TypeKind::Enum => {
                    self.claim_variant(&found.module, constructor.wire_name, said, span);
                    [said, "::", &constructor.ident.name].concat()
                }
            };
            self.claim_hash(&signed.wire.hash, signed.signature, said, span);
            Some(signed.wire)
        };
        constructors.map(claim).collect()
    }

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

    fn claim_hash(&mut self, hash: &WireHash, signature: String, said: String, span: Span) {
        let claim = (signature, said, span);
        let Some((other, first, first_span)) = self.hashes.insert(hash.clone(), claim) else {
            return;
        };
        let (signature, said, _) = &self.hashes[hash];
        if other != *signature {
            let clash = Clash {
                code: COLLISION,
                title: format!("two constructors have the wire hash {hash}"),
                names: [first, said.clone()],
                spans: [first_span, span],
                note: Some(format!("their signatures are `{other}` and `{signature}`")),
                help: "rename one of them",
            };
            self.diagnostics.push(clash.into());
        }
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
            let mut spans = [first.function.name.span, handler.function.name.span];
            spans.sort_unstable();
            let request = &graph.scope.arena.def(def).ident().name;
            let clash = Clash {
                code: SAME_REQUEST,
                title: format!("two handlers of `{}` take `{request}`", handler.wire_module),
                names: ["the first".to_owned(), "the second".to_owned()],
                spans,
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
