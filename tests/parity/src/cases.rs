//! The types of the corpus with the codecs that libero generated for them.

use contract_schema::FieldType;
use corpus::generated::libero::{borrowed, etf, json, requests};
use libero_wire::{Codec, DecodeError, EncodeError};

/// One value in both codecs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// An ETF term, with its leading 131.
    pub etf: Vec<u8>,
    /// Typed JSON.
    pub json: Vec<u8>,
}

/// What a value gives in each codec, one of which may refuse it: their limits differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// An ETF term, with its leading 131.
    pub etf: Result<Vec<u8>, EncodeError>,
    /// Typed JSON.
    pub json: Result<Vec<u8>, EncodeError>,
}

/// A type that crosses the wire whole.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// `module/path.Type`.
    pub name: &'static str,
    /// Reads JSON and writes the value in both codecs.
    pub from_json: fn(&[u8]) -> Result<Encoded, String>,
    /// Reads ETF and writes the value in both codecs.
    pub from_etf: fn(&[u8]) -> Result<Encoded, String>,
    /// Reads ETF and writes ETF.
    pub term: fn(&[u8]) -> Result<Vec<u8>, String>,
    /// Reads ETF and lets go of the value.
    pub reads_etf: fn(&[u8]) -> Result<(), DecodeError>,
    /// Reads JSON and lets go of the value.
    pub reads_json: fn(&[u8]) -> Result<(), DecodeError>,
    /// Reads either codec and writes the value in both, every error as it is.
    pub read: fn(Codec, &[u8]) -> Result<Written, DecodeError>,
    /// Its mirror, where it has one.
    pub mirror: Option<Mirror>,
}

/// A type that borrows from what is read.
#[derive(Clone, Copy, Debug)]
pub struct Mirror {
    /// Reads ETF, and writes ETF from the type that it is made into.
    pub term: fn(&[u8]) -> Result<Vec<u8>, String>,
    /// Reads ETF and lets go of the value.
    pub reads: fn(&[u8]) -> Result<(), DecodeError>,
}

impl Case {
    /// The type, as the contract has it.
    pub fn field_type(&self) -> FieldType {
        let (module, name) = self.name.rsplit_once('.').expect("a module and a name");
        FieldType::user(module, name)
    }
}

macro_rules! mirror {
    ($ty:ty) => {
        None
    };
    ($ty:ty, $mirror:ty) => {
        Some(Mirror {
            term: |term| {
                let mirror = borrowed::from_slice::<$mirror>(term);
                let value = <$ty>::from(mirror.map_err(|error| error.to_string())?);
                etf::to_vec(&value).map_err(|error| error.to_string())
            },
            reads: |term| borrowed::from_slice::<$mirror>(term).map(drop),
        })
    };
}

macro_rules! cases {
    ($($name:literal => $ty:ty $( => $mirror:ty)?,)+) => {
        /// Every case.
        pub const CASES: &[Case] = &[$(Case {
            name: $name,
            from_json: |text| {
                let value = json::from_slice::<$ty>(text).map_err(|error| error.to_string())?;
                Ok(Encoded {
                    etf: etf::to_vec(&value).map_err(|error| error.to_string())?,
                    json: json::to_vec(&value).map_err(|error| error.to_string())?,
                })
            },
            from_etf: |term| {
                let value = etf::from_slice::<$ty>(term).map_err(|error| error.to_string())?;
                Ok(Encoded {
                    etf: etf::to_vec(&value).map_err(|error| error.to_string())?,
                    json: json::to_vec(&value).map_err(|error| error.to_string())?,
                })
            },
            term: |term| {
                let value = etf::from_slice::<$ty>(term).map_err(|error| error.to_string())?;
                etf::to_vec(&value).map_err(|error| error.to_string())
            },
            reads_etf: |term| etf::from_slice::<$ty>(term).map(drop),
            reads_json: |text| json::from_slice::<$ty>(text).map(drop),
            read: |codec, input| {
                let value = match codec {
                    Codec::Etf => etf::from_slice::<$ty>(input)?,
                    Codec::Json => json::from_slice::<$ty>(input)?,
                };
                Ok(Written {
                    etf: etf::to_vec(&value),
                    json: json::to_vec(&value),
                })
            },
            mirror: mirror!($ty $(, $mirror)?),
        }),+];
    };
}

