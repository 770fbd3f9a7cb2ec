//! What fails where, in words.

use crate::change::Root;
use crate::effect::{Effect, Fate, Flow, Ways};

/// What a reason says of a change beyond its effect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The variant that comes or goes.
    pub(crate) variant: Option<String>,
    /// Calls find no function: how it was called and how it is.
    pub(crate) unknown_function: Option<[String; 2]>,
    /// Which old values new readers refuse, and which new values old ones do.
    pub(crate) when: [Option<String>; 2],
}

/// Whom a reason is about, as it stands in a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    words: String,
    is_many: bool,
}

impl Who {
    /// One by its name, several by the words that they are given.
    pub(crate) fn of(roots: &[&Root], flow: Flow, named: impl FnOnce(&[&Root]) -> String) -> Self {
        let words = match (roots, flow) {
            ([Root::Contract], Flow::Requests | Flow::Responses) => "any call".into(),
            ([Root::Contract], _) => "value".into(),
            ([Root::Types], _) => "a value".into(),
            ([root], _) => root.words(),
            _ => named(roots),
        };
        Self {
            words,
            is_many: roots.len() > 1,
        }
    }

    /// A verb in the form that belongs to it.
    fn verb(&self, verb: &str) -> String {
        let s = if self.is_many { "" } else { "s" };
        format!("{verb}{s}")
    }
}

/// Something that fails: in one direction, in one codec or in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Failing {
    pub(crate) flow: Flow,
    is_new_written: bool,
    fate: Fate,
    codec: &'static str,
}

/// What fails for an effect, one for each direction in which something does.
pub(crate) fn failing(flow: Flow, effect: Effect) -> Vec<Failing> {
    let fates = |of: fn(Ways) -> Fate| (of(effect.etf), of(effect.json));
    let old_to_new = (fates(|ways| ways.old_to_new), false);
    let new_to_old = (fates(|ways| ways.new_to_old), true);
    // Clients made before come first: servers are deployed before them.
    let ways = if flow == Flow::Requests {
        [old_to_new, new_to_old]
    } else {
        [new_to_old, old_to_new]
    };
    let mut failing = vec![];
    for ((etf, json), is_new_written) in ways {
        let of = |fate, codec| Failing {
            flow,
            is_new_written,
            fate,
            codec,
        };
        if etf == json {
            failing.push(of(etf, ""));
        } else {
            failing.extend([of(etf, " (ETF)"), of(json, " (JSON)")]);
        }
    }
    failing.retain(|one| !one.fate.is_fine());
    failing
}

/// Why something fails, in words.
pub(crate) fn reason(subject: &Subject, who: &Who, failing: Failing) -> String {
    let Failing {
        flow,
        is_new_written,
        fate,
        codec,
    } = failing;
    let refuses = fate.rust_refuses() || fate.others_refuse();
    // Who reads, and who among them.
    let readers = match (fate.rust_refuses(), fate.others_refuse()) {
        (true, false) if flow != Flow::Requests => "Rust ",
        (false, true) => "JavaScript and other ",
        _ => "",
    };
    if let Some([old, new]) = &subject.unknown_function {
        return if is_new_written {
            format!(
                "servers made before this answer that they know no function to calls of `{new}`{codec}"
            )
        } else {
            format!(
                "clients made before this that call `{old}` are answered that there is no such function{codec}"
            )
        };
    }
    let name = &who.words;
    let text = match (&subject.variant, flow, is_new_written) {
        _ if !refuses => misread(who, flow, is_new_written),
        (Some(variant), Flow::Requests, false) => {
            format!(
                "clients made before this may still send `{variant}` to {name}, which the server refuses"
            )
        }
        (Some(variant), Flow::Requests, true) => {
            format!(
                "new clients may send `{variant}` to {name}, which servers made before this refuse"
            )
        }
        (Some(variant), Flow::Responses, true) => {
            format!(
                "{name} may now answer `{variant}`, which {readers}clients made before this cannot decode"
            )
        }
        (Some(variant), Flow::Responses, false) => {
            format!(
                "servers made before this may answer `{variant}` to {name}, which new {readers}clients cannot decode"
            )
        }
        (Some(variant), Flow::Pushes, true) => {
            format!(
                "the server may now push `{variant}`, which {readers}clients made before this cannot decode"
            )
        }
        (Some(variant), Flow::Pushes, false) => {
            format!(
                "servers made before this may push `{variant}`, which new {readers}clients cannot decode"
            )
        }
        (Some(variant), _, true) => {
            format!("`{variant}` is refused by {readers}programs made before this")
        }
        (Some(variant), _, false) => {
            format!("`{variant}`, written before this, is refused by new {readers}programs")
        }
        (None, flow, is_new_written) => refused(who, flow, is_new_written, readers),
    };
    let when = subject.when[usize::from(is_new_written)].as_deref();
    let when = match when {
        Some(when) => format!(", {when}"),
        None => String::new(),
    };
    format!("{text}{when}{codec}")
}

fn refused(who: &Who, flow: Flow, is_new_written: bool, readers: &str) -> String {
    let name = &who.words;
    match (flow, is_new_written) {
        (Flow::Requests, false) => {
            format!(
                "{name} {} what clients made before this send",
                who.verb("refuse")
            )
        }
        (Flow::Requests, true) => {
            format!("servers made before this refuse what new clients send to {name}")
        }
        (Flow::Responses, true) => {
            format!(
                "{readers}clients made before this cannot decode what {name} {}",
                who.verb("answer")
            )
        }
        (Flow::Responses, false) => {
            format!(
                "new {readers}clients cannot decode what servers made before this answer to {name}"
            )
        }
        (Flow::Pushes, true) => {
            format!("{readers}clients made before this cannot decode the pushed {name}")
        }
        (Flow::Pushes, false) => {
            let article = if who.is_many { "the" } else { "a" };
            format!(
                "new {readers}clients cannot decode {article} {name} that servers made before this push"
            )
        }
        (Flow::Pages, true) => {
            format!("{readers}clients made before this cannot decode the {name} of a page")
        }
        (Flow::Pages, false) => {
            format!("new {readers}clients cannot decode the {name} of a page made before this")
        }
        (Flow::Values, true) => {
            format!("{readers}programs made before this cannot decode values written from now on")
        }
        (Flow::Values, false) => {
            format!("new {readers}programs cannot decode values written before this")
        }
    }
}

fn misread(who: &Who, flow: Flow, is_new_written: bool) -> String {
    let name = &who.words;
    match (flow, is_new_written) {
        (Flow::Requests, false) => {
            format!(
                "{name} {} what clients made before this send for something else, and nobody notices",
                who.verb("take")
            )
        }
        (Flow::Requests, true) => {
            format!(
                "servers made before this take what new clients send to {name} for something else, and nobody notices"
            )
        }
        (_, true) => format!(
            "clients made before this take what {name} {} for something else, and nobody notices",
            who.verb("hold")
        ),
        (_, false) => format!(
            "new clients take what {name} of servers made before this {} for something else, and nobody notices",
            who.verb("hold")
        ),
    }
}
