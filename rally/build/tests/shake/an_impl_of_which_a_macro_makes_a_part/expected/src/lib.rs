macro_rules! number {
    ($name:ident) => {
        pub fn $name(&self) -> u8 {
            self.0 + step::step()
        }
    };
}









#[cfg_attr(not(target_arch = "wasm32"), derive(Clone))]
#[cfg_attr(not(target_arch = "wasm32"), must_use = "rusqlite::Row")]
pub struct Count(u8);

impl Count {
    number!(up);
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
