//! One payload, every contender.

use std::hint::black_box;
use std::io::Cursor;

use bincode::config::standard;
use payloads::borrowed;
use peers::measure::{Contender, Plan, rounds};
use peers::report::Line;

use crate::beam::{Beam, Work};
use crate::{Mirrored, Plain, Proto, Serde};

/// What a peer should be held against.
enum Goal {
    /// The peer takes at least so many times as long.
    Faster(f64),
    /// Ours takes at most so many times as long.
    Within(f64),
    /// Nothing: it is only told how many times as long the peer takes.
    Told,
    /// Nothing: it is only told how many times as long ours takes.
    Floor,
}

use Goal::{Faster, Floor, Told, Within};

/// One payload as each contender holds it.
pub(crate) struct Contest<'a, T, P, J, M> {
    pub(crate) plan: Plan,
    pub(crate) payload: &'static str,
    pub(crate) value: &'a T,
    pub(crate) plain: P,
    pub(crate) tagged: J,
    pub(crate) message: M,
}

/// The value in each encoding.
struct Encoded {
    etf: Vec<u8>,
    typed_json: Vec<u8>,
    plain_json: Vec<u8>,
    postcard: Vec<u8>,
    bincode: Vec<u8>,
    prost: Vec<u8>,
    rmp: Vec<u8>,
    term: eetf::Term,
}

