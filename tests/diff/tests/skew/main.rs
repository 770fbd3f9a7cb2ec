//! Clients of either side of every row against servers of either side, over HTTP and sockets, in both
//! codecs: what agrees works as it does with a server of the client's own, and the rest is stale.

mod caller;
mod node;
mod server;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use contract_schema::Contract;
use diff_proof::cases;
use diff_proof::ends::End;
use diff_proof::sample::Samples;
use libero_wire::v1::Codec;

use server::Server;

/// A client and its server. Sides are numbered: old and new of each row in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub(crate) client: usize,
    pub(crate) server: usize,
    pub(crate) is_etf: bool,
    pub(crate) is_socket: bool,
}

impl Pair {
    pub(crate) fn codec(&self) -> Codec {
        if self.is_etf { Codec::Etf } else { Codec::Json }
    }

    /// The same client and a server of its own contract.
    fn at_home(self) -> Self {
        let server = self.client;
        Self { server, ..self }
    }
}

/// What a client saw.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Saw {
    /// What came of both calls of each function that it has, in the order of `Plan::calls`.
    pub(crate) calls: Vec<[String; 2]>,
    /// What it read of each push that it has, in the order of `Plan::pushes`.
    pub(crate) pushes: Vec<Vec<String>>,
    /// What it was told to be stale.
    pub(crate) told: Vec<Vec<String>>,
}

/// What a side can call and hear, with the hashes that its contract gives.
pub(crate) struct Plan {
    /// The ends of functions, a message for each, and the hash.
    pub(crate) calls: Vec<(usize, String, Hash)>,
    pub(crate) pushes: Vec<(usize, Hash)>,
    contract: Contract,
}

/// `module/path.name`, and the digits that peers compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hash(pub(crate) String, String);

impl Plan {
    fn new(side: &diff_proof::Side) -> Self {
        let contract = side.contract();
        let samples = Samples(&contract);
        let (mut calls, mut pushes) = (vec![], vec![]);
        for (at, end) in side.ends.iter().enumerate() {
            if end.request_type.is_empty() {
                pushes.push((at, push_hash(&contract, end)));
                continue;
            }
            let mut endpoints = contract.endpoints.iter();
            let one = endpoints.find(|one| one.name == end.name && one.module == end.module);
            let one = one.expect("an endpoint");
            let hash = Hash(format!("{}.{}", one.module, one.name), digits(&one.hash));
            let texts = samples.of(&one.request).into_iter();
            let message = texts.map(|value| value.to_string()).find(|text| {
                [Codec::Etf, Codec::Json]
                    .iter()
                    .all(|codec| (end.request)(end, *codec, text.as_bytes()).is_ok())
            });
            calls.push((at, message.expect("a message"), hash));
        }
        Self {
            calls,
            pushes,
            contract,
        }
    }

    pub(crate) fn has_call(&self, hash: &Hash) -> bool {
        self.calls.iter().any(|(_, _, other)| other == hash)
    }

    pub(crate) fn has_push(&self, hash: &Hash) -> bool {
        self.pushes.iter().any(|(_, other)| other == hash)
    }
}

fn push_hash(contract: &Contract, end: &End) -> Hash {
    let mut pushes = contract.push_types.iter();
    let push = pushes.find(|push| push.type_name == end.name);
    let push = push.expect("a push");
    let name = format!("{}.{}", push.type_module, push.type_name);
    Hash(name, digits(push.hash.as_deref().unwrap_or_default()))
}

fn digits(hash: &str) -> String {
    hash.chars().take(16).collect()
}

