

//! What this crate is for.



// in front of view
/* and one more */
pub fn view() -> u8 { // inside of view
    KEPT /* inside, too */
} // behind view




/* in front /* nested */ */ const KEPT: u8 = 2; /* behind kept */ /* and again */
