//! What fails where, in words.

use crate::change::Root;
use crate::effect::{Effect, Fate, Flow, Ways};

/// What a reason says of a change beyond its effect.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subject {
    /// The variant that comes or goes.
    pub(crate) variant: Option<String>,
    /// Calls find no function: how it was called and how it is.
    pub(crate) unknown_function: Option<[String; 2]>,
    /// Which old values new readers refuse, and which new values old ones do.
    pub(crate) when: [Option<String>; 2],
}

/// The reasons for an effect: one for each direction in which something fails.
pub(crate) fn reasons(subject: &Subject, root: &Root, flow: Flow, effect: Effect) -> Vec<String> {
    let fates = |of: fn(Ways) -> Fate| (of(effect.etf), of(effect.json));
    let old_to_new = (fates(|ways| ways.old_to_new), false);
    let new_to_old = (fates(|ways| ways.new_to_old), true);
    // Clients made before come first: servers are deployed before them.
    let ways = if flow == Flow::Requests {
        [old_to_new, new_to_old]
    } else {
        [new_to_old, old_to_new]
    };
    let mut reasons = vec![];
    for ((etf, json), is_new_written) in ways {
        if etf == json {
            reasons.extend(reason(subject, root, flow, etf, is_new_written, ""));
        } else {
            reasons.extend(reason(subject, root, flow, etf, is_new_written, " (ETF)"));
            reasons.extend(reason(subject, root, flow, json, is_new_written, " (JSON)"));
        }
    }
    reasons
}

fn reason(
    subject: &Subject,
    root: &Root,
    flow: Flow,
    fate: Fate,
    is_new_written: bool,
    codec: &str,
) -> Option<String> {
    if fate.is_fine() {
        return None;
    }
    let refuses = fate.rust_refuses() || fate.others_refuse();
    let name = root.name();
    // Who reads, and who among them.
    let who = match (fate.rust_refuses(), fate.others_refuse()) {
        (true, false) if flow != Flow::Requests => "Rust ",
        (false, true) => "JavaScript and other ",
        _ => "",
    };
    if let Some([old, new]) = &subject.unknown_function {
        return Some(if is_new_written {
            format!(
                "servers made before this answer that they know no function to calls of `{new}`{codec}"
            )
        } else {
            format!(
                "clients made before this that call `{old}` are answered that there is no such function{codec}"
            )
        });
    }
    let text = match (&subject.variant, flow, is_new_written) {
        _ if !refuses => misread(name, flow, is_new_written),
        (Some(variant), Flow::Requests, false) => {
            format!(
                "clients made before this may still send `{variant}` to `{name}`, which the server refuses"
            )
        }
        (Some(variant), Flow::Requests, true) => {
            format!(
                "new clients may send `{variant}` to `{name}`, which servers made before this refuse"
            )
        }
        (Some(variant), Flow::Responses, true) => {
            format!(
                "`{name}` may now answer `{variant}`, which {who}clients made before this cannot decode"
            )
        }
        (Some(variant), Flow::Responses, false) => {
            format!(
                "servers made before this may answer `{variant}` to `{name}`, which new {who}clients cannot decode"
            )
        }
        (Some(variant), Flow::Pushes, true) => {
            format!(
                "the server may now push `{variant}`, which {who}clients made before this cannot decode"
            )
        }
        (Some(variant), Flow::Pushes, false) => {
            format!(
                "servers made before this may push `{variant}`, which new {who}clients cannot decode"
            )
        }
        (Some(variant), _, true) => {
            format!("`{variant}` is refused by {who}programs made before this")
        }
        (Some(variant), _, false) => {
            format!("`{variant}`, written before this, is refused by new {who}programs")
        }
        (None, flow, is_new_written) => refused(name, flow, is_new_written, who),
    };
    let when = subject.when[usize::from(is_new_written)].as_deref();
    let when = match when {
        Some(when) => format!(", {when}"),
        None => String::new(),
    };
    Some(format!("{text}{when}{codec}"))
}

fn refused(name: &str, flow: Flow, is_new_written: bool, who: &str) -> String {
    match (flow, is_new_written) {
        (Flow::Requests, false) => {
            format!("`{name}` refuses what clients made before this send")
        }
        (Flow::Requests, true) => {
            format!("servers made before this refuse what new clients send to `{name}`")
        }
        (Flow::Responses, true) => {
            format!("{who}clients made before this cannot decode what `{name}` answers")
        }
        (Flow::Responses, false) => {
            format!(
                "new {who}clients cannot decode what servers made before this answer to `{name}`"
            )
        }
        (Flow::Pushes, true) => {
            format!("{who}clients made before this cannot decode the pushed `{name}`")
        }
        (Flow::Pushes, false) => {
            format!("new {who}clients cannot decode a `{name}` that servers made before this push")
        }
        (Flow::Pages, true) => {
            format!("{who}clients made before this cannot decode the `{name}` of a page")
        }
        (Flow::Pages, false) => {
            format!("new {who}clients cannot decode the `{name}` of a page made before this")
        }
        (Flow::Values, true) => {
            format!("{who}programs made before this cannot decode values written from now on")
        }
        (Flow::Values, false) => {
            format!("new {who}programs cannot decode values written before this")
        }
    }
}

fn misread(name: &str, flow: Flow, is_new_written: bool) -> String {
    match (flow, is_new_written) {
        (Flow::Requests, false) => {
            format!(
                "`{name}` takes what clients made before this send for something else, and nobody notices"
            )
        }
        (Flow::Requests, true) => {
            format!(
                "servers made before this take what new clients send to `{name}` for something else, and nobody notices"
            )
        }
        (_, true) => format!(
            "clients made before this take what `{name}` holds for something else, and nobody notices"
        ),
        (_, false) => format!(
            "new clients take what `{name}` of servers made before this holds for something else, and nobody notices"
        ),
    }
}
