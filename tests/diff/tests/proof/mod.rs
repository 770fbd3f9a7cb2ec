//! Values of all kinds, written by one side of each row and read by the other; and what was said of it.

mod claims;
mod node;

use std::collections::BTreeMap;
use std::sync::Once;

use diff_proof::ends::{self, End};
use diff_proof::sample::{self, Samples};
use diff_proof::{Case, Side};
use libero_diff::Flow;
use libero_wire::v1::Codec;
use serde_json::Value;

use claims::{Claims, same};
use node::{Job, Reading};

const CODECS: [Codec; 2] = [Codec::Etf, Codec::Json];

/// Who writes and who reads: the old side or the new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    OldToNew,
    NewToOld,
}

/// A flow between the sides of a row, as one kind of reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) row: usize,
    /// The module and the name of the call or push; those of the new side where it is on both.
    pub(crate) root: (String, String),
    pub(crate) flow: Flow,
    pub(crate) way: Way,
    pub(crate) is_etf: bool,
    pub(crate) is_rust: bool,
}

/// What happened at a spot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) values: usize,
    /// A value that was refused, and why.
    pub(crate) refused: Option<(String, String)>,
    /// A value that was read as another.
    pub(crate) misread: Option<(String, String)>,
}

impl Seen {
    fn add(&mut self, sample: &Value, outcome: Result<Option<Value>, String>) {
        self.values += 1;
        match outcome {
            Err(reason) => self.refused = Some((sample.to_string(), reason)),
            Ok(Some(read)) if !same(sample, &read) => {
                self.misread = Some((sample.to_string(), read.to_string()));
            }
            Ok(_) => {}
        }
    }
}

/// The ends of one thing on both sides.
struct Both<'a> {
    row: usize,
    /// The side that writes values for requests is the client's, for the others the server's.
    old: (&'a Side, Option<&'a End>),
    new: (&'a Side, Option<&'a End>),
}

/// Runs every row, and says where what happened is not what was said.
pub(crate) fn run(cases: &[Case]) -> Vec<String> {
    quiet();
    let claims: Vec<Claims> = cases.iter().map(Claims::of).collect();
    let mut seen: BTreeMap<Spot, Seen> = BTreeMap::new();
    let mut job = Job::default();
    for (row, case) in cases.iter().enumerate() {
        for both in pairs(row, case) {
            for way in [Way::OldToNew, Way::NewToOld] {
                exchange(&both, way, &mut seen, &mut job);
            }
        }
    }
    job.run(cases, &mut seen);
    let mut wrong = vec![];
    for (row, claims) in claims.iter().enumerate() {
        for spot in claims.untried(row, &seen) {
            wrong.push(format!("{}: never tried: {spot:?}", cases[row].row.name));
        }
    }
    for (spot, seen) in &seen {
        claims[spot.row].check(&cases[spot.row], spot, seen, &mut wrong);
    }
    wrong
}

/// A handler that is run panics: that is how it is seen that it was run.
fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let is_handler = info.payload().downcast_ref::<&str>() == Some(&"not yet implemented");
            if !is_handler {
                usual(info);
            }
        }));
        libero_wire::dispatch::set_reporter(|_| {});
    });
}

fn pairs(row: usize, case: &Case) -> Vec<Both<'_>> {
    let is_like = |a: &End, b: &End| {
        a.name == b.name && a.request_type.is_empty() == b.request_type.is_empty()
    };
    // One that is gone and one that is new are the same one, renamed.
    let alone = |side: &Side, other: &Side| {
        let is_alone = |end: &End| other.ends.iter().all(|one| !is_like(one, end));
        side.ends.iter().position(is_alone)
    };
    let renamed = alone(&case.old, &case.new).zip(alone(&case.new, &case.old));
    let find = |side: &Side, other: &Side, like: &End| {
        let same = side.ends.iter().position(|end| is_like(end, like));
        let is_new = std::ptr::eq(side, &raw const case.new);
        same.or_else(|| {
            let (old, new) = renamed?;
            let (here, there) = if is_new { (new, old) } else { (old, new) };
            is_like(&other.ends[there], like).then_some(here)
        })
    };
    let mut all: Vec<Both<'_>> = vec![];
    for old in &case.old.ends {
        all.push(Both {
            row,
            old: (&case.old, Some(old)),
            new: (
                &case.new,
                find(&case.new, &case.old, old).map(|at| &case.new.ends[at]),
            ),
        });
    }
    for new in &case.new.ends {
        if find(&case.old, &case.new, new).is_none() {
            all.push(Both {
                row,
                old: (&case.old, None),
                new: (&case.new, Some(new)),
            });
        }
    }
    all
}

