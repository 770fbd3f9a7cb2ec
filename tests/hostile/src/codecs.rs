//! Values of the corpus. The first byte chooses the type.

use std::sync::LazyLock;

use contract_schema::Contract;
use libero_wire::error::{DecodeErrorKind, EncodeErrorKind};
use libero_wire::{Codec, EncodeError, Limits};
use parity::cases::{CASES, Case, Written};
use parity::files;
use parity::generate::Generator;
use parity::tape::Tape;

static CONTRACT: LazyLock<Contract> = LazyLock::new(files::contract);
static GENERATOR: LazyLock<Generator<'_>> = LazyLock::new(|| Generator::new(&CONTRACT));

/// The bytes are a term.
pub fn etf(data: &[u8]) {
    read(data, Codec::Etf);
    if let Some((case, input)) = split(data) {
        mirrored(case, input);
    }
}

/// A mirror takes what its type takes, as the same value, and refuses the rest with the same words.
fn mirrored(case: &Case, input: &[u8]) {
    let Some(mirror) = case.mirror else {
        return;
    };
    let both = [(case.term)(input), (mirror.term)(input)];
    // The frames of the two are not equally large.
    let spent =
        |verdict: &Result<_, String>| matches!(verdict, Err(why) if why.contains("for the stack"));
    if !both.iter().any(spent) {
        let [owned, borrowed] = both;
        assert_eq!(owned, borrowed, "{}", case.name);
    }
}

/// The bytes are JSON.
pub fn json(data: &[u8]) {
    read(data, Codec::Json);
}

/// The bytes are decisions, from which a value is made.
pub fn differential(data: &[u8]) {
    let Some((case, tape)) = split(data) else {
        return;
    };
    let text = value(case, tape);
    match (case.read)(Codec::Json, text.as_bytes()) {
        Ok(written) => same_again(case, &written),
        Err(error) => panic!("{} refuses what it should take: {error}\n{text}", case.name),
    }
}

/// The type that the first byte chooses, and what follows.
pub(crate) fn split(data: &[u8]) -> Option<(&'static Case, &[u8])> {
    let (&first, rest) = data.split_first()?;
    Some((&CASES[usize::from(first) % CASES.len()], rest))
}

/// A value as JSON, made from decisions.
pub(crate) fn value(case: &Case, tape: &[u8]) -> String {
    let mut tape = Tape::new(tape);
    GENERATOR.value(&case.field_type(), &mut tape).to_string()
}

fn read(data: &[u8], codec: Codec) {
    let Some((case, input)) = split(data) else {
        return;
    };
    let read = (case.read)(codec, input);
    crate::values::same(case, codec, input, &read);
    if let Ok(written) = read {
        same_again(case, &written);
    }
}

/// Whatever each codec writes of a value it reads again, and both write the same of it as before: so
/// writing is canonical, and the codecs agree on the value.
fn same_again(case: &Case, written: &Written) {
    let both = [(Codec::Etf, &written.etf), (Codec::Json, &written.json)];
    for (codec, bytes) in both {
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) => {
                assert!(may_refuse(error), "{} in {codec:?}: {error:?}", case.name);
                continue;
            }
        };
        match (case.read)(codec, bytes) {
            Ok(again) => assert!(
                again == *written,
                "{} is another after {codec:?}\n  before: {}\n  after:  {}",
                case.name,
                shown(written),
                shown(&again)
            ),
            // The reader of a value may need more of the stack than its writer did.
            Err(error) if error.message().contains("for the stack") => {}
            Err(error) if bytes.len() > Limits::DEFAULT.input_bytes => {
                assert_eq!(error.kind(), DecodeErrorKind::Limit, "{error:?}");
            }
            Err(error) => panic!(
                "{} does not read its own {codec:?}: {error:?}\n  {}",
                case.name,
                bytes.escape_ascii()
            ),
        }
    }
}

/// Why a value that was read may not be written: the limits of one codec are narrower than those of
/// the other, and a variant may be there to be read alone.
fn may_refuse(error: &EncodeError) -> bool {
    matches!(
        error.kind(),
        EncodeErrorKind::TooLong | EncodeErrorKind::TooDeep | EncodeErrorKind::Skipped
    )
}

fn shown(written: &Written) -> String {
    [&written.etf, &written.json]
        .map(|bytes| match bytes {
            Ok(bytes) => bytes.escape_ascii().to_string(),
            Err(error) => error.to_string(),
        })
        .join("\n          ")
}
