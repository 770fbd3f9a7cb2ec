//! Where walks begin: the contract, its endpoints, pushes and pages, and types that none of them carries.

use contract_schema::{Contract, Endpoint, FieldType};

use crate::category::Category;
use crate::change::Root;
use crate::effect::{Effect, Fate, Flow, Impact, Ways};
use crate::endpoints;
use crate::reason::Subject;
use crate::walk::{Draft, Found, Site, Walk, annotations};
use crate::words::Place;

/// A root, what carries its values, and what was found there.
pub(crate) type Start = (Root, Flow, Found);

impl Walk<'_> {
    /// Every root but that of types which nothing carries.
    pub(crate) fn roots(&mut self) -> Vec<Start> {
        let mut starts = self.protocol();
        let (old, new) = (self.old.contract, self.new.contract);
        let pairs = endpoints::pairs(old, new);
        for (was, is) in &pairs {
            self.endpoint(was, is, &mut starts);
        }
        for was in &old.endpoints {
            if !pairs.iter().any(|(one, _)| std::ptr::eq(*one, was)) {
                starts.push(self.endpoint_removed(was));
            }
        }
        for is in &new.endpoints {
            if !pairs.iter().any(|(_, one)| std::ptr::eq(*one, is)) {
                starts.push(self.endpoint_added(is));
            }
        }
        self.pushes(&mut starts);
        self.pages(&mut starts);
        starts
    }

    fn protocol(&mut self) -> Vec<Start> {
        let versions = |contract: &Contract| {
            format!(
                "{} with {}",
                contract.protocol_version, contract.typed_value_contract
            )
        };
        let (old, new) = (versions(self.old.contract), versions(self.new.contract));
        if old == new {
            return vec![];
        }
        let what = format!("the protocol was {old}, is {new}");
        let effect = Effect {
            etf: Ways::FINE,
            json: Ways::REFUSED,
        };
        let flows = [Flow::Requests, Flow::Responses, Flow::Pushes];
        let start = |flow| {
            let mut found = Found::default();
            let draft = Draft::new(Category::ProtocolChanged, what.clone(), Place::default());
            self.event(&mut found, draft.adapt(), Impact::of(effect));
            (Root::Contract, flow, found)
        };
        flows.into_iter().map(start).collect()
    }

    fn endpoint_removed(&mut self, was: &Endpoint) -> Start {
        let what = format!("`{}` can no longer be called", was.name);
        let draft = Draft::new(
            Category::EndpointRemoved,
            what,
            Place::of(was.source.as_ref(), None),
        );
        let draft = draft.adapt().subject(unknown_function(was, was));
        let mut found = Found::default();
        self.event(
            &mut found,
            draft,
            Impact::same(Ways::old_to_new(Fate::REFUSED)),
        );
        (root(was), Flow::Requests, found)
    }

    fn endpoint_added(&mut self, is: &Endpoint) -> Start {
        let what = format!("`{}` can be called", is.name);
        let place = Place::of(None, is.source.as_ref());
        let mut found = Found::default();
        self.event(
            &mut found,
            Draft::new(Category::EndpointAdded, what, place),
            Impact::FINE,
        );
        (root(is), Flow::Requests, found)
    }

    fn endpoint(&mut self, was: &Endpoint, is: &Endpoint, starts: &mut Vec<Start>) {
        let place = || Place::of(was.source.as_ref(), is.source.as_ref());
        let mut request = Found::default();
        self.annotations(
            &mut request,
            &is.name,
            &annotations!(was),
            &annotations!(is),
        );
        if was.read_only != is.read_only {
            let (category, what) = if is.read_only {
                (
                    Category::ReadOnlyAdded,
                    "only reads now: a lost call is sent again",
                )
            } else {
                (
                    Category::ReadOnlyRemoved,
                    "no longer only reads, and clients made before this still send a lost call again",
                )
            };
            let mut draft = Draft::new(category, format!("`{}` {what}", is.name), place());
            draft.adapt = !is.read_only;
            self.event(&mut request, draft, Impact::FINE);
        }
        self.request(&mut request, was, is);
        starts.push((root(is), Flow::Requests, request));

        let mut answer = Found::default();
        let site = |of: &'static str| Site {
            name: is.name.clone(),
            of: Some(of),
            inside: String::new(),
            place: place(),
            is_hashed: false,
            is_key: false,
            old: crate::walk::Params::default(),
            new: crate::walk::Params::default(),
        };
        self.value(&mut answer, &site("the answer"), &was.ok, &is.ok);
        self.value(&mut answer, &site("the error"), &was.err, &is.err);
        starts.push((root(is), Flow::Responses, answer));
    }

    /// The message of a call, by which the server finds the function: its module, and the hash (ETF) or
    /// the name (JSON) of the request.
    fn request(&mut self, found: &mut Found, was: &Endpoint, is: &Endpoint) {
        let place = || Place::of(was.source.as_ref(), is.source.as_ref());
        if was.module != is.module {
            let what = format!(
                "`{}` was in the module {}, is in {}",
                is.name, was.module, is.module
            );
            let draft = Draft::new(Category::EndpointMoved, what, place());
            self.event(
                found,
                draft.adapt().subject(unknown_function(was, is)),
                Impact::REFUSED,
            );
        }
        let requests = (self.old.named(&was.request), self.new.named(&is.request));
        let (Some(a), Some(b)) = requests else {
            return;
        };
        let (old, new) = (self.old.def(a), self.new.def(b));
        let is_same_name = old.full_name() == new.full_name();
        if was.name != is.name {
            let what = format!("`{}` is called `{}` now", was.name, is.name);
            let draft = Draft::new(Category::EndpointRenamed, what, place()).adapt();
            let routed = Impact::of(Effect {
                etf: Ways::FINE,
                json: if is_same_name {
                    Ways::FINE
                } else {
                    Ways::REFUSED
                },
            });
            let impact = routed.hashed(!is_same_name && self.is_hashed_otherwise(a, b));
            self.event(found, draft.subject(unknown_function(was, is)), impact);
        } else if !self.matches.is_pair(a, b) {
            let what = format!(
                "the request of `{}` was `{}`, is `{}`",
                is.name, old.type_name, new.type_name
            );
            let draft = Draft::new(Category::RequestReplaced, what, place()).adapt();
            self.event(
                found,
                draft.subject(unknown_function(was, is)),
                Impact::REFUSED,
            );
            return;
        } else if !is_same_name && was.module == is.module {
            self.names(found, a, b, false);
        }
        found.nodes.push(self.pair(a, b));
    }

    fn pushes(&mut self, starts: &mut Vec<Start>) {
        let (old, new) = (self.old.contract, self.new.contract);
        let mut taken = vec![false; new.push_types.len()];
        for was in &old.push_types {
            let a = self.old.find(&was.type_module, &was.type_name);
            let position = new.push_types.iter().enumerate().position(|(index, is)| {
                let b = self.new.find(&is.type_module, &is.type_name);
                !taken[index] && matches!((a, b), (Some(a), Some(b)) if self.matches.is_pair(a, b))
            });
            let push = |module: &str, name: &str| Root::Push {
                module: module.to_owned(),
                name: name.to_owned(),
            };
            let mut found = Found::default();
            let Some(position) = position else {
                let what = format!("`{}` is no longer pushed", was.type_name);
                let source = a.and_then(|a| self.old.def(a).source.as_ref());
                let draft = Draft::new(Category::PushRemoved, what, Place::of(source, None));
                self.event(&mut found, draft.adapt(), Impact::FINE);
                starts.push((push(&was.module, &was.type_name), Flow::Pushes, found));
                continue;
            };
            taken[position] = true;
            let is = &new.push_types[position];
            let b = self.new.find(&is.type_module, &is.type_name);
            if let (Some(a), Some(b)) = (a, b) {
                let place = Place::of(
                    self.old.def(a).source.as_ref(),
                    self.new.def(b).source.as_ref(),
                );
                if was.module != is.module {
                    let what = format!(
                        "pushes of `{}` named the module {}, name {}",
                        is.type_name, was.module, is.module
                    );
                    let draft = Draft::new(Category::PushMoved, what, place).adapt();
                    self.event(&mut found, draft, Impact::REFUSED);
                }
                self.names(&mut found, a, b, false);
                found.nodes.push(self.pair(a, b));
            }
            starts.push((push(&is.module, &is.type_name), Flow::Pushes, found));
        }
        for (is, _) in new
            .push_types
            .iter()
            .zip(&taken)
            .filter(|(_, taken)| !**taken)
        {
            let what = format!("`{}` may be pushed", is.type_name);
            let def = self.new.find(&is.type_module, &is.type_name);
            let source = def.and_then(|def| self.new.def(def).source.as_ref());
            let mut found = Found::default();
            let draft = Draft::new(Category::PushAdded, what, Place::of(None, source));
            self.event(&mut found, draft, Impact::FINE);
            let root = Root::Push {
                module: is.module.clone(),
                name: is.type_name.clone(),
            };
            starts.push((root, Flow::Pushes, found));
        }
    }

    fn pages(&mut self, starts: &mut Vec<Start>) {
        let (old, new) = (self.old.contract, self.new.contract);
        let root = |model: &contract_schema::SsrModel| Root::Page {
            module: model.route_module.clone(),
            name: model.type_name.clone(),
        };
        for was in &old.ssr_models {
            let mut found = Found::default();
            let like = new.ssr_models.iter().find(|is| *is == was);
            let a = self.old.find(&was.type_module, &was.type_name);
            let Some(is) = like else {
                let what = format!(
                    "`{}` is no longer in the page {}",
                    was.type_name, was.route_module
                );
                let draft = Draft::new(Category::PageRemoved, what, Place::default());
                self.event(&mut found, draft.adapt(), Impact::FINE);
                starts.push((root(was), Flow::Pages, found));
                continue;
            };
            let b = self.new.find(&is.type_module, &is.type_name);
            if let (Some(a), Some(b)) = (a, b) {
                found.nodes.push(self.pair(a, b));
            }
            starts.push((root(is), Flow::Pages, found));
        }
        for is in new
            .ssr_models
            .iter()
            .filter(|is| !old.ssr_models.contains(is))
        {
            let what = format!("`{}` is in the page {}", is.type_name, is.route_module);
            let mut found = Found::default();
            let draft = Draft::new(Category::PageAdded, what, Place::default());
            self.event(&mut found, draft, Impact::FINE);
            starts.push((root(is), Flow::Pages, found));
        }
    }

    /// Types that are in one contract alone.
    pub(crate) fn types_alone(&mut self) -> Start {
        let mut found = Found::default();
        for (index, def) in self.old.contract.types.iter().enumerate() {
            if self.matches.new_of(index).is_none() && !is_request(self.old.contract, def) {
                let what = format!("the type `{}` is gone", def.type_name);
                let place = Place::of(def.source.as_ref(), None);
                let draft = Draft::new(Category::TypeRemoved, what, place).adapt();
                self.event(&mut found, draft, Impact::FINE);
            }
        }
        for (index, def) in self.new.contract.types.iter().enumerate() {
            if self.matches.old_of(index).is_none() && !is_request(self.new.contract, def) {
                let what = format!("the type `{}` is new", def.type_name);
                let place = Place::of(None, def.source.as_ref());
                let draft = Draft::new(Category::TypeAdded, what, place);
                self.event(&mut found, draft, Impact::FINE);
            }
        }
        (Root::Types, Flow::Values, found)
    }
}

/// Whether a type is the message of an endpoint, which comes and goes with it.
fn is_request(contract: &Contract, def: &contract_schema::TypeDef) -> bool {
    contract.endpoints.iter().any(|endpoint| {
        matches!(&endpoint.request, FieldType::UserType { module_path, type_name, .. }
            if *module_path == def.module_path && *type_name == def.type_name)
    })
}

fn root(endpoint: &Endpoint) -> Root {
    Root::Endpoint {
        module: endpoint.module.clone(),
        name: endpoint.name.clone(),
    }
}

/// The subject of calls that find no function.
fn unknown_function(was: &Endpoint, is: &Endpoint) -> Subject {
    let name = |endpoint: &Endpoint| format!("{}.{}", endpoint.module, endpoint.name);
    Subject {
        unknown_function: Some([name(was), name(is)]),
        ..Subject::default()
    }
}
