//! Identities on the wire: no two things may have the same.

use std::collections::HashMap;

use contract_schema::identity::signature;
use contract_schema::{FieldType, IdentityRule, TypeKind, WireHash};
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::resolve::TypeGraph;
use crate::resolve::arena::DefId;
use crate::resolve::graph::{Carry, Handler};
use crate::resolve::ty::TyKind;
use crate::rules::site::is_mapped;

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

/// How many types are looked at by one thread at least.
const AT_A_TIME: usize = 64;

/// A constructor's fields and hash on the wire.
#[derive(Clone, Debug)]
pub struct WireConstructor {
    /// In order of declaration, those that are not carried left out.
    pub field_types: Vec<FieldType>,
    /// Its identity in ETF.
    pub hash: WireHash,
}

/// One for each of [`TypeNode::constructors`](crate::resolve::graph::TypeNode::constructors); none where skipped.
pub type WireConstructors = Vec<Option<WireConstructor>>;

/// The identities of every carried type and every request that libero makes.
#[derive(Debug, Default)]
pub struct Identities {
    /// One for each of [`TypeGraph::carried`]; none where the type has no identity of its own.
    pub types: Vec<Option<WireConstructors>>,
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

/// Finds every identity, and refuses those that are claimed twice.
pub fn check(graph: &TypeGraph<'_>, diagnostics: &mut Diagnostics) -> Identities {
    same_endpoints(graph, diagnostics);
    let types = graph.carried.par_iter().with_min_len(AT_A_TIME);
    let types: Vec<Option<Claimant<'_>>> = types.map(|def| of_type(graph, *def)).collect();
    let requests = graph.handlers.iter();
    let requests: Vec<Option<Claimant<'_>>> = requests.map(|one| of_request(graph, one)).collect();
    let mut claims = Claims {
        types: HashMap::with_capacity(types.len() + requests.len()),
        variants: HashMap::new(),
        hashes: HashMap::with_capacity(2 * types.len() + requests.len()),
        rule: graph.input.identity,
        diagnostics,
    };
    let mut in_order: Vec<&Claimant<'_>> = types.iter().flatten().collect();
    in_order.par_sort_by(|a, b| a.order().cmp(&b.order()));
    in_order.extend(requests.iter().flatten());
    for one in in_order {
        claims.claim(one);
    }
    same_requests(graph, diagnostics);
    Identities {
        types: types
            .into_iter()
            .map(|one| one.map(Claimant::into_wire))
            .collect(),
        requests: requests
            .into_iter()
            .map(|one| one.and_then(|one| one.into_wire().pop().flatten()))
            .collect(),
    }
}

/// A type, or a request that libero makes, with its identities.
struct Claimant<'n> {
    module: String,
    name: String,
    /// What people call it.
    said: String,
    span: Span,
    /// In order of declaration; none where skipped.
    constructors: Vec<Option<Signed<'n>>>,
}

/// A constructor with its signature.
struct Signed<'n> {
    /// The variant, in an enum.
    variant: Option<&'n str>,
    wire_name: &'n str,
    span: Span,
    signature: String,
    wire: WireConstructor,
}

impl Claimant<'_> {
    fn order(&self) -> (&str, &str, Span) {
        (&self.module, &self.name, self.span)
    }

    fn into_wire(self) -> WireConstructors {
        let constructors = self.constructors.into_iter();
        constructors.map(|one| one.map(|one| one.wire)).collect()
    }
}

/// None for a type that is mapped, or vanishes behind its one field.
fn of_type<'n>(graph: &'n TypeGraph<'_>, def: DefId) -> Option<Claimant<'n>> {
    let node = graph.node(def)?;
    if is_mapped(graph, node) || node.serde.transparent {
        return None;
    }
    let (module, name) = graph.wire_name(node);
    let params: Vec<String> = graph.carried_params(node).map(str::to_owned).collect();
    let constructors = node.constructors.iter().map(|constructor| {
        if constructor.serde.skip {
            return None;
        }
        let fields = constructor.fields.iter();
        let carried = fields.filter(|field| field.carry == Carry::Wire);
        let types = carried.filter_map(|field| field.ty.as_ref());
        let types = types.map(|ty| graph.wire_type(ty, Some(node))).collect();
        let variant = &*constructor.wire_name;
        let wire = match (node.kind, graph.input.identity) {
            (TypeKind::Struct, _) => signed(&module, &name, types, &params),
            (TypeKind::Enum, IdentityRule::Rust) => {
                let name = [&name, ".", variant].concat();
                signed(&module, &name, types, &params)
            }
            (TypeKind::Enum, IdentityRule::Gleam) => signed(&module, variant, types, &params),
        };
        Some(Signed {
            variant: (node.kind == TypeKind::Enum).then_some(&constructor.ident.name),
            wire_name: variant,
            span: constructor.ident.span,
            signature: wire.0,
            wire: wire.1,
        })
    });
    Some(Claimant {
        said: graph.scope.arena.def_text(def),
        span: node.item.name.span,
        constructors: constructors.collect(),
        module,
        name,
    })
}

