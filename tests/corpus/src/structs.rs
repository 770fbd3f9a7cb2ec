//! Structs of every form.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structs {
    pub named: Named,
    pub pair: Pair,
    pub newtype: Newtype,
    pub wrapped: Wrapped,
    pub unit: Unit,
    pub empty: Empty,
    pub no_fields: NoFields,
    pub optional: Option<Newtype>,
    pub several: Vec<Unit>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: u64,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair(pub i64, pub String);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newtype(pub u32);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapped(pub Named);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Empty {}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoFields();
