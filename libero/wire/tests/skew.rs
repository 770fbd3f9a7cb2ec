//! Servers and clients of different contracts.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use libero_wire::client::{
    CallError, Endpoint, Outgoing, Transport, TransportError, call_endpoint,
};
use libero_wire::skew::{CLOSE, Contract, First, Known, ServerContract, Unannounced};
use libero_wire::{Codec, Limits, frame};

const OLD: Contract<'static> = Contract {
    hash: "old",
    endpoints: &[("m.changed", "c1"), ("m.removed", "r1"), ("m.same", "s1")],
    pushes: &[("m.Kept", "k1"), ("m.Other", "o1")],
};
const NEW: Contract<'static> = Contract {
    hash: "new",
    endpoints: &[("m.added", "a1"), ("m.changed", "c2"), ("m.same", "s1")],
    pushes: &[("m.Kept", "k1"), ("m.Other", "o2")],
};

#[test]
fn a_subprotocol_is_chosen_by_codec_then_hash_then_skew_then_plain() {
    let etf = "libero-etf-v1";
    let cases = [
        (
            "libero-etf-v1.new, libero-etf-v1.skew, libero-etf-v1",
            Some("libero-etf-v1.new"),
        ),
        (
            "libero-etf-v1.old,libero-etf-v1.skew,libero-etf-v1",
            Some("libero-etf-v1.skew"),
        ),
        (
            "libero-etf-v1.skew, libero-etf-v1.new",
            Some("libero-etf-v1.new"),
        ),
        (
            "chat, libero-json-v1.skew, libero-etf-v1.new",
            Some("libero-json-v1.skew"),
        ),
        ("libero-etf-v1.old, libero-etf-v1", Some(etf)),
        ("libero-json-v1", Some("libero-json-v1")),
        (etf, Some(etf)),
        // Neither compared nor plain: there is nothing that both know.
        ("libero-etf-v1.old", None),
        ("chat", None),
        ("", None),
    ];
    for (offered, expected) in cases {
        let choice = NEW.choose(offered, Unannounced::Accept);
        assert_eq!(
            choice.as_ref().map(|one| one.subprotocol.as_str()),
            expected,
            "{offered:?}"
        );
        let first = choice.map(|choice| choice.first);
        let is_skew = expected.is_some_and(|name| name.contains(".skew"));
        let document = First::Contract(NEW.document());
        assert_eq!(first == Some(document), is_skew, "{offered:?}");
    }
    let refused = NEW.choose(etf, Unannounced::Refuse).unwrap();
    assert!(
        matches!(refused.first, First::Close(CLOSE, _)),
        "{refused:?}"
    );
}

#[test]
fn a_request_is_run_by_the_contract_or_by_the_function() {
    let cases = [
        (None, true),
        (Some("new"), true),
        (Some("new s1"), true),
        (Some("old s1"), true),
        (Some("old"), false),
        (Some("old c1"), false),
        (Some("old "), false),
        (Some(""), false),
    ];
    for (header, runs) in cases {
        let checked = NEW.check(header, Unannounced::Accept);
        assert_eq!(checked.is_ok(), runs, "{header:?}");
        if let Err(refusal) = checked {
            assert_eq!(refusal.body, NEW.document());
        }
    }
    let refusal = NEW.check(None, Unannounced::Refuse).unwrap_err();
    assert!(refusal.body.contains("libero-contract"), "{refusal:?}");
    assert!(NEW.check(Some("new"), Unannounced::Refuse).is_ok());
}

