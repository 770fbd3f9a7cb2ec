//! The generated dispatcher and the generated caller stubs, without a network between.

use std::sync::{Arc, LazyLock, Mutex};

use corpus::ServerContext;
use corpus::generated::libero::client::pages::{failures, home};
use corpus::generated::libero::{dispatch, requests};
use corpus::pages::failures::{Problem, Refusal};
use corpus::pages::home::{LoadError, ServerLoadTitle};
use libero_wire::Codec;
use libero_wire::v1::{CallError, Transport, TransportError, dispatch as wire_dispatch};
use parity::files;
use parity::term;
use serde_json::{Value, json};

/// Calls the dispatcher directly.
struct InProcess {
    context: Arc<ServerContext>,
    codec: Codec,
}

impl Transport for InProcess {
    fn codec(&self) -> Codec {
        self.codec
    }

    async fn call(&self, frame: Vec<u8>) -> Result<Vec<u8>, TransportError> {
        Ok(dispatch(&self.context, &frame).await)
    }
}

fn both() -> [InProcess; 2] {
    [Codec::Etf, Codec::Json].map(|codec| InProcess {
        context: Arc::new(ServerContext::new("ada")),
        codec,
    })
}

#[tokio::test]
async fn every_form_of_handler_answers_its_caller() {
    for server in both() {
        let title = home::load_title(&server, &ServerLoadTitle { id: 7 }).await;
        assert_eq!(title.expect("a title"), "title 7 for ada");

        let request = requests::pages::home::ServerCreateItem {
            title: "bread".into(),
            tags: vec!["food".into()],
        };
        let item = home::create_item(&server, &request).await;
        assert_eq!(item.expect("an item").owner, "ada");

        let later = requests::pages::home::ServerLater { number: 41 };
        assert_eq!(home::later(&server, &later).await.expect("a number"), 42);

        let count = requests::pages::home::ServerCount;
        assert_eq!(home::count(&server, &count).await.expect("a count"), 3);

        let greeting = "hello".into();
        let who = requests::pages::home::ServerWhoAmI { greeting };
        let who = home::who_am_i(&server, &who).await;
        assert_eq!(who.expect("an answer"), "hello, ada");
        assert_eq!(server.context.calls(), 5);
    }
}

#[tokio::test]
async fn the_error_of_a_handler_comes_back_as_it_is() {
    for server in both() {
        for (id, error) in [
            (0, LoadError::NotFound { id: 0 }),
            (1, LoadError::Forbidden),
        ] {
            match home::load_title(&server, &ServerLoadTitle { id }).await {
                Err(CallError::Domain(found)) => assert_eq!(found, error),
                other => panic!("{other:?}"),
            }
        }
        let refuse = requests::pages::failures::ServerRefuse;
        match failures::refuse(&server, &refuse).await {
            Err(CallError::Domain(Refusal)) => {}
            other => panic!("{other:?}"),
        }
        let complain = requests::pages::failures::ServerComplain { about: Some(-3) };
        match failures::complain(&server, &complain).await {
            Err(CallError::Domain(found)) => assert_eq!(found, Problem::About(-3)),
            other => panic!("{other:?}"),
        }
        let overflow = requests::pages::home::ServerLater { number: i64::MAX };
        match home::later(&server, &overflow).await {
            Err(CallError::Domain(())) => {}
            other => panic!("{other:?}"),
        }
    }
}

/// What the reporter was told: function, trace id, cause.
static REPORTS: LazyLock<Mutex<Vec<[String; 3]>>> = LazyLock::new(|| {
    wire_dispatch::set_reporter(|error| {
        let told = [error.function, error.trace_id, error.cause].map(str::to_owned);
        REPORTS.lock().expect("reports").push(told);
    });
    Mutex::default()
});

fn reported(trace_id: &str) -> [String; 3] {
    let reports = REPORTS.lock().expect("reports");
    let found = reports.iter().find(|told| told[1] == trace_id);
    found
        .unwrap_or_else(|| panic!("no report of {trace_id}"))
        .clone()
}

