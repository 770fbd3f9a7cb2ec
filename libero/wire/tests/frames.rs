//! The exact bytes of frames, in both directions, and the replies to requests that are none.

use libero_wire::v1::frame::{self, FieldError, Head, Reply, RpcError};
use libero_wire::v1::{Call, Limits};
use libero_wire::{Codec, dispatch};

struct C;

const LIMITS: Limits = Limits::DEFAULT;

fn unknown() -> RpcError {
    RpcError::UnknownFunction {
        name: "m.f".to_owned(),
    }
}

fn internal() -> RpcError {
    RpcError::InternalError {
        trace_id: "t".to_owned(),
        message: "e".to_owned(),
    }
}

#[test]
fn responses_have_their_bytes_and_come_back() {
    let result: Result<u8, bool> = Ok(7);
    let error: Result<u8, bool> = Err(true);
    let cases: [(Reply<u8, bool>, &[u8], &str); 4] = [
        (
            Ok(result),
            b"\x00\x00\x00\x01\x02\x83\x68\x02\x77\x02ok\x68\x02\x77\x02ok\x61\x07",
            r#""value":{"type":"gleam/result.Result","variant":"Ok","fields":[{"type":"gleam/result.Result","variant":"Ok","fields":[7]}]}}"#,
        ),
        (
            Ok(error),
            b"\x00\x00\x00\x01\x02\x83\x68\x02\x77\x02ok\x68\x02\x77\x05error\x77\x04true",
            r#""value":{"type":"gleam/result.Result","variant":"Ok","fields":[{"type":"gleam/result.Result","variant":"Error","fields":[true]}]}}"#,
        ),
        (
            Err(unknown()),
            b"\x00\x00\x00\x01\x02\x83\x68\x02\x77\x05error\x68\x02\x77\x10unknown_function\x6d\x00\x00\x00\x03m.f",
            r#""value":{"type":"gleam/result.Result","variant":"Error","fields":[{"type":"libero/error.RpcError","variant":"UnknownFunction","fields":{"name":"m.f"}}]}}"#,
        ),
        (
            Err(internal()),
            b"\x00\x00\x00\x01\x02\x83\x68\x02\x77\x05error\x68\x03\x77\x0einternal_error\x6d\x00\x00\x00\x01t\x6d\x00\x00\x00\x01e",
            r#""value":{"type":"gleam/result.Result","variant":"Error","fields":[{"type":"libero/error.RpcError","variant":"InternalError","fields":{"trace_id":"t","message":"e"}}]}}"#,
        ),
    ];
    let prefix = r#"{"kind":"response","protocol_version":"libero-json-v1","request_id":258,"#;
    for (reply, term, tail) in cases {
        let json = format!("{prefix}{tail}");
        for (codec, expected) in [(Codec::Etf, term), (Codec::Json, json.as_bytes())] {
            let written = match reply.clone() {
                Ok(result) => frame::response::<C, _, _>(codec, 258, &result, &LIMITS).unwrap(),
                Err(error) => frame::failure(codec, 258, error),
            };
            assert_eq!(written, expected);
            let read = frame::read_response::<C, u8, bool>(codec, expected, &LIMITS);
            assert_eq!(read, Ok((258, reply.clone())));
            let head = Head::Response { request_id: 258 };
            assert_eq!(frame::head(codec, expected, &LIMITS), Ok(head));
        }
    }
}

#[test]
fn a_malformed_request_is_an_atom_or_an_error_envelope() {
    let errors = vec![FieldError {
        path: "message".to_owned(),
        message: "no".to_owned(),
    }];
    let error = |errors| RpcError::MalformedRequest { errors };
    let term = frame::failure(Codec::Etf, 0, error(errors.clone()));
    assert_eq!(
        term,
        b"\x00\x00\x00\x00\x00\x83\x68\x02\x77\x05error\x77\x11malformed_request"
    );
    let json = frame::failure(Codec::Json, 3, error(errors.clone()));
    assert_eq!(
        std::str::from_utf8(&json),
        Ok(
            r#"{"kind":"error","protocol_version":"libero-json-v1","request_id":3,"errors":[{"path":"message","message":"no"}]}"#
        )
    );
    for (codec, frame, errors) in [(Codec::Etf, term, vec![]), (Codec::Json, json, errors)] {
        let (_, reply) = frame::read_response::<C, u8, bool>(codec, &frame, &LIMITS).unwrap();
        assert_eq!(reply, Err(error(errors)));
    }
}