impl<T: Mirrored, P: Plain, J: Serde, M: Proto> Contest<'_, T, P, J, M> {
    pub(crate) fn run(&self, mut beam: Option<&mut Beam>) {
        let encoded = self.verified();
        if let Some(beam) = &mut beam {
            let length = beam.load(&encoded.etf);
            assert_eq!(length, encoded.etf.len(), "the BEAM writes another term");
        }
        let beam = beam.as_deref();
        self.encode(&encoded, beam);
        self.decode(&encoded, beam);
        self.json(&encoded);
        let bytes = |bytes: &[u8]| f64::from(u32::try_from(bytes.len()).expect("a small value"));
        let ratio = bytes(&encoded.typed_json) / bytes(&encoded.etf);
        Line::new("bytes/typed-json", self.payload, ratio).print();
    }

    /// Writes the value with every contender and makes sure that it reads back as it was.
    fn verified(&self) -> Encoded {
        let Self {
            value,
            plain,
            tagged,
            message,
            ..
        } = self;
        let etf = payloads::etf::to_vec(*value).expect("ETF");
        assert_eq!(&payloads::etf::from_slice::<T>(&etf).expect("ETF"), *value);
        let mirror: T::Mirror<'_> = borrowed::from_slice(&etf).expect("ETF");
        assert_eq!(&T::owned(mirror), *value);
        let typed_json = payloads::json::to_vec(*value).expect("JSON");
        assert_eq!(
            &payloads::json::from_slice::<T>(&typed_json).expect("JSON"),
            *value
        );
        assert_eq!(
            String::from_utf8_lossy(&typed_json),
            serde_json::to_string(tagged).expect("serde_json, tagged"),
            "serde_json writes other bytes"
        );
        assert_eq!(
            &serde_json::from_slice::<J>(&typed_json).expect("serde_json, tagged"),
            tagged
        );
        let plain_json = serde_json::to_vec(plain).expect("serde_json");
        assert_eq!(
            &serde_json::from_slice::<P>(&plain_json).expect("serde_json"),
            plain
        );
        assert_eq!(
            &sonic_rs::from_slice::<P>(&plain_json).expect("sonic-rs"),
            plain
        );
        let postcard = postcard::to_stdvec(plain).expect("postcard");
        assert_eq!(
            &postcard::from_bytes::<P>(&postcard).expect("postcard"),
            plain
        );
        let bincode = bincode::encode_to_vec(plain, standard()).expect("bincode");
        let (read, _) = bincode::decode_from_slice::<P, _>(&bincode, standard()).expect("bincode");
        assert_eq!(&read, plain);
        let prost = message.encode_to_vec();
        assert!(&M::decode(&*prost).expect("prost") == message, "prost");
        let rmp = rmp_serde::to_vec(plain).expect("rmp-serde");
        assert_eq!(&rmp_serde::from_slice::<P>(&rmp).expect("rmp-serde"), plain);
        let term = value.to_term();
        assert_eq!(eetf::Term::decode(Cursor::new(&etf)).expect("eetf"), term);
        assert_eq!(
            &payloads::etf::from_slice::<T>(&written(&term)).expect("eetf's ETF"),
            *value
        );
        Encoded {
            etf,
            typed_json,
            plain_json,
            postcard,
            bincode,
            prost,
            rmp,
            term,
        }
    }

    fn encode(&self, encoded: &Encoded, beam: Option<&Beam>) {
        let plain = || black_box(&self.plain);
        let mut contenders = vec![
            (
                Told,
                Contender::new("libero", || payloads::etf::to_vec(black_box(self.value))),
            ),
            (
                Faster(5.0),
                Contender::new("serde_json-plain", || serde_json::to_vec(plain())),
            ),
            (
                Faster(8.0),
                Contender::new("serde_json-tagged", || {
                    serde_json::to_vec(black_box(&self.tagged))
                }),
            ),
            (
                Faster(2.0),
                Contender::new("postcard", || postcard::to_stdvec(plain())),
            ),
            (
                Faster(2.0),
                Contender::new("bincode", || bincode::encode_to_vec(plain(), standard())),
            ),
            (
                Faster(2.0),
                Contender::new("prost", || black_box(&self.message).encode_to_vec()),
            ),
            (
                Faster(2.0),
                Contender::new("rmp-serde", || rmp_serde::to_vec(plain())),
            ),
            (
                Faster(15.0),
                Contender::new("eetf", || written(&black_box(self.value).to_term())),
            ),
            (
                Told,
                Contender::new("eetf-term-at-hand", || written(black_box(&encoded.term))),
            ),
        ];
        contenders.extend(beam.map(|beam| {
            let turn = |times| beam.turn(Work::Encode, times);
            (Faster(7.0), Contender::timed("term_to_binary", turn))
        }));
        self.compare("rust-etf-encode", contenders);
    }

    fn decode(&self, encoded: &Encoded, beam: Option<&Beam>) {
        let etf = || black_box(&*encoded.etf);
        let json = || black_box(&*encoded.plain_json);
        let mut contenders = vec![
            (
                Told,
                Contender::new("libero", || payloads::etf::from_slice::<T>(etf())),
            ),
            (
                Faster(2.0),
                Contender::new("serde_json", || serde_json::from_slice::<P>(json())),
            ),
            (
                Faster(1.7),
                Contender::new("sonic-rs", || sonic_rs::from_slice::<P>(json())),
            ),
            (
                Faster(1.1),
                Contender::new("postcard", || {
                    postcard::from_bytes::<P>(black_box(&encoded.postcard))
                }),
            ),
            (
                Faster(1.1),
                Contender::new("bincode", || {
                    bincode::decode_from_slice::<P, _>(black_box(&encoded.bincode), standard())
                }),
            ),
            (
                Within(1.5),
                Contender::new("clone", || black_box(self.value).clone()),
            ),
            (
                Told,
                Contender::new("prost", || M::decode(black_box(&*encoded.prost))),
            ),
            (
                Told,
                Contender::new("rmp-serde", || {
                    rmp_serde::from_slice::<P>(black_box(&encoded.rmp))
                }),
            ),
            (
                Told,
                Contender::new("eetf", || eetf::Term::decode(Cursor::new(etf()))),
            ),
        ];
        contenders.extend(beam.map(|beam| {
            let turn = |times| beam.turn(Work::Decode, times);
            (Told, Contender::timed("binary_to_term", turn))
        }));
        self.compare("rust-etf-decode", contenders);
        let borrowed = vec![
            (
                Told,
                Contender::new("borrowed", || borrowed::from_slice::<T::Mirror<'_>>(etf())),
            ),
            (
                Faster(1.8),
                Contender::new("owned", || payloads::etf::from_slice::<T>(etf())),
            ),
        ];
        self.compare("rust-etf-decode-borrowed", borrowed);
        // How much of the above is the dropping, which is the same for all who own their data.
        let kept = vec![
            (
                Told,
                Contender::keeping("libero", || payloads::etf::from_slice::<T>(etf())),
            ),
            (
                Told,
                Contender::keeping("serde_json", || serde_json::from_slice::<P>(json())),
            ),
            (
                Floor,
                Contender::keeping("clone", || black_box(self.value).clone()),
            ),
        ];
        self.compare("rust-etf-decode-undropped", kept);
    }

    fn json(&self, encoded: &Encoded) {
        let text = || black_box(&*encoded.typed_json);
        let encode = vec![
            (
                Told,
                Contender::new("libero", || payloads::json::to_vec(black_box(self.value))),
            ),
            (
                Faster(2.0),
                Contender::new("serde_json-tagged", || {
                    serde_json::to_vec(black_box(&self.tagged))
                }),
            ),
        ];
        self.compare("rust-json-encode", encode);
        let decode = vec![
            (
                Told,
                Contender::new("libero", || payloads::json::from_slice::<T>(text())),
            ),
            (
                Faster(2.3),
                Contender::new("serde_json-tagged", || serde_json::from_slice::<J>(text())),
            ),
        ];
        self.compare("rust-json-decode", decode);
    }

    /// Lets the contenders take turns and tells how each peer stands against the first of them.
    fn compare(&self, what: &str, contenders: Vec<(Goal, Contender<'_>)>) {
        let (goals, mut contenders): (Vec<_>, Vec<_>) = contenders.into_iter().unzip();
        let measured = rounds(self.plan, &mut contenders);
        for (index, goal) in goals.iter().enumerate().skip(1) {
            let name = format!("{what}/{}", contenders[index].name);
            let (ratio, at_least, at_most) = match goal {
                Faster(times) => (measured.ratio(index, 0), Some(*times), None),
                Within(times) => (measured.ratio(0, index), None, Some(*times)),
                Floor => (measured.ratio(0, index), None, None),
                Told => (measured.ratio(index, 0), None, None),
            };
            let line = Line {
                at_least,
                at_most,
                ours_ns: Some(measured.nanoseconds(0)),
                peer_ns: Some(measured.nanoseconds(index)),
                ..Line::new(&name, self.payload, ratio)
            };
            line.print();
        }
    }
}

fn written(term: &eetf::Term) -> Vec<u8> {
    let mut bytes = vec![];
    term.encode(&mut bytes).expect("an encodable term");
    bytes
}
