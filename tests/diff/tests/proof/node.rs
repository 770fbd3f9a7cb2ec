//! The JavaScript ends of all rows, in one process.

use std::collections::BTreeMap;
use std::process::Command;

use diff_proof::ends::End;
use diff_proof::{Case, Side};
use libero_wire::v1::Codec;
use serde_json::{Value, json};

use super::{Seen, Spot, Way, serve};

/// A frame that a JavaScript end is to read.
pub(crate) struct Reading {
    pub(crate) side: String,
    /// The name of the call or push, and whether it is a push.
    pub(crate) end: (&'static str, bool),
    pub(crate) codec: Codec,
    pub(crate) frame: Vec<u8>,
    pub(crate) sample: Value,
    pub(crate) spot: Spot,
}

/// A request that a JavaScript client is to write.
struct Writing {
    side: String,
    call: &'static str,
    request_type: &'static str,
    sample: Value,
    /// Its name on the side that reads.
    reader: Option<&'static str>,
    spot: Spot,
}

/// All that Node is asked for.
#[derive(Default)]
pub(crate) struct Job {
    pub(crate) reads: Vec<Reading>,
    writes: Vec<Writing>,
}

impl Job {
    pub(crate) fn write(
        &mut self,
        side: &Side,
        end: &End,
        sample: &Value,
        reader: Option<&'static str>,
        spot: Spot,
    ) {
        self.writes.push(Writing {
            side: side.sdk(),
            call: end.name,
            request_type: end.request_type,
            sample: sample.clone(),
            reader,
            spot,
        });
    }

    /// Runs Node; what JavaScript clients wrote is sent to the servers.
    pub(crate) fn run(&self, cases: &[Case], seen: &mut BTreeMap<Spot, Seen>) {
        let answer = self.ask(cases);
        for (reading, outcome) in self.reads.iter().zip(list(&answer, "reads")) {
            let outcome = outcome
                .as_str()
                .map_or(Ok(None), |reason| Err(reason.to_owned()));
            seen.entry(reading.spot.clone())
                .or_default()
                .add(&reading.sample, outcome);
        }
        for (writing, outcome) in self.writes.iter().zip(list(&answer, "writes")) {
            if let Some(error) = outcome.get("error") {
                panic!("{} cannot write {}: {error}", writing.side, writing.sample);
            }
            let case = &cases[writing.spot.row];
            let to = match writing.spot.way {
                Way::OldToNew => &case.new,
                Way::NewToOld => &case.old,
            };
            let mut ends = to.ends.iter();
            let end =
                ends.find(|end| Some(end.name) == writing.reader && !end.request_type.is_empty());
            for (codec, name) in [(Codec::Etf, "etf"), (Codec::Json, "json")] {
                let text = outcome[name].as_str().expect("a frame");
                let frame = match codec {
                    Codec::Etf => unbase64(text),
                    Codec::Json => text.as_bytes().to_vec(),
                };
                let spot = Spot {
                    is_etf: codec == Codec::Etf,
                    ..writing.spot.clone()
                };
                let outcome = serve((to, end), codec, &frame);
                seen.entry(spot).or_default().add(&writing.sample, outcome);
            }
        }
    }

    fn ask(&self, cases: &[Case]) -> Value {
        let sides: Vec<String> = cases
            .iter()
            .flat_map(|case| [case.old.sdk(), case.new.sdk()])
            .collect();
        let index = |path: &String| sides.iter().position(|one| one == path);
        let writes: Vec<Value> = self
            .writes
            .iter()
            .map(|one| {
                json!({ "side": index(&one.side), "call": one.call, "type": one.request_type, "json": one.sample.to_string() })
            })
            .collect();
        let reads: Vec<Value> = self
            .reads
            .iter()
            .map(|one| {
                let (name, is_push) = one.end;
                let (codec, data) = match one.codec {
                    Codec::Etf => ("etf", base64(&one.frame)),
                    Codec::Json => ("json", String::from_utf8(one.frame.clone()).expect("JSON")),
                };
                let mut read = json!({ "side": index(&one.side), "codec": codec, "data": data });
                if is_push {
                    read["watch"] = json!(format!("watch{name}"));
                } else {
                    read["call"] = json!(name);
                }
                read
            })
            .collect();
        let job = json!({ "sides": sides, "writes": writes, "reads": reads });
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("job.json");
        std::fs::write(&file, job.to_string()).expect("a temporary file");
        let driver = concat!(env!("CARGO_MANIFEST_DIR"), "/node/driver.mjs");
        let output = Command::new("node").arg(driver).arg(&file).output();
        let output = output.expect("Node is installed: `cargo xtask setup`");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        serde_json::from_slice(&output.stdout).expect("JSON")
    }
}

fn list<'a>(answer: &'a Value, key: &str) -> &'a [Value] {
    answer[key].as_array().expect("a list")
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().enumerate().fold(0u32, |word, (at, byte)| {
            word | u32::from(*byte) << (16 - 8 * at)
        });
        for at in 0..4 {
            let digit = (word >> (18 - 6 * at) & 63) as usize;
            text.push(if at <= chunk.len() {
                DIGITS[digit] as char
            } else {
                '='
            });
        }
    }
    text
}

fn unbase64(text: &str) -> Vec<u8> {
    let mut bytes = vec![];
    let (mut word, mut bits) = (0u32, 0);
    for digit in text.bytes().filter(|digit| *digit != b'=') {
        let value = DIGITS.iter().position(|one| *one == digit).expect("base64");
        word = word << 6 | u32::try_from(value).expect("below 64");
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(word >> bits & 255).expect("a byte"));
        }
    }
    bytes
}