fn pairs(rows: usize) -> Vec<Pair> {
    let mut all = vec![];
    for row in 0..rows {
        let (old, new) = (2 * row, 2 * row + 1);
        for (client, server) in [(old, old), (new, new), (old, new), (new, old)] {
            for (is_etf, is_socket) in [(true, true), (true, false), (false, true), (false, false)]
            {
                all.push(Pair {
                    client,
                    server,
                    is_etf,
                    is_socket,
                });
            }
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_agrees_goes_on_and_the_rest_is_stale() {
    quiet();
    let cases = cases();
    let names: Vec<&str> = cases.iter().map(|case| case.row.name).collect();
    let pairs = pairs(cases.len());
    // JavaScript's clients, then Rust's.
    let server = Arc::new(Server::new(cases, 2 * pairs.len()));
    let sides = server.sides.iter();
    let plans: Arc<Vec<Plan>> = Arc::new(sides.map(|one| Plan::new(&one.side)).collect());
    let port = Arc::clone(&server).start().await;

    let (with_server, with_plans, all) = (Arc::clone(&server), Arc::clone(&plans), pairs.clone());
    let run = move || {
        let saw = node::run(&all, &with_server, &with_plans, port);
        let first = all.len();
        let rust = all.iter().enumerate();
        let rust =
            rust.map(|(at, pair)| caller::run(pair, &with_server, &with_plans, port, first + at));
        let rust: Vec<Result<Saw, String>> = rust.collect();
        [saw, rust]
    };
    let by_language = tokio::task::spawn_blocking(run).await.expect("no panic");

    let mut wrong = String::new();
    let mut stale = 0;
    for (language, saws) in ["JavaScript", "Rust"].iter().zip(&by_language) {
        let first = if *language == "Rust" { pairs.len() } else { 0 };
        let by_pair: BTreeMap<Pair, &Result<Saw, String>> =
            pairs.iter().copied().zip(saws).collect();
        for (at, pair) in pairs.iter().enumerate() {
            let mut complain = |text: String| {
                let name = names[pair.client / 2];
                let _ = writeln!(wrong, "{name}: {language}, {pair:?}: {text}");
            };
            let (saw, home) = match (&saws[at], by_pair[&pair.at_home()]) {
                (Ok(saw), Ok(home)) => (saw, home),
                (Err(why), _) | (_, Err(why)) => {
                    complain(why.clone());
                    continue;
                }
            };
            stale += saw.told.concat().len();
            let plans = (&plans[pair.client], &plans[pair.server]);
            server.heard(first + at, |heard| {
                check(pair, plans, (saw, home), heard, &mut complain);
            });
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(stale > 1000, "only {stale} were stale");
}

/// Whether a client and its server did what their contracts ask for.
fn check(
    pair: &Pair,
    (own, theirs): (&Plan, &Plan),
    (saw, home): (&Saw, &Saw),
    heard: &mut server::Heard,
    complain: &mut dyn FnMut(String),
) {
    let is_other = own.contract.contract_hash != theirs.contract.contract_hash;
    let mut run = vec![];
    let mut stale = vec![];
    for (at, (_, _, hash)) in own.calls.iter().enumerate() {
        let is_here = theirs.has_call(hash);
        if is_here {
            run.extend([hash.0.clone(), hash.0.clone()]);
        } else {
            stale.push(hash.0.clone());
        }
        let stale = ["stale".to_owned(), "stale".to_owned()];
        let expected = if is_here { &home.calls[at] } else { &stale };
        if saw.calls[at] != *expected {
            complain(format!("{}: {:?}, not {expected:?}", hash.0, saw.calls[at]));
        }
        let is_answer = |text: &String| text.starts_with("ok ") || text.starts_with("domain ");
        if is_here && !saw.calls[at].iter().all(is_answer) {
            complain(format!("{}: {:?}", hash.0, saw.calls[at]));
        }
    }
    for (at, (_, hash)) in own.pushes.iter().enumerate() {
        let is_here = theirs.has_push(hash);
        if !is_here {
            stale.push(hash.0.clone());
        }
        let none = vec![];
        let expected = if is_here && pair.is_socket {
            &home.pushes[at]
        } else {
            &none
        };
        if saw.pushes[at] != *expected {
            complain(format!(
                "pushes of {}: {:?}, not {expected:?}",
                hash.0, saw.pushes[at]
            ));
        }
        let is_read = |text: &String| !text.starts_with("refused");
        if is_here && pair.is_socket && (expected.is_empty() || !expected.iter().all(is_read)) {
            complain(format!("pushes of {}: {expected:?}", hash.0));
        }
    }
    heard.ran.sort();
    run.sort();
    if heard.ran != run {
        complain(format!("the server ran {:?}, not {run:?}", heard.ran));
    }
    // Over HTTP a client is told when it first calls; then it knows.
    let conflicts = if is_other && !pair.is_socket {
        1..=own.calls.len()
    } else {
        0..=0
    };
    if !conflicts.contains(&heard.conflicts) {
        complain(format!(
            "{} calls were not run, not {conflicts:?}",
            heard.conflicts
        ));
    }
    let mut told = saw.told.clone();
    for names in &mut told {
        names.sort();
    }
    stale.sort();
    let expected = if is_other { vec![stale] } else { vec![] };
    if told != expected {
        complain(format!("told {told:?}, not {expected:?}"));
    }
}

/// A handler that is run panics: that is how it is seen that it was run.
fn quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let is_handler = info.payload().downcast_ref::<&str>() == Some(&"not yet implemented");
        if !is_handler {
            usual(info);
        }
    }));
    libero_wire::dispatch::set_reporter(|_| {});
}
