//! Slices: `{"encoding":"base64url","data":"…"}` of `u8`, arrays of all else.

use std::rc::Rc;
use std::sync::Arc;

use super::reader::Reader;
use super::writer::Writer;
use super::{Decode, Encode, base64};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError, Segment};

impl Writer {
    /// Writes a bit array.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), EncodeError> {
        self.nested(1, |w| {
            w.raw(r#"{"encoding":"base64url","data":""#);
            base64::encode(bytes, &mut w.buf);
            w.raw("\"}");
            Ok(())
        })
    }
}

impl Reader<'_> {
    /// Reads a bit array.
    pub fn bytes(&mut self) -> Result<Vec<u8>, DecodeError> {
        self.open(b'{', "BitArray")?;
        let mut encoded = false;
        let mut bytes = None;
        while let Some(key) = self.key()? {
            match &*key {
                "encoding" if !encoded => {
                    let found = self
                        .str()
                        .map_err(|e| e.within(Segment::Member("encoding")))?;
                    if found != "base64url" {
                        return Err(self
                            .error(Kind::Text, "expected base64url")
                            .within(Segment::Member("encoding")));
                    }
                    encoded = true;
                }
                "data" if bytes.is_none() => {
                    let decoded = self.base64();
                    bytes = Some(decoded.map_err(|e| e.within(Segment::Member("data")))?);
                }
                "encoding" | "data" => {
                    return Err(
                        self.error(Kind::Duplicate, format!("the key {key:?} is there twice"))
                    );
                }
                _ => {
                    let shown: String = key.chars().take(40).collect();
                    return Err(self.error(Kind::UnknownField, format!("unknown key {shown:?}")));
                }
            }
        }
        match bytes {
            Some(bytes) if encoded => Ok(bytes),
            _ => Err(self.error(
                Kind::MissingField,
                "expected BitArray with the keys encoding and data",
            )),
        }
    }

    fn base64(&mut self) -> Result<Vec<u8>, DecodeError> {
        self.peek()?;
        let at = self.offset();
        let text = self.str()?;
        base64::decode(text.as_bytes())
            .ok_or_else(|| self.error_at(Kind::Text, at, "expected padded base64url"))
    }
}

macro_rules! slices {
    ($($ty:ty),*) => {$(
        impl<C, T: Encode<C>> Encode<C> for $ty {
            #[inline]
            fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
                T::encode_slice(self, w)
            }
        }
    )*};
}

slices!([T], Vec<T>);

impl<C, T: Encode<C>, const N: usize> Encode<C> for [T; N] {
    #[inline]
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        T::encode_slice(self, w)
    }
}

macro_rules! owned_slices {
    ($($ty:ty),*) => {$(
        impl<C, T: Decode<C>> Decode<C> for $ty {
            #[inline]
            fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                T::decode_vec(r).map(Into::into)
            }
        }
    )*};
}

owned_slices!(Vec<T>, Box<[T]>, Rc<[T]>, Arc<[T]>);

impl<C, T: Decode<C>, const N: usize> Decode<C> for [T; N] {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.peek()?;
        let at = r.offset();
        T::decode_vec(r)?.try_into().map_err(|items: Vec<T>| {
            r.error_at(
                Kind::Length,
                at,
                crate::foreign::wrong_length(N, items.len()),
            )
        })
    }
}