#[tokio::test]
async fn a_panic_is_an_internal_error_with_a_trace_that_is_reported() {
    drop(REPORTS.lock());
    for server in both() {
        let message = "the secret of the server".to_owned();
        let now = requests::pages::failures::ServerPanic {
            message: message.clone(),
        };
        let later = requests::pages::failures::ServerPanicLater { message };
        let not_a_number = requests::pages::failures::ServerNotANumber;
        let outcomes = [
            (
                "panic",
                "secret",
                failures::panic(&server, &now).await.err(),
            ),
            (
                "panic_later",
                "secret",
                failures::panic_later(&server, &later).await.err(),
            ),
            (
                "not_a_number",
                "",
                failures::not_a_number(&server, &not_a_number).await.err(),
            ),
        ];
        for (name, cause, error) in outcomes {
            let Some(CallError::Internal { trace_id, message }) = error else {
                panic!("{name}: {error:?}");
            };
            assert!(!message.contains("secret"), "{message}");
            let told = reported(&trace_id);
            assert!(told[0].contains(name), "{told:?}");
            assert!(told[2].contains(cause), "{told:?}");
        }
    }
}

async fn json_reply(request: &Value) -> Value {
    let context = Arc::new(ServerContext::new("ada"));
    let reply = dispatch(&context, request.to_string().as_bytes()).await;
    serde_json::from_slice(&reply).expect("JSON")
}

fn json_request(message: &Value) -> Value {
    json!({
        "kind": "request",
        "protocol_version": "libero-json-v1",
        "contract_hash": "",
        "module": "pages/home",
        "request_id": 9,
        "message": message,
    })
}

#[tokio::test]
async fn a_json_request_that_cannot_be_run_says_why() {
    let load = json!({"type": "pages/home.ServerLoadTitle", "variant": "ServerLoadTitle", "fields": {"id": "x"}});
    let reply = json_reply(&json_request(&load)).await;
    assert_eq!(reply["kind"], "error", "{reply}");
    assert_eq!(reply["request_id"], 9, "{reply}");
    assert_eq!(reply["errors"][0]["path"], "message.fields.id", "{reply}");

    let unknown = json!({"type": "pages/home.Nothing", "variant": "Nothing", "fields": {}});
    let reply = json_reply(&json_request(&unknown)).await;
    let error = &reply["value"]["fields"][0];
    assert_eq!(error["variant"], "UnknownFunction", "{reply}");
    assert_eq!(reply["request_id"], 9, "{reply}");

    let mut unreadable = json_request(&load);
    unreadable["protocol_version"] = json!("libero-json-v0");
    for broken in [unreadable, json!({}), json!([1]), json!("text")] {
        let reply = json_reply(&broken).await;
        assert_eq!(reply["kind"], "error", "{broken} -> {reply}");
    }
    let context = Arc::new(ServerContext::new("ada"));
    for broken in ["", "{", "nothing", "\u{feff}{}"] {
        let reply = dispatch(&context, broken.as_bytes()).await;
        let reply: Value = serde_json::from_slice(&reply).expect("JSON");
        assert_eq!(reply["request_id"], 0, "{broken} -> {reply}");
    }
}

#[tokio::test]
async fn an_etf_request_that_cannot_be_run_says_why() {
    let contract = files::contract();
    let module = term::binary("pages/home");
    let call = |message: &[u8]| {
        term::whole(&term::tuple(&[
            module.clone(),
            term::int(9),
            message.to_vec(),
        ]))
    };
    let name = "pages/home.ServerLoadTitle";
    let wrong_type = call(&term::record(&contract, name, &[term::binary("x")]));
    let unknown = call(&term::tuple(&[term::atom("0123456789"), term::int(1)]));
    let malformed = term::tuple(&[term::atom("error"), term::atom("malformed_request")]);
    let not_found = term::tuple(&[
        term::atom("error"),
        term::tuple(&[
            term::atom("unknown_function"),
            term::binary("pages/home.0123456789"),
        ]),
    ]);
    let mut cut = wrong_type.clone();
    cut.truncate(5);
    let big_id = term::tuple(&[module.clone(), term::binary("9"), term::int(0)]);
    let rows = [
        (wrong_type, 9, &malformed),
        (unknown, 9, &not_found),
        (cut, 0, &malformed),
        (vec![131], 0, &malformed),
        (term::whole(&term::atom("nil")), 0, &malformed),
        (term::whole(&big_id), 0, &malformed),
    ];
    let context = Arc::new(ServerContext::new("ada"));
    for (request, id, body) in rows {
        let reply = dispatch(&context, &request).await;
        let head = [&[0], &u32::to_be_bytes(id)[..]].concat();
        let expected = [head, term::whole(body)].concat();
        assert_eq!(
            reply.escape_ascii().to_string(),
            expected.escape_ascii().to_string(),
            "{}",
            request.escape_ascii()
        );
    }
}
