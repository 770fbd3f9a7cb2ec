//! Tuples of 1 to 12 elements.

use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode};
use crate::error::{DecodeError, EncodeError, Segment};

macro_rules! tuples {
    ($($arity:literal: $($name:ident $index:tt),*;)*) => {$(
        impl<C, $($name: Encode<C>),*> Encode<C> for ($($name,)*) {
            fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
                w.tuple_header($arity)?;
                $(self.$index.encode(w).map_err(|e| e.within(Segment::Index($index)))?;)*
                Ok(())
            }
        }

        impl<C, $($name: Decode<C>),*> Decode<C> for ($($name,)*) {
            const MIN_LEN: usize = 2 + $arity;

            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                r.tuple($arity)?;
                Ok(($($name::decode(r).map_err(|e| e.within(Segment::Index($index)))?,)*))
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, D 2;
    4: A 0, B 1, D 2, E 3;
    5: A 0, B 1, D 2, E 3, F 4;
    6: A 0, B 1, D 2, E 3, F 4, G 5;
    7: A 0, B 1, D 2, E 3, F 4, G 5, H 6;
    8: A 0, B 1, D 2, E 3, F 4, G 5, H 6, I 7;
    9: A 0, B 1, D 2, E 3, F 4, G 5, H 6, I 7, J 8;
    10: A 0, B 1, D 2, E 3, F 4, G 5, H 6, I 7, J 8, K 9;
    11: A 0, B 1, D 2, E 3, F 4, G 5, H 6, I 7, J 8, K 9, L 10;
    12: A 0, B 1, D 2, E 3, F 4, G 5, H 6, I 7, J 8, K 9, L 10, M 11;
}
