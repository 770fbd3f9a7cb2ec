// License: stands alone, so nobody knows whose it is.

//! What this crate is for.

// in front of gone: select 1
const GONE: u8 = 1; // behind gone: select 2
// in front of view
/* and one more */
pub fn view() -> u8 { // inside of view
    KEPT /* inside, too */
} // behind view
// a line of its own behind view

// alone: select 3

/* in front /* nested */ */ const KEPT: u8 = 2; /* behind kept */ /* and again */
/// Docs of what goes: select 4
const ALSO_GONE: u8 = 3;
struct Text;
impl Text {
    // in front of a method
    pub fn kept(&self) {} // behind a method
    // in front of a method that goes: select 5
    pub fn gone(&self) {} // behind it: select 6
}
pub fn other() -> u8 { Text.kept(); GONE + ALSO_GONE }
// the end: select 7