#[test]
fn the_document_is_read_back_and_names_what_is_stale() {
    let server = ServerContract::parse(NEW.document().as_bytes()).unwrap();
    assert_eq!(server.contract_hash, "new");
    let stale: Vec<&str> = server.stale(&OLD).collect();
    assert_eq!(stale, ["m.changed", "m.removed", "m.Other"]);
    let grown = NEW.document().replacen('{', r#"{"later":[1,{"x":2}],"#, 1);
    assert_eq!(ServerContract::parse(grown.as_bytes()).unwrap(), server);
    for (text, place) in [
        ("", "envelope"),
        ("{}", "kind"),
        (r#"{"kind":"push"}"#, "kind"),
        (r#"{"kind":"contract","contract_hash":1}"#, "contract_hash"),
        (
            r#"{"kind":"contract","contract_hash":"h","endpoints":{},"pushes":{"a":1}}"#,
            "pushes[\"a\"]",
        ),
        (
            r#"{"kind":"contract","contract_hash":"h","endpoints":{}}"#,
            "pushes",
        ),
    ] {
        assert_eq!(
            ServerContract::parse(text.as_bytes()).unwrap_err().path(),
            place,
            "{text}"
        );
    }
}

/// A server over HTTP of one of several contracts.
struct Http {
    known: Known,
    server: Mutex<Contract<'static>>,
    headers: Mutex<Vec<String>>,
}

impl Http {
    fn new(known: Known, server: Contract<'static>) -> Self {
        Self {
            known,
            server: Mutex::new(server),
            headers: Mutex::default(),
        }
    }

    fn headers(&self) -> Vec<String> {
        std::mem::take(&mut self.headers.lock().unwrap())
    }
}

impl Transport for Http {
    fn codec(&self) -> Codec {
        Codec::Json
    }

    async fn call(&self, frame: Vec<u8>) -> Result<Vec<u8>, TransportError> {
        let request = frame::Request::read(&frame, &Limits::DEFAULT).unwrap();
        let id = request.request_id;
        let answer: Result<i64, ()> = Ok(7);
        Ok(frame::response::<(), _, _>(Codec::Json, id, &answer, &Limits::DEFAULT).unwrap())
    }

    fn known(&self) -> Option<&Known> {
        Some(&self.known)
    }

    async fn exchange(&self, request: Outgoing) -> Result<Vec<u8>, TransportError> {
        self.headers.lock().unwrap().push(request.contract.clone());
        let server = *self.server.lock().unwrap();
        match server.check(Some(&request.contract), Unannounced::Refuse) {
            Ok(()) => {
                self.known.heard(Some(server.hash));
                self.call(request.frame).await
            }
            Err(refusal) => Err(TransportError::other_contract(refusal.body)),
        }
    }
}

/// Calls with the type of RPC errors as the request, a constructor that is at hand.
async fn ask(http: &Http, name: &str, hash: &str) -> Result<i64, CallError<()>> {
    let endpoint = Endpoint {
        module: "m",
        name,
        hash,
    };
    let request = frame::RpcError::UnknownFunction {
        name: String::new(),
    };
    call_endpoint::<(), _, _, _>(http, "old", &endpoint, &request).await
}

#[tokio::test]
async fn a_call_that_agrees_is_asked_again_and_the_others_are_not_sent() {
    let told = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&told);
    let known = Known::new(&OLD).on_stale(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
    });
    let http = Http::new(known, NEW);
    assert_eq!(ask(&http, "m.same", "s1").await.unwrap(), 7);
    assert_eq!(http.headers(), ["old", "old s1"]);
    for (name, hash) in [("m.changed", "c1"), ("m.removed", "r1")] {
        let stale = ask(&http, name, hash).await;
        let Err(stale @ CallError::Stale { .. }) = stale else {
            panic!("{stale:?}");
        };
        let expected = format!("the server has another version of {name}");
        assert_eq!(stale.to_string(), expected);
    }
    assert!(http.headers().is_empty());
    // A deploy that is taken back: the next answer tells.
    *http.server.lock().unwrap() = OLD;
    assert!(ask(&http, "m.changed", "c1").await.is_err());
    assert_eq!(ask(&http, "m.same", "s1").await.unwrap(), 7);
    assert_eq!(ask(&http, "m.changed", "c1").await.unwrap(), 7);
    assert_eq!(told.load(Ordering::Relaxed), 1);
}

#[test]
fn a_client_on_a_socket_offers_its_hash_and_waits_for_another_contract() {
    let known = Known::new(&OLD);
    assert_eq!(
        known.offer(Codec::Etf),
        "libero-etf-v1.old, libero-etf-v1.skew, libero-etf-v1"
    );
    let endpoint = |name, hash| Endpoint {
        module: "m",
        name,
        hash,
    };
    assert!(known.connected("libero-etf-v1.skew"));
    known.learn(NEW.document().as_bytes()).unwrap();
    assert!(known.has_endpoint(&endpoint("m.same", "s1")));
    assert!(!known.has_endpoint(&endpoint("m.changed", "c1")));
    assert!(!known.connected("libero-etf-v1.old"));
    assert!(known.has_endpoint(&endpoint("m.changed", "c1")));
}
