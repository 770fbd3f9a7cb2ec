//! Reached through its parent alone.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renamed {
    One,
    Other(Kept),
}

pub mod deeper {
    //! Reached through its grandparent alone.

    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Deep(pub i64);

    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Deeper(pub Deep);
}
