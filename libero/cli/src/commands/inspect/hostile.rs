//! Any bytes whatever can be looked at.

use std::collections::HashMap;
use std::io;

use libero_values::Model;
use libero_values::frames;
use libero_values::sample::plausible;
use libero_wire::Codec;

use super::capture::{Bad, Message};
use super::names::Names;
use super::rows::Row;
use super::{Head, Inspector, Show, Tail, human, input, machine};

const CONTRACT: &str = include_str!("../../../../../examples/quickstart/generated/contract.json");

/// Counts what is shown, and holds it against the message.
#[derive(Default)]
struct Count {
    rows: usize,
    end: usize,
    length: usize,
    is_wrong: bool,
}

impl Show for Count {
    fn head(&mut self, head: &Head<'_>) -> io::Result<()> {
        self.length = head.message.bytes.len();
        Ok(())
    }

    fn row(&mut self, row: Row<'_>) -> io::Result<()> {
        self.rows += 1;
        assert!(row.offset >= self.end, "rows go forward");
        assert!(!row.bytes.is_empty(), "a row is about bytes");
        assert!(row.meaning.len() < 1000, "a row is short");
        self.end = row.offset + row.bytes.len();
        assert!(self.end <= self.length, "a row is in the message");
        Ok(())
    }

    fn bad(&mut self, _: usize, _: &Bad) -> io::Result<()> {
        Ok(())
    }

    fn tail(&mut self, tail: &Tail<'_>, _: &[u8]) -> io::Result<()> {
        self.is_wrong = tail.problem.is_some();
        if let Some(problem) = tail.problem {
            assert!(problem.offset <= self.length, "{problem:?}");
            assert!(!problem.what.is_empty());
        } else {
            assert_eq!(tail.shown, self.length, "all was shown");
        }
        Ok(())
    }
}

fn model() -> Model {
    let contract = contract_schema::document::from_json(CONTRACT).expect("a contract");
    Model::new(&contract).expect("a sound contract")
}

fn inspector(model: Option<&Model>) -> Inspector<'_> {
    Inspector {
        model,
        names: model.map(Names::of).unwrap_or_default(),
        endpoint: None,
        calls: HashMap::new(),
    }
}

/// Whether nothing is wrong with a message.
fn look(inspector: &mut Inspector<'_>, bytes: &[u8], show: &mut dyn Show) -> bool {
    let message = Message::of(bytes.to_vec());
    inspector.one(None, &message, show).expect("shown")
}

/// Frames of every kind, in both codecs.
fn valid(model: &Model) -> Vec<Vec<u8>> {
    let mut all = vec![];
    let contract = model.contract();
    for codec in [Codec::Etf, Codec::Json] {
        for endpoint in &contract.endpoints {
            let value = |ty| plausible(model, ty, "", 3).expect("a value");
            let message = value(&endpoint.request);
            all.push(frames::request(model, endpoint, codec, 300, &message).expect("a request"));
            for reply in [Ok(value(&endpoint.ok)), Err(value(&endpoint.err))] {
                let frame = frames::response(model, endpoint, codec, 7, &Ok(reply));
                all.push(frame.expect("a response"));
            }
        }
        for push in &contract.push_types {
            let value = plausible(model, &frames::push_type(push), "", 3).expect("a value");
            all.push(frames::push(model, push, codec, &value).expect("a push"));
        }
    }
    all
}

#[test]
fn valid_frames_are_shown_whole_with_and_without_a_contract() {
    let model = model();
    for mut inspector in [inspector(Some(&model)), inspector(None)] {
        for frame in valid(&model) {
            let mut count = Count::default();
            assert!(look(&mut inspector, &frame, &mut count), "{frame:02x?}");
            assert!(count.rows > 3 && !count.is_wrong);
        }
    }
}

#[test]
fn changed_and_cut_frames_are_shown_as_far_as_they_go() {
    let model = model();
    let (mut named, mut bare) = (inspector(Some(&model)), inspector(None));
    let mut wrong = 0;
    for frame in valid(&model) {
        let frame = &frame[..frame.len().min(200)];
        for at in 0..frame.len() {
            let mut changed = frame.to_vec();
            for byte in [0, 0xff, frame[at] ^ 1, 108] {
                changed[at] = byte;
                let mut count = Count::default();
                look(&mut bare, &changed, &mut count);
                assert!(count.rows <= changed.len());
                wrong += usize::from(count.is_wrong);
            }
            // What a contract is asked of takes longer: now and then.
            if at % 16 == 0 {
                look(&mut named, &changed, &mut Count::default());
            }
            let mut count = Count::default();
            look(&mut bare, &frame[..at], &mut count);
            assert!(count.is_wrong, "cut off at {at}");
        }
    }
    assert!(wrong > 10_000, "{wrong}");
}

#[test]
fn depth_and_lengths_that_are_claimed_cost_nothing() {
    let model = model();
    let lists = [&[131][..], &[108, 0, 0, 0, 1].repeat(100_000)].concat();
    let tuples = [&[131][..], &[104, 1].repeat(100_000)].concat();
    let arrays = [b"{\"kind\":".to_vec(), b"[".repeat(100_000)].concat();
    let claims = [
        [131, 108, 255, 255, 255, 255, 106].to_vec(),
        [131, 116, 255, 255, 255, 255, 106].to_vec(),
        [131, 105, 255, 255, 255, 255, 106].to_vec(),
        [131, 109, 255, 255, 255, 255, 106].to_vec(),
        [131, 111, 255, 255, 255, 255, 0, 1].to_vec(),
    ];
    for bytes in [lists, tuples, arrays].into_iter().chain(claims) {
        for mut inspector in [inspector(Some(&model)), inspector(None)] {
            let mut count = Count::default();
            assert!(!look(&mut inspector, &bytes, &mut count));
        }
        // What is printed is in proportion to the input as well.
        let mut text = vec![];
        let mut bare = inspector(None);
        look(&mut bare, &bytes, &mut human::Human::new(&mut text, true));
        look(&mut bare, &bytes, &mut machine::Machine::new(&mut text));
        assert!(text.len() < 2000 + bytes.len() * 300, "{}", text.len());
    }
}

#[test]
fn input_is_recognized() {
    let term = vec![131, 106];
    for text in [
        "836a",
        "83 6A",
        "0x836a",
        "\\x83\\x6a",
        "83:6a",
        "g2o=",
        "g2o",
    ] {
        let messages = input::messages(text, None).expect(text);
        assert_eq!(messages, [Ok(Message::of(term.clone()))], "{text}");
    }
    let json = input::messages("{\"kind\":\"push\"", None).expect("JSON");
    assert_eq!(json[0].as_ref().expect("good").codec, Codec::Json);
    for text in ["", "zzz", "hello world", "8"] {
        assert!(input::messages(text, None).is_err(), "{text}");
    }
}
