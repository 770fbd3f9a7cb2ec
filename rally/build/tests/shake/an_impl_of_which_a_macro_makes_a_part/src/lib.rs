macro_rules! number {
    ($name:ident) => {
        pub fn $name(&self) -> u8 {
            self.0 + step::step()
        }
    };
}

macro_rules! row {
    ($name:ident) => {
        pub fn $name(&self, row: &rusqlite::Row<'_>) -> rusqlite::Result<u8> {
            row.get(0)
        }
    };
}

#[cfg_attr(not(target_arch = "wasm32"), derive(Clone))]
#[cfg_attr(not(target_arch = "wasm32"), must_use = "rusqlite::Row")]
pub struct Count(u8);

impl Count {
    number!(up);
}

impl Count {
    row!(from_row);
}

mod step {
    pub use self::inner::*;

    // A module that is called like a function of a glob.
    mod step {
        pub const SIZE: u8 = 1;
    }

    mod inner {
        pub fn step() -> u8 {
            super::step::SIZE
        }
    }
}

pub fn view() -> u8 {
    Count(1).up()
}