/// A message: one constructor of its own in each codec.
#[derive(Debug, PartialEq)]
struct Ping;

mod ping {
    use super::{C, Ping};
    use libero_wire::v1::{DecodeError, EncodeError, Push, etf, json};

    impl etf::Encode<C> for Ping {
        fn encode(&self, w: &mut etf::Writer) -> Result<(), EncodeError> {
            w.raw(b"\x77\x0a0123456789");
            Ok(())
        }
    }

    impl etf::Decode<C> for Ping {
        const MIN_LEN: usize = 12;

        fn decode(r: &mut etf::Reader<'_>) -> Result<Self, DecodeError> {
            r.record(b"0123456789", 0, "m.Ping")?;
            Ok(Self)
        }
    }

    impl json::Encode<C> for Ping {
        fn encode(&self, w: &mut json::Writer) -> Result<(), EncodeError> {
            w.unit(r#"{"type":"m.Ping","variant":"Ping","fields":{}}"#)
        }
    }

    impl json::Decode<C> for Ping {
        fn decode(r: &mut json::Reader<'_>) -> Result<Self, DecodeError> {
            let constructor = r.constructor(r#"{"type":"m.Ping","variant":""#, "m.Ping")?;
            r.no_fields()?;
            r.finish_constructor(constructor)?;
            Ok(Self)
        }
    }