fn exchange(both: &Both<'_>, way: Way, seen: &mut BTreeMap<Spot, Seen>, job: &mut Job) {
    let (from, to) = match way {
        Way::OldToNew => (both.old, both.new),
        Way::NewToOld => (both.new, both.old),
    };
    let Some(writer) = from.1 else { return };
    let named = both.new.1.or(both.old.1).expect("an end");
    let spot = |flow, codec, is_rust| Spot {
        row: both.row,
        root: (named.module.to_owned(), named.name.to_owned()),
        flow,
        way,
        is_etf: codec == Codec::Etf,
        is_rust,
    };
    let contract = from.0.contract();
    let samples = Samples(&contract);
    if writer.request_type.is_empty() {
        let push = contract
            .push_types
            .iter()
            .find(|push| push.type_name == writer.name);
        let push = push.expect("a push");
        let ty = contract_schema::FieldType::user(&*push.type_module, &*push.type_name);
        let Some(reader) = to.1 else { return };
        answers(
            &samples.of(&ty),
            writer,
            (to.0, reader),
            &|codec, rust| spot(Flow::Pushes, codec, rust),
            seen,
            job,
        );
        return;
    }
    let endpoint = contract.endpoints.iter();
    let endpoint = endpoint
        .into_iter()
        .find(|one| one.name == writer.name && one.module == writer.module)
        .expect("an endpoint");
    for message in samples.of(&endpoint.request) {
        let text = message.to_string();
        for codec in CODECS {
            if let Ok(frame) = (writer.request)(writer, codec, text.as_bytes()) {
                let outcome = serve(to, codec, &frame);
                seen.entry(spot(Flow::Requests, codec, true))
                    .or_default()
                    .add(&message, outcome);
            }
        }
        // Our own clients leave nothing out; those of other makes that were there before may.
        let short = sample::without_defaults(&contract, &message);
        if let Some(short) = short.filter(|_| way == Way::OldToNew) {
            let hash = "";
            let frame = format!(
                "{{\"kind\":\"request\",\"protocol_version\":\"libero-json-v1\",\"contract_hash\":\"{hash}\",\"module\":\"{}\",\"request_id\":7,\"message\":{short}}}",
                writer.module
            );
            let outcome = serve(to, Codec::Json, frame.as_bytes()).map(|_| None);
            for is_rust in [true, false] {
                let spot = spot(Flow::Requests, Codec::Json, is_rust);
                seen.entry(spot).or_default().add(&short, outcome.clone());
            }
        }
        let reader = to.1.map(|end| end.name);
        let spot = spot(Flow::Requests, Codec::Etf, false);
        job.write(from.0, writer, &message, reader, spot);
    }
    let Some(reader) = to.1 else { return };
    let results = samples.results(&endpoint.ok, &endpoint.err);
    answers(
        &results,
        writer,
        (to.0, reader),
        &|codec, rust| spot(Flow::Responses, codec, rust),
        seen,
        job,
    );
}

/// What a server makes of a request: the message that it hands to the handler.
pub(crate) fn serve(
    (side, end): (&Side, Option<&End>),
    codec: Codec,
    frame: &[u8],
) -> Result<Option<Value>, String> {
    ends::refusal(codec, &(side.serve)(frame))?;
    let Some(end) = end else { return Ok(None) };
    let taken = (end.take)(frame)?;
    Ok(serde_json::from_slice(&taken).ok())
}

fn answers(
    samples: &[Value],
    writer: &End,
    (side, reader): (&Side, &End),
    spot: &dyn Fn(Codec, bool) -> Spot,
    seen: &mut BTreeMap<Spot, Seen>,
    job: &mut Job,
) {
    for sample in samples {
        for codec in CODECS {
            // A server in Rust does not write what it skips.
            let Ok(frame) = (writer.send)(codec, 7, sample.to_string().as_bytes()) else {
                continue;
            };
            let read = (reader.read)(codec, &frame).map(|read| serde_json::from_slice(&read).ok());
            seen.entry(spot(codec, true)).or_default().add(sample, read);
            job.reads.push(Reading {
                side: side.sdk(),
                end: (reader.name, reader.request_type.is_empty()),
                codec,
                frame,
                sample: sample.clone(),
                spot: spot(codec, false),
            });
        }
    }
}
