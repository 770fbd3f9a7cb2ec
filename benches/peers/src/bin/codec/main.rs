//! The codecs of Rust: libero's, those of its peers, and the BEAM's.
//!
//! `cargo run --release --bin codec [-- --quick]`

mod beam;
mod contest;
mod of;
mod plain;
mod proto;
mod tagged;
mod terms;

use std::fmt::Debug;

use beam::Beam;
use contest::Contest;
use libero_wire::{etf, json};
use of::Of;
use payloads::{Wire, borrowed};
use peers::measure::Plan;
use serde::Serialize;
use serde::de::DeserializeOwned;
use terms::ToTerm;

/// A type of the payloads.
trait Ours: Clone + PartialEq + Debug + ToTerm + EtfCodec + JsonCodec {}
trait EtfCodec: etf::Encode<Wire> + etf::Decode<Wire> {}
trait JsonCodec: json::Encode<Wire> + json::Decode<Wire> {}

/// With the type that borrows from what it is read from.
trait Mirrored: Ours {
    type Mirror<'a>: etf::BorrowDecode<'a, Wire>;
    fn owned(mirror: Self::Mirror<'_>) -> Self;
}

macro_rules! mirrored {
    ($($name:ident: $module:ident::$mirror:ident,)*) => {$(
        impl Mirrored for payloads::$name {
            type Mirror<'a> = borrowed::$module::$mirror<'a>;

            fn owned(mirror: Self::Mirror<'_>) -> Self {
                mirror.into()
            }
        }
    )*};
}

mirrored! {
    SmallAdmin: admin::SmallAdminRef,
    TypeMatrix: matrix::TypeMatrixRef,
    RepeatedRecords: items::RepeatedRecordsRef,
    NestedGame: game::NestedGameRef,
    LargeShots: shots::LargeShotsRef,
}

impl<T: Clone + PartialEq + Debug + ToTerm + EtfCodec + JsonCodec> Ours for T {}
impl<T: etf::Encode<Wire> + etf::Decode<Wire>> EtfCodec for T {}
impl<T: json::Encode<Wire> + json::Decode<Wire>> JsonCodec for T {}

/// The same type, for serde and for bincode.
trait Plain: Serde + bincode::Encode + bincode::Decode<()> {}
/// What serde reads and writes.
trait Serde: PartialEq + Debug + Serialize + DeserializeOwned {}
/// What prost reads and writes.
trait Proto: PartialEq + prost::Message + Default {}

impl<T: Serde + bincode::Encode + bincode::Decode<()>> Plain for T {}
impl<T: PartialEq + Debug + Serialize + DeserializeOwned> Serde for T {}
impl<T: PartialEq + prost::Message + Default> Proto for T {}

fn main() {
    let plan = Plan::from_arguments();
    let mut beam = Beam::start()
        .inspect_err(|error| eprintln!("without the BEAM: {error}"))
        .ok();
    macro_rules! contest {
        ($($value:ident: $name:ident,)*) => {$(
            run::<_, plain::$name, tagged::$name, proto::$name>(
                plan,
                stringify!($value),
                &payloads::$value(),
                beam.as_mut(),
            );
        )*};
    }
    contest! {
        small_admin: SmallAdmin,
        type_matrix: TypeMatrix,
        repeated_records: RepeatedRecords,
        nested_game: NestedGame,
        large_shots: LargeShots,
    }
}

fn run<T, P, J, M>(plan: Plan, payload: &'static str, value: &T, beam: Option<&mut Beam>)
where
    T: Mirrored,
    P: Plain + Of<T>,
    J: Serde + Of<T>,
    M: Proto + Of<T>,
{
    eprintln!("{payload}");
    let contest = Contest {
        plan,
        payload,
        value,
        plain: P::of(value),
        tagged: J::of(value),
        message: M::of(value),
    };
    contest.run(beam);
}
