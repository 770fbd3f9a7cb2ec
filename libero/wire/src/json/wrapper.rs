//! Option, Result, and pointers, which vanish.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode};
use crate::error::{DecodeError, EncodeError};

macro_rules! pointers {
    ($($ty:ty),*) => {$(
        impl<C, T: ?Sized + Encode<C>> Encode<C> for $ty {
            #[inline]
            fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
                T::encode(self, w)
            }
        }
    )*};
}

pointers!(&T, Box<T>, Rc<T>, Arc<T>);

impl<C, T: ?Sized + ToOwned + Encode<C>> Encode<C> for Cow<'_, T> {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        T::encode(self, w)
    }
}

macro_rules! owners {
    ($($pointer:ident),*) => {$(
        impl<C, T: Decode<C>> Decode<C> for $pointer<T> {
            #[inline]
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                T::decode(r).map($pointer::new)
            }
        }
    )*};
}

owners!(Box, Rc, Arc);

#[inline]
/// Writes a constructor of one unlabelled field.
fn encode_one<C, T: ?Sized + Encode<C>>(
    w: &mut Writer,
    head: &str,
    value: &T,
) -> Result<(), EncodeError> {
    w.first::<C, T>(head, 0, value)?;
    w.close("]}");
    Ok(())
}

/// Reads the fields of a constructor of one unlabelled field.
fn decode_one<C, T: Decode<C>>(r: &mut Reader<'_>) -> Result<T, DecodeError> {
    r.open_items()?;
    let value = r.item_at::<C, T>(0)?;
    r.close_items(1)?;
    Ok(value)
}

impl<C, T: Encode<C>> Encode<C> for Option<T> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        match self {
            None => w.unit(r#"{"type":"gleam/option.Option","variant":"None","fields":{}}"#),
            Some(value) => encode_one(
                w,
                r#"{"type":"gleam/option.Option","variant":"Some","fields":["#,
                value,
            ),
        }
    }
}

impl<C, T: Decode<C>> Decode<C> for Option<T> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        const NAME: &str = "gleam/option.Option";
        const HEAD: &str = r#"{"type":"gleam/option.Option","variant":""#;
        let constructor = r.constructor(HEAD, NAME)?;
        let value = match constructor.variant() {
            "Some" => Some(decode_one(r)?),
            "None" => {
                r.no_fields()?;
                None
            }
            _ => return Err(r.unknown_variant(NAME, &constructor)),
        };
        r.finish_constructor(constructor)?;
        Ok(value)
    }
}

impl<C, T: Encode<C>, E: Encode<C>> Encode<C> for Result<T, E> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Ok(value) => encode_one(
                w,
                r#"{"type":"gleam/result.Result","variant":"Ok","fields":["#,
                value,
            ),
            Err(error) => encode_one(
                w,
                r#"{"type":"gleam/result.Result","variant":"Error","fields":["#,
                error,
            ),
        }
    }
}

impl<C, T: Decode<C>, E: Decode<C>> Decode<C> for Result<T, E> {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        const NAME: &str = "gleam/result.Result";
        const HEAD: &str = r#"{"type":"gleam/result.Result","variant":""#;
        let constructor = r.constructor(HEAD, NAME)?;
        let value = match constructor.variant() {
            "Ok" => Ok(decode_one(r)?),
            "Error" => Err(decode_one(r)?),
            _ => return Err(r.unknown_variant(NAME, &constructor)),
        };
        r.finish_constructor(constructor)?;
        Ok(value)
    }
}
