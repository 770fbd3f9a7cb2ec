//! Frames go to the generated dispatcher and come back.

use contract_schema::FieldType;
use libero_values::frames::{push, read_push, read_request, read_response, request, response};
use libero_values::{Model, Value, sample::Sampler};
use libero_wire::frame::RpcError;
use libero_wire::{Codec, Limits};
use parity::files;

const CODECS: [Codec; 2] = [Codec::Etf, Codec::Json];

#[test]
fn requests_responses_and_pushes_are_read_as_they_were_written() {
    let contract = files::contract();
    let model = Model::new(&contract).expect("sound");
    let sampler = Sampler::new(&model);
    let limits = Limits::DEFAULT;
    for codec in CODECS {
        for endpoint in &contract.endpoints {
            let message = sampler
                .plausible(&endpoint.request, "", 3)
                .expect("a value");
            let frame = request(&model, endpoint, codec, 7, &message).expect("a frame");
            let read = read_request(&model, &frame, &limits).expect("a request");
            assert_eq!((read.request_id, read.codec), (7, codec));
            assert_eq!(read.endpoint.name, endpoint.name);
            assert_eq!(read.message, message);
            let ok = sampler.plausible(&endpoint.ok, "", 3);
            let err = sampler.plausible(&endpoint.err, "", 3);
            let replies = [
                ok.ok().map(|ok| Ok(Ok(ok))),
                err.ok().map(|err| Ok(Err(err))),
            ];
            let unknown = RpcError::UnknownFunction { name: "x.y".into() };
            for reply in replies.into_iter().flatten().chain([Err(unknown)]) {
                let frame = response(&model, endpoint, codec, 9, &reply).expect("a frame");
                let read = read_response(&model, endpoint, codec, &frame, &limits);
                assert_eq!(read.expect("a response"), (9, reply));
            }
        }
        for known in &contract.push_types {
            let ty = FieldType::user(known.type_module.as_str(), known.type_name.as_str());
            let value = sampler.plausible(&ty, "", 3).expect("a value");
            let frame = push(&model, known, codec, &value).expect("a frame");
            let (found, read) = read_push(&model, codec, &frame, &limits).expect("a push");
            assert_eq!((found, read), (known, value));
        }
    }
}

#[tokio::test]
async fn the_generated_dispatcher_answers_what_was_asked() {
    let contract = files::contract();
    let model = Model::new(&contract).expect("sound");
    let endpoint = model.endpoint("pages/home.count").expect("an endpoint");
    let message = Sampler::new(&model)
        .smallest(&endpoint.request)
        .expect("a value");
    let cx = std::sync::Arc::new(corpus::context::ServerContext::default());
    for codec in CODECS {
        let frame = request(&model, endpoint, codec, 5, &message).expect("a frame");
        let reply = corpus::generated::libero::dispatch(&cx, &frame).await;
        let read = read_response(&model, endpoint, codec, &reply, &Limits::DEFAULT);
        let (request_id, reply) = read.expect("a response");
        assert_eq!(request_id, 5);
        assert!(matches!(reply, Ok(Ok(Value::Int(_)))), "{reply:?}");
        let cut = &frame[..frame.len() - 3];
        let reply = corpus::generated::libero::dispatch(&cx, cut).await;
        let refused = read_request(&model, cut, &Limits::DEFAULT).expect_err("cut");
        assert_eq!(
            refused.reply(),
            reply,
            "the same answer to what is malformed"
        );
    }
}
