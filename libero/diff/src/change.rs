//! A change: what, where, whom it reaches, and what fails there.

use contract_schema::SourcePlace;

use crate::category::Category;
use crate::effect::{Effect, Flow};
use crate::reason::{self, Failing, Subject, Who};

/// What one contract has and another has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind of change.
    pub category: Category,
    /// What it is, in words: "`Item` has a new field `title`: String".
    pub what: String,
    /// Whether clients that are generated anew have to be adapted.
    pub adapt: bool,
    /// Where it was in the source of the old contract.
    pub old: Option<SourcePlace>,
    /// Where it is in the source of the new contract.
    pub new: Option<SourcePlace>,
    /// What it reaches, in the order of roots.
    pub reaches: Vec<Reach>,
    pub(crate) subject: Subject,
}

/// A way by which a change reaches the ends of the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The call or push.
    pub root: Root,
    /// What carries the value.
    pub flow: Flow,
    /// What fails.
    pub effect: Effect,
    /// What fails where, in words: "`load` may now answer `Locked`, which clients made before this
    /// cannot decode". Empty where nothing does.
    pub reasons: Vec<String>,
}

/// Where a walk over types begins: a call, a push, and what else carries values. Named as in the new
/// contract, or as in the old where it is there no more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// All of the contract.
    Contract,
    /// A function that can be called.
    Endpoint {
        /// Segments joined by `/`.
        module: String,
        /// The name, without `server_`.
        name: String,
    },
    /// A type that may be pushed.
    Push {
        /// The module that the frame names.
        module: String,
        /// The name of the type.
        name: String,
    },
    /// A value that is embedded into a page.
    Page {
        /// The module of the route.
        module: String,
        /// The name of the type.
        name: String,
    },
    /// Types that no call, push or page carries.
    Types,
}

impl Root {
    /// How it is named to people: `load (pages/home)`.
    pub fn title(&self) -> String {
        match self {
            Self::Contract => "the contract".into(),
            Self::Endpoint { module, name } => format!("{module}.{name}"),
            Self::Push { module, name } => format!("push {module}.{name}"),
            Self::Page { module, name } => format!("page {module}, {name}"),
            Self::Types => "types that no call carries".into(),
        }
    }

    /// As a sentence names it: `load` in backquotes.
    pub fn words(&self) -> String {
        match self {
            Self::Endpoint { name, .. } | Self::Push { name, .. } | Self::Page { name, .. } => {
                format!("`{name}`")
            }
            Self::Contract | Self::Types => self.title(),
        }
    }
}

/// How bad a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nobody has to do anything.
    Safe,
    /// Programs that are built keep working; those that are generated anew have to be adapted.
    SourceBreaking,
    /// Programs that are built from one contract fail against those of the other.
    WireBreaking,
}

impl Verdict {
    /// Its name: `wire-breaking`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::SourceBreaking => "source-breaking",
            Self::WireBreaking => "wire-breaking",
        }
    }
}

impl Change {
    /// How bad it is.
    pub fn verdict(&self) -> Verdict {
        if self.reaches.iter().any(|reach| !reach.effect.is_fine()) {
            Verdict::WireBreaking
        } else if self.adapt {
            Verdict::SourceBreaking
        } else {
            Verdict::Safe
        }
    }

    /// How bad it is for one of those that it reaches.
    pub fn verdict_for(&self, root: &Root) -> Verdict {
        let mut reaches = self.reaches.iter().filter(|reach| reach.root == *root);
        if reaches.any(|reach| !reach.effect.is_fine()) {
            Verdict::WireBreaking
        } else if self.adapt {
            Verdict::SourceBreaking
        } else {
            Verdict::Safe
        }
    }

    /// What fails where, for some of [`Change::reaches`], in words: each reason once for all that it holds
    /// for. Several calls or pushes have the name that `named` gives them.
    pub fn reasons(&self, reaches: &[&Reach], named: impl Fn(&[&Root]) -> String) -> Vec<String> {
        let mut alike: Vec<(Failing, Vec<&Root>)> = vec![];
        for reach in reaches {
            for failing in reason::failing(reach.flow, reach.effect) {
                match alike.iter_mut().find(|(one, _)| *one == failing) {
                    Some((_, roots)) => roots.push(&reach.root),
                    None => alike.push((failing, vec![&reach.root])),
                }
            }
        }
        let mut reasons = vec![];
        for (failing, roots) in alike {
            let who = Who::of(&roots, failing.flow, &named);
            let reason = reason::reason(&self.subject, &who, failing);
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons
    }

    /// What it breaks: requests, responses, pushes.
    pub fn broken_flows(&self) -> Vec<Flow> {
        Flow::ALL
            .into_iter()
            .filter(|flow| {
                let mut reaches = self.reaches.iter();
                reaches.any(|reach| reach.flow == *flow && !reach.effect.is_fine())
            })
            .collect()
    }
}
