pub mod named;
pub mod plain;
pub mod shouting;