/// None where the handler takes a message.
fn of_request<'n>(graph: &TypeGraph<'_>, handler: &'n Handler<'_>) -> Option<Claimant<'n>> {
    if handler.message().is_some() {
        return None;
    }
    let name = handler.generated_request();
    let span = handler.function.name.span;
    let fields = handler.field_args();
    let types = fields.map(|arg| graph.wire_type(&arg.ty, None)).collect();
    let (signature, wire) = signed(&handler.wire_module, &name, types, &[]);
    Some(Claimant {
        module: handler.wire_module.clone(),
        name,
        said: format!("the request of {}", handler.function.name.name),
        span,
        constructors: vec![Some(Signed {
            variant: None,
            wire_name: "",
            span,
            signature,
            wire,
        })],
    })
}

fn signed(
    module: &str,
    name: &str,
    field_types: Vec<FieldType>,
    params: &[String],
) -> (String, WireConstructor) {
    let signature = signature(module, name, &field_types, params);
    let hash = WireHash::of(&signature);
    (signature, WireConstructor { field_types, hash })
}

/// Who has claimed what so far.
struct Claims<'c, 'd> {
    types: HashMap<(&'c str, &'c str), &'c Claimant<'c>>,
    variants: HashMap<(&'c str, &'c str), (String, Span)>,
    hashes: HashMap<&'c WireHash, (&'c Claimant<'c>, &'c Signed<'c>)>,
    rule: IdentityRule,
    diagnostics: &'d mut Diagnostics,
}

impl<'c> Claims<'c, '_> {
    /// Claims a type and its constructors.
    fn claim(&mut self, one: &'c Claimant<'c>) {
        self.claim_type(one);
        for signed in one.constructors.iter().flatten() {
            if signed.variant.is_some() && self.rule == IdentityRule::Gleam {
                self.claim_variant(one, signed);
            }
            self.claim_hash(one, signed);
        }
    }

    fn claim_type(&mut self, one: &'c Claimant<'c>) {
        let (module, name) = (&*one.module, &*one.name);
        if let Some(first) = self.types.insert((module, name), one) {
            let clash = Clash {
                code: SAME_TYPE,
                title: format!("two types are `{module}.{name}` on the wire"),
                names: [first.said.clone(), one.said.clone()],
                spans: [first.span, one.span],
                note: None,
                help: "rename one of them, or give it another name with #[serde(rename = \"…\")]",
            };
            self.diagnostics.push(clash.into());
        }
    }

    fn claim_variant(&mut self, one: &'c Claimant<'c>, signed: &'c Signed<'c>) {
        let (module, variant) = (&*one.module, signed.wire_name);
        let said = format!("{}::{variant}", one.said);
        let claim = (said.clone(), signed.span);
        if let Some((first, first_span)) = self.variants.insert((module, variant), claim) {
            let clash = Clash {
                code: SAME_VARIANT,
                title: format!("two variants of the module `{module}` are named `{variant}`"),
                names: [first, said],
                spans: [first_span, signed.span],
                note: Some(
                    "with identity = \"gleam\" a variant is known by its bare name".to_owned(),
                ),
                help: "rename one of them, or use identity = \"rust\"",
            };
            self.diagnostics.push(clash.into());
        }
    }

    fn claim_hash(&mut self, one: &'c Claimant<'c>, signed: &'c Signed<'c>) {
        let hash = &signed.wire.hash;
        let Some((owner, first)) = self.hashes.insert(hash, (one, signed)) else {
            return;
        };
        if first.signature != signed.signature {
            let said = |owner: &Claimant<'_>, signed: &Signed<'_>| match signed.variant {
                Some(variant) => [&owner.said, "::", variant].concat(),
                None => owner.said.clone(),
            };
            let clash = Clash {
                code: COLLISION,
                title: format!("two constructors have the wire hash {hash}"),
                names: [said(owner, first), said(one, signed)],
                spans: [first.span, signed.span],
                note: Some(format!(
                    "their signatures are `{}` and `{}`",
                    first.signature, signed.signature
                )),
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
        let TyKind::Def(def, _) = message.ty.kind else {
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
