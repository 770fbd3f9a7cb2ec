pub mod page;

pub mod shared;
