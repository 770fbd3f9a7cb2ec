//! What a server says of its contract to a peer that speaks another one.

use std::collections::BTreeMap;

use super::Contract;
use crate::error::{DecodeError, DecodeErrorKind as Kind, Segment};
use crate::json::{Reader, Writer};
use crate::limits::Limits;

impl Contract<'_> {
    /// The document that tells a peer of another contract what there is here, as JSON:
    /// `{"kind":"contract","contract_hash":"…","endpoints":{"module.name":"…"},"pushes":{"module.Type":"…"}}`.
    pub fn document(&self) -> String {
        let mut w = Writer::new(&Limits::DEFAULT);
        w.raw(r#"{"kind":"contract","contract_hash":"#);
        w.str(self.hash);
        w.raw(r#","endpoints":"#);
        write_hashes(&mut w, self.endpoints);
        w.raw(r#","pushes":"#);
        write_hashes(&mut w, self.pushes);
        w.raw("}");
        String::from_utf8_lossy(&w.into_vec()).into_owned()
    }
}

fn write_hashes(w: &mut Writer, hashes: &[(&str, &str)]) {
    w.raw("{");
    for (index, (name, hash)) in hashes.iter().enumerate() {
        if index > 0 {
            w.raw(",");
        }
        w.str(name);
        w.raw(":");
        w.str(hash);
    }
    w.raw("}");
}

/// The contract of a server, as a client that speaks another one was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerContract {
    /// The hash of the whole contract.
    pub contract_hash: String,
    /// The hash of each function, by `module/path.name`.
    pub endpoints: BTreeMap<String, String>,
    /// The hash of each type that may be pushed, by `module/path.Type`.
    pub pushes: BTreeMap<String, String>,
}

impl ServerContract {
    /// Reads the document. Keys that are not known here are passed over: it may grow.
    pub fn parse(text: &[u8]) -> Result<Self, DecodeError> {
        read(text).map_err(|error| error.rooted(""))
    }

    /// What of a client's contract the server has not, or has otherwise: names of functions, then of pushes.
    pub fn stale<'a>(&'a self, own: &Contract<'a>) -> impl Iterator<Item = &'a str> {
        let endpoints = stale(own.endpoints, &self.endpoints);
        endpoints.chain(stale(own.pushes, &self.pushes))
    }
}

fn stale<'a>(
    own: &'a [(&'a str, &'a str)],
    theirs: &'a BTreeMap<String, String>,
) -> impl Iterator<Item = &'a str> {
    own.iter()
        .filter(|(name, hash)| theirs.get(*name).is_none_or(|their| their != hash))
        .map(|(name, _)| *name)
}

fn read(text: &[u8]) -> Result<ServerContract, DecodeError> {
    let limits = Limits {
        // A name and a hash each: as many as fit into the input.
        json_items: usize::MAX,
        ..Limits::DEFAULT
    };
    let mut r = Reader::new(text, &limits)?;
    let (mut kind, mut contract_hash, mut endpoints, mut pushes) = (None, None, None, None);
    r.open_object("the document of a contract")?;
    while let Some(key) = r.key()? {
        match &*key {
            "kind" => kind = Some(member(r.str(), "kind")?),
            "contract_hash" => {
                contract_hash = Some(member(r.str(), "contract_hash")?.into_owned());
            }
            "endpoints" => endpoints = Some(member(hashes(&mut r), "endpoints")?),
            "pushes" => pushes = Some(member(hashes(&mut r), "pushes")?),
            _ => r.skip_value()?,
        }
    }
    r.finish()?;
    if kind.as_deref() != Some("contract") {
        let error = r.error(Kind::Type, "expected the document of a contract");
        return Err(error.within(Segment::Member("kind")));
    }
    let missing = |name| {
        r.error(Kind::MissingField, "the field is missing")
            .within(Segment::Member(name))
    };
    Ok(ServerContract {
        contract_hash: contract_hash.ok_or_else(|| missing("contract_hash"))?,
        endpoints: endpoints.ok_or_else(|| missing("endpoints"))?,
        pushes: pushes.ok_or_else(|| missing("pushes"))?,
    })
}

fn hashes(r: &mut Reader<'_>) -> Result<BTreeMap<String, String>, DecodeError> {
    let mut hashes = BTreeMap::new();
    r.open_object("Object")?;
    while let Some(name) = r.key()? {
        let hash = r
            .str()
            .map_err(|error| error.within(Segment::Key(name.to_string())))?;
        hashes.insert(name.into_owned(), hash.into_owned());
    }
    Ok(hashes)
}

fn member<T>(read: Result<T, DecodeError>, name: &'static str) -> Result<T, DecodeError> {
    read.map_err(|error| error.within(Segment::Member(name)))
}