cases! {
    "aliases.Aliased" => corpus::aliases::Aliased => borrowed::aliases::AliasedRef,
    "bits.Bits" => corpus::bits::Bits => borrowed::bits::BitsRef,
    "bounds.Bounds" => corpus::bounds::Bounds => borrowed::bounds::BoundsRef,
    "dicts.Dicts" => corpus::dicts::Dicts => borrowed::dicts::DictsRef,
    "enums.Enums" => corpus::enums::Enums => borrowed::enums::EnumsRef,
    "floats.Floats" => corpus::floats::Floats,
    "foreign.Mapped" => corpus::foreign::Mapped => borrowed::foreign::MappedRef,
    "foreign.Network" => corpus::foreign::Network,
    "foreign.StdTimes" => corpus::foreign::StdTimes,
    "foreign.Texts" => corpus::foreign::Texts,
    "foreign/chronological.Chronological" => corpus::foreign::chronological::Chronological,
    "foreign/timely.Timely" => corpus::foreign::timely::Timely,
    "generics.Instances" => corpus::generics::Instances => borrowed::generics::InstancesRef,
    "ints.Ints" => corpus::ints::Ints,
    "ints.Many" => corpus::ints::Many,
    "large.Large" => corpus::large::Large,
    "names.Names" => corpus::names::Names => borrowed::names::NamesRef,
    "nested.Options" => corpus::nested::Options => borrowed::nested::OptionsRef,
    "nested.Results" => corpus::nested::Results => borrowed::nested::ResultsRef,
    "pages/answers.ServerArticles" => requests::pages::answers::ServerArticles,
    "pages/answers.ServerMaybe" => requests::pages::answers::ServerMaybe,
    "pages/answers.ServerShape" => requests::pages::answers::ServerShape,
    "pages/failures.Problems" => corpus::pages::failures::Problems => borrowed::pages::failures::ProblemsRef,
    "pages/failures.Refusal" => corpus::pages::failures::Refusal,
    "pages/failures.ServerComplain" => requests::pages::failures::ServerComplain,
    "pages/failures.ServerList" => requests::pages::failures::ServerList,
    "pages/failures.ServerNotANumber" => requests::pages::failures::ServerNotANumber,
    "pages/failures.ServerPanic" => requests::pages::failures::ServerPanic,
    "pages/failures.ServerPanicLater" => requests::pages::failures::ServerPanicLater,
    "pages/failures.ServerRefuse" => requests::pages::failures::ServerRefuse,
    "pages/home.Item" => corpus::pages::home::Item => borrowed::pages::home::ItemRef,
    "pages/home.LoadError" => corpus::pages::home::LoadError,
    "pages/home.ServerCount" => requests::pages::home::ServerCount,
    "pages/home.ServerCreateItem" => requests::pages::home::ServerCreateItem,
    "pages/home.ServerLater" => requests::pages::home::ServerLater,
    "pages/home.ServerLoadTitle" => corpus::pages::home::ServerLoadTitle,
    "pages/home.ServerWhoAmI" => requests::pages::home::ServerWhoAmI,
    "pointers.Pointers" => corpus::pointers::Pointers => borrowed::pointers::PointersRef,
    "pointers.SharedInThread" => corpus::pointers::SharedInThread => borrowed::pointers::SharedInThreadRef,
    "pushes.Notice" => corpus::pushes::Notice => borrowed::pushes::NoticeRef,
    "pushes.Tick" => corpus::pushes::Tick,
    "recursion.Program" => corpus::recursion::Program => borrowed::recursion::ProgramRef,
    "recursion.Tree" => corpus::recursion::Tree,
    "reexports.Exported" => corpus::reexports::Exported => borrowed::reexports::ExportedRef,
    "requests.ServerClient" => requests::requests::ServerClient,
    "requests/rt.ServerWire" => requests::requests::rt::ServerWire,
    "scalars.Scalars" => corpus::scalars::Scalars,
    "sequences.Arrays" => corpus::sequences::Arrays => borrowed::sequences::ArraysRef,
    "sequences.Sequences" => corpus::sequences::Sequences => borrowed::sequences::SequencesRef,
    "serde_attributes.Attributes" => corpus::serde_attributes::Attributes => borrowed::serde_attributes::AttributesRef,
    "sets.Sets" => corpus::sets::Sets => borrowed::sets::SetsRef,
    "shadowing.Shadowed" => corpus::shadowing::Shadowed => borrowed::shadowing::ShadowedRef,
    "strings.Strings" => corpus::strings::Strings,
    "structs.Structs" => corpus::structs::Structs => borrowed::structs::StructsRef,
    "tuples.Tuples" => corpus::tuples::Tuples => borrowed::tuples::TuplesRef,
    "wide.Wide" => corpus::wide::Wide => borrowed::wide::WideRef,
}

/// Values of these are more than their wire types say: text in a format, numbers in the range of a
/// Rust type, fields that are read and then dropped.
pub const ONLY_RUST_CHECKS: &[&str] = &[
    "dicts.Dicts",
    "foreign.Mapped",
    "foreign.Network",
    "foreign.StdTimes",
    "foreign.Texts",
    "foreign/chronological.Chronological",
    "foreign/timely.Timely",
    "serde_attributes.Attributes",
];

/// The case of a name. Panics if there is none.
pub fn case(name: &str) -> &'static Case {
    let found = CASES.iter().find(|case| case.name == name);
    found.unwrap_or_else(|| panic!("there is no case `{name}`"))
}
