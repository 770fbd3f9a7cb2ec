extern crate text_tools as words;

pub mod named;
pub mod plain;
pub mod shouting;
