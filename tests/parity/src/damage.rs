//! Every cut, every bent bit and every bomb of valid frames: what the tests send to each end.

use serde_json::Value;

use crate::bombs;
use crate::tree::{Part, tag};

/// An input that was made from a valid one.
#[derive(Clone, Debug)]
pub struct Input {
    /// How, for messages.
    pub how: String,
    /// What it is now.
    pub bytes: Vec<u8>,
    /// Whether no end may take it. Others may still be a value, perhaps another one.
    pub is_refused: bool,
    /// The path to what was put into a text of JSON.
    pub place: Option<String>,
}

/// So many bytes are made of one frame at most, by leaving out places at even distances: every bit
/// of up to 600 bytes.
const BUDGET: usize = 3 << 20;

/// How many places are left out for each one that is kept, so that inputs of this length fit.
fn stride(inputs: usize, length: usize) -> usize {
    (inputs * length).div_ceil(BUDGET).max(1)
}

/// The frame without its end, cut at every byte.
pub fn cuts(frame: &[u8]) -> Vec<Input> {
    let kept = (0..frame.len()).step_by(stride(frame.len(), frame.len() / 2));
    kept.map(|length| Input {
        how: format!("cut to {length} bytes"),
        bytes: frame[..length].to_vec(),
        is_refused: true,
        place: None,
    })
    .collect()
}

/// The frame with one bit bent, for every bit.
pub fn flips(frame: &[u8]) -> Vec<Input> {
    let bits = frame.len() * 8;
    // An odd step comes upon each bit of a byte in turn.
    let kept = (0..bits).step_by(stride(bits, frame.len()) | 1);
    kept.map(|bit| {
        let mut bytes = frame.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        Input {
            how: format!("bit {} of byte {} bent", bit % 8, bit / 8),
            bytes,
            is_refused: false,
            place: None,
        }
    })
    .collect()
}

/// The frame with each of the bombs at every place that holds a term, with entries and items of
/// sets twice, and with more behind its end.
pub fn bombed_terms(frame: &[u8], sets: &std::collections::BTreeSet<usize>) -> Vec<Input> {
    let whole = Part::of(frame);
    let parts = whole.all();
    let mut made = vec![];
    let bombs = bombs::terms();
    let length = frame.len() + 1500;
    let stride = stride(parts.len() * bombs.len(), length);
    for (index, part) in parts.iter().enumerate() {
        // Of a large frame each place gets some of the bombs.
        for bomb in bombs.iter().skip(index % stride).step_by(stride) {
            made.push(Input {
                how: format!("{} at byte {}", bomb.name, part.start),
                bytes: part.replaced(frame, &bomb.bytes),
                is_refused: !bomb.fits_some,
                place: None,
            });
        }
        let is_dict = part.tag == tag::MAP;
        if !part.parts.is_empty() && (is_dict || sets.contains(&part.start)) {
            made.push(Input {
                how: format!("the first of those at byte {} twice", part.start),
                bytes: part.first_twice(frame),
                is_refused: true,
                place: None,
            });
        }
    }
    for tail in [&[0][..], &[131, 97, 1], &[106], frame] {
        made.push(Input {
            how: format!("{} bytes behind the end", tail.len()),
            bytes: [frame, tail].concat(),
            is_refused: true,
            place: None,
        });
    }
    made
}

/// How long a frame of nested claims is, about, and how much of it the claims may count on.
const NESTED: usize = 24 << 10;
const FILLER: usize = 8 << 10;
/// For how many bytes an item is claimed: more than are left for it are refused at once.
const CLAIMED: [usize; 3] = [1, 16, 64];

/// Lists and dicts inside of each other, each of which claims what is left: the way from one of them to
/// one inside of it, again and again. Types that hold themselves follow it to the end.
pub fn nested_claims(frame: &[u8]) -> Vec<Input> {
    let mut made = vec![];
    for outer in Part::of(frame)
        .all()
        .into_iter()
        .filter(|part| is_counted(part))
    {
        let inside: Vec<&Part> = outer
            .all()
            .into_iter()
            .filter(|part| is_counted(part))
            .collect();
        for inner in &inside[1..] {
            let holds = |part: &&&Part| part.start < inner.start && part.end >= inner.end;
            let heads: Vec<&Part> = inside.iter().filter(holds).copied().collect();
            made.extend(CLAIMED.map(|bytes| claims(frame, &heads, inner, bytes)));
        }
    }
    made
}

fn is_counted(part: &Part) -> bool {
    matches!(part.tag, tag::LIST | tag::MAP)
}

