//! For those who keep the teams.

pub mod pages;
