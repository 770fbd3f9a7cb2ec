//! Its file has another name than the module.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    pub here: bool,
}