/// The way through `heads`, from the outermost on, to `inner`, again and again, with a claim at each head.
fn claims(frame: &[u8], heads: &[&Part], inner: &Part, for_each: usize) -> Input {
    let outer = heads[0].start;
    let way = &frame[outer..inner.start];
    let times = (NESTED / way.len()).clamp(1, 500);
    let mut bytes = frame[..outer].to_vec();
    let end = outer + way.len() * times + FILLER;
    for _ in 0..times {
        let start = bytes.len();
        bytes.extend_from_slice(way);
        for head in heads {
            let at = start + head.start - outer + 1;
            let terms = if head.tag == tag::MAP { 2 } else { 1 };
            let count = (end - at - 4) / terms / for_each;
            let count = u32::try_from(count).expect("a small frame");
            bytes[at..at + 4].copy_from_slice(&count.to_be_bytes());
        }
    }
    bytes.resize(end, tag::EMPTY);
    Input {
        how: format!(
            "{times} times byte {outer} to {}, an item claimed for {for_each} bytes",
            inner.start
        ),
        bytes,
        is_refused: true,
        place: None,
    }
}

/// Keys up to this length, in bytes, stand in paths as they are.
const LONG_KEY: usize = 100;

const MARK: &str = "put it here";

/// The same for text of JSON. With `repeats` keys come twice, which JSON.parse hides.
pub fn bombed_texts(frame: &[u8], repeats: bool) -> Vec<Input> {
    let value: Value = serde_json::from_slice(frame).expect("JSON");
    let mut places = vec![];
    pointers(&value, &mut String::new(), &mut places);
    let mut made = vec![];
    let bombs = bombs::texts();
    let stride = stride(places.len() * bombs.len(), frame.len() + 15_000);
    for (index, place) in places.iter().enumerate() {
        let mut marked = value.clone();
        let found = marked.pointer_mut(place).expect("a place");
        let first_key = found
            .as_object()
            .and_then(|object| object.keys().next().cloned());
        let is_object = found.is_object();
        *found = MARK.into();
        let text = marked.to_string();
        let quoted = format!("\"{MARK}\"");
        let (before, after) = text.split_once(&quoted).expect("a mark");
        let with = |bytes: &[u8]| [before.as_bytes(), bytes, after.as_bytes()].concat();
        for bomb in bombs.iter().skip(index % stride).step_by(stride) {
            made.push(Input {
                how: format!("{} at {place:?}", bomb.name),
                bytes: with(&bomb.bytes),
                is_refused: !bomb.fits_some,
                place: Some(spoken(&value, place)),
            });
        }
        if is_object {
            let text = value.pointer(place).expect("a place").to_string();
            let deep = format!("{{\"more\":{}", "[".repeat(5000));
            made.push(Input {
                how: format!("a nest under an unknown key at {place:?}"),
                bytes: with(text.replacen('{', &deep, 1).as_bytes()),
                is_refused: true,
                place: None,
            });
        }
        if let (Some(key), true) = (first_key, repeats) {
            let object = value.pointer(place).expect("a place");
            let first = Value::from(key.as_str());
            let entry = format!("{{{first}:{},", object[&key]);
            let twice = object.to_string().replacen('{', &entry, 1);
            made.push(Input {
                how: format!("{first} twice at {place:?}"),
                bytes: with(twice.as_bytes()),
                is_refused: true,
                place: None,
            });
        }
    }
    for tail in ["x", "null", "}", "\0", "\u{feff}"] {
        made.push(Input {
            how: format!("{tail:?} behind the end"),
            bytes: [frame, tail.as_bytes()].concat(),
            is_refused: true,
            place: None,
        });
    }
    made
}

fn pointers(value: &Value, here: &mut String, found: &mut Vec<String>) {
    found.push(here.clone());
    let mut inner = |key: &str, value: &Value| {
        let length = here.len();
        here.push('/');
        here.push_str(&key.replace('~', "~0").replace('/', "~1"));
        pointers(value, here, found);
        here.truncate(length);
    };
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                inner(&index.to_string(), item);
            }
        }
        Value::Object(object) => {
            for (key, value) in object {
                inner(key, value);
            }
        }
        _ => {}
    }
}

/// The path that a pointer of JSON leads; as far as the first long key, of which errors show a part.
fn spoken(value: &Value, pointer: &str) -> String {
    let mut path = "value".to_owned();
    let mut at = value;
    let mut is_fields = false;
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        if token.len() > LONG_KEY {
            break;
        }
        let has = |key: &str| at.get(key).is_some();
        let is_type = has("type") && has("variant");
        let step = if at.is_array() {
            format!("[{token}]")
        } else if is_fields || is_type || has("encoding") {
            format!(".{token}")
        } else {
            format!("[{token:?}]")
        };
        path.push_str(&step);
        is_fields = is_type && token == "fields";
        at = match at {
            Value::Array(items) => &items[token.parse::<usize>().expect("an index")],
            other => &other[&token],
        };
    }
    path
}