    impl Push<C> for Ping {
        const MODULE: &'static str = "m";
    }
}

const JSON_REQUEST: &str = r#"{"kind":"request","protocol_version":"libero-json-v1","contract_hash":"c","module":"m","request_id":9,"message":{"type":"m.Ping","variant":"Ping","fields":{}}}"#;

#[test]
fn requests_and_pushes_have_their_bytes_and_come_back() {
    let term = b"\x83\x68\x03\x6d\x00\x00\x00\x01m\x61\x09\x77\x0a0123456789";
    for (codec, expected, constructor) in [
        (Codec::Etf, &term[..], "0123456789"),
        (Codec::Json, JSON_REQUEST.as_bytes(), "m.Ping"),
    ] {
        let written = frame::request::<C, _>(codec, "c", "m", 9, &Ping).unwrap();
        assert_eq!(written, expected);
        let request = frame::Request::read(expected, &LIMITS).unwrap();
        assert_eq!((request.codec(), request.request_id), (codec, 9));
        assert_eq!(
            (&*request.module, &*request.constructor),
            ("m", constructor)
        );
        assert_eq!(request.message::<C, Ping>(), Ok(Ping));
    }
    for (codec, expected) in [
        (Codec::Etf, &b"\x01\x83\x68\x02\x6d\x00\x00\x00\x01m\x77\x0a0123456789"[..]),
        (
            Codec::Json,
            br#"{"kind":"push","protocol_version":"libero-json-v1","module":"m","value":{"type":"m.Ping","variant":"Ping","fields":{}}}"#,
        ),
    ] {
        assert_eq!(frame::push::<C, _>(codec, &Ping).unwrap(), expected);
        let read = frame::read_push::<C, Ping>(codec, expected, &LIMITS);
        assert_eq!(read, Ok(("m".to_owned(), Ping)));
        let module = "m".to_owned();
        assert_eq!(frame::head(codec, expected, &LIMITS), Ok(Head::Push { module }));
    }
}

#[test]
fn the_keys_of_an_envelope_come_in_any_order() {
    let text = r#"{"message":{"fields":{},"type":"m.Ping","variant":"Ping"},"request_id":9,"module":"m","contract_hash":"","protocol_version":"libero-json-v1","kind":"request"}"#;
    let request = frame::Request::read(text.as_bytes(), &LIMITS).unwrap();
    assert_eq!(request.message::<C, Ping>(), Ok(Ping));
}

#[test]
fn bad_json_requests_are_answered_with_place_and_reason() {
    let change = |from: &str, to: &str| JSON_REQUEST.replacen(from, to, 1);
    for (request, id, error) in [
        (String::new(), 0, "envelope: the input ends early"),
        (
            "[]".to_owned(),
            0,
            "envelope: expected an envelope, got List",
        ),
        (
            change(r#""kind":"request","#, ""),
            9,
            "kind: the key is missing",
        ),
        (
            change("\"request\"", "\"push\""),
            9,
            "kind: expected request, got push",
        ),
        (
            change("json-v1", "json-v2"),
            9,
            "protocol_version: expected libero-json-v1, got libero-json-v2",
        ),
        (
            change("\"c\"", "1"),
            0,
            "contract_hash: expected String, got Int",
        ),
        (
            change(":9", ":-1"),
            0,
            "request_id: expected an Int of u32, got -1",
        ),
        (
            change("}}}", "}},\"value\":1}"),
            9,
            "value: a request has no such key",
        ),
        (
            change("}}}", "}},\"x\":1}"),
            9,
            "envelope: unknown key \"x\"",
        ),
        (
            change("\"type\":\"m.Ping\",", ""),
            9,
            "message.type: the key is missing",
        ),
    ] {
        let bad = frame::Request::read(request.as_bytes(), &LIMITS).unwrap_err();
        assert_eq!(
            (bad.request_id, &*bad.error.to_string()),
            (id, error),
            "{request}"
        );
    }
    let reply = Call::open(b"{").unwrap_err();
    let text = r#"{"kind":"error","protocol_version":"libero-json-v1","request_id":0,"errors":[{"path":"envelope","message":"the input ends early"}]}"#;
    assert_eq!(std::str::from_utf8(&reply.body), Ok(text));
}

#[test]
fn every_cut_and_bent_bit_of_a_request_gets_a_reply() {
    let answer = |input: &[u8]| match Call::open(input) {
        Ok(call) => {
            match call.target() {
                ("m", "0123456789" | "m.Ping") => {
                    call.run::<C, Ping, u8, bool, _>("m.ping", |Ping| Ok(1))
                }
                _ => call.unknown_function(),
            }
            .body
        }
        Err(reply) => reply.body,
    };
    for codec in [Codec::Etf, Codec::Json] {
        let whole = frame::request::<C, _>(codec, "c", "m", 9, &Ping).unwrap();
        for at in 0..whole.len() {
            assert!(!answer(&whole[..at]).is_empty());
            for bit in 0..8 {
                let mut bent = whole.clone();
                bent[at] ^= 1 << bit;
                let reply = answer(&bent);
                let spoken = Codec::of_request(&bent);
                assert!(frame::read_response::<C, u8, bool>(spoken, &reply, &LIMITS).is_ok());
            }
        }
    }
}

#[test]
fn every_cut_and_bent_bit_of_a_reply_or_a_push_is_a_value_or_refused() {
    type Answer = Reply<(Vec<u8>, String), bool>;
    let answers: [Answer; 4] = [
        Ok(Ok((vec![1, 2], "é".to_owned()))),
        Ok(Err(true)),
        Err(unknown()),
        Err(internal()),
    ];
    for codec in [Codec::Etf, Codec::Json] {
        let mut frames: Vec<Vec<u8>> = answers
            .iter()
            .map(|answer| match answer.clone() {
                Ok(result) => frame::response::<C, _, _>(codec, 7, &result, &LIMITS).unwrap(),
                Err(error) => frame::failure(codec, 7, error),
            })
            .collect();
        frames.push(frame::push::<C, _>(codec, &Ping).unwrap());
        for whole in frames {
            let read = |input: &[u8]| {
                let response =
                    frame::read_response::<C, (Vec<u8>, String), bool>(codec, input, &LIMITS);
                let push = frame::read_push::<C, Ping>(codec, input, &LIMITS);
                let _ = frame::head(codec, input, &LIMITS);
                [response.map(drop), push.map(drop)]
            };
            assert!(read(&whole).iter().any(Result::is_ok));
            for at in 0..whole.len() {
                for error in read(&whole[..at]) {
                    let error = error.expect_err("a cut");
                    assert!(
                        !error.path().is_empty() && error.offset() <= at,
                        "{error:?}"
                    );
                }
                for bit in 0..8 {
                    let mut bent = whole.clone();
                    bent[at] ^= 1 << bit;
                    for error in read(&bent).into_iter().filter_map(Result::err) {
                        assert!(!error.path().is_empty(), "{error:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_call_without_an_envelope_is_answered_by_a_status_and_the_value_alone() {
    let answer = |body: &str, result: Result<u8, bool>| {
        let call = Call::bare("m", "m.Ping", body.as_bytes(), &Limits::DEFAULT);
        let reply = match call {
            Ok(call) => match call.target() {
                ("m", "0123456789" | "m.Ping") => {
                    call.run::<C, Ping, u8, bool, _>("m.ping", |Ping| result)
                }
                _ => call.unknown_function(),
            },
            Err(reply) => reply,
        };
        let body = String::from_utf8(reply.body).unwrap();
        (reply.status, reply.content_type, body)
    };
    let ping = r#"{"type":"m.Ping","variant":"Ping","fields":{}}"#;
    let problem = "application/problem+json";
    let malformed = |path: &str, message: &str| {
        format!(
            r#"{{"title":"malformed request","status":400,"errors":[{{"path":"{path}","message":"{message}"}}]}}"#
        )
    };
    for (body, result, status, content_type, expected) in [
        (ping, Ok(7), 200, "application/json", "7".to_owned()),
        (ping, Err(true), 422, "application/json", "true".to_owned()),
        (
            "",
            Ok(7),
            400,
            problem,
            malformed("message", "the input ends early"),
        ),
        (
            "7",
            Ok(7),
            400,
            problem,
            malformed("message", "expected m.Ping, got Int"),
        ),
        (
            r#"{"type":"m.Ping","variant":"Ping","fields":{}} 1"#,
            Ok(7),
            400,
            problem,
            malformed("message", "1 bytes after the end"),
        ),
    ] {
        assert_eq!(
            answer(body, result),
            (status, content_type, expected),
            "{body}"
        );
    }
}

#[test]
fn whole_floats_are_integers_where_there_is_no_envelope() {
    for (body, expected) in [
        ("7.0", Ok(7)),
        ("-7.000", Ok(-7)),
        ("7.5", Err("expected Int, got Float")),
        ("7e0", Err("expected Int, got Float")),
        (
            "99999.0",
            Err("expected an Int of i16 (-32768 to 32767), got 99999"),
        ),
    ] {
        let request = frame::Request::bare("m", "m.Ping", body.as_bytes(), &Limits::DEFAULT);
        let read = request.unwrap().message::<C, i16>();
        let read = read.map_err(|error| error.message().to_owned());
        assert_eq!(read, expected.map_err(str::to_owned), "{body}");
    }
    let framed = libero_wire::json::from_slice::<C, i16>(b"7.0");
    assert!(framed.is_err(), "an end that writes 7.0 is not libero's");
}

#[test]
fn a_call_of_a_path_that_is_not_there_is_a_problem() {
    let reply = dispatch::Reply::unknown_path("m/no\"body");
    assert_eq!(
        (reply.status, reply.content_type),
        (404, dispatch::Reply::PROBLEM)
    );
    assert_eq!(
        std::str::from_utf8(&reply.body),
        Ok(r#"{"title":"unknown function","status":404,"detail":"m/no\"body"}"#)
    );
}
