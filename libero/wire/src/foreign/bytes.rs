//! `bytes::Bytes`.

use bytes::Bytes;

use crate::{DecodeError, EncodeError, etf, json};

impl<C> etf::Encode<C> for Bytes {
    fn encode(&self, w: &mut etf::Writer) -> Result<(), EncodeError> {
        w.binary(self)
    }
}

impl<C> etf::Decode<C> for Bytes {
    const MIN_LEN: usize = 1;

    fn decode(r: &mut etf::Reader<'_>) -> Result<Self, DecodeError> {
        r.bytes().map(Self::copy_from_slice)
    }
}

impl<C> etf::IntoOwned<Bytes, C> for &[u8] {
    fn into_owned(self) -> Bytes {
        Bytes::copy_from_slice(self)
    }
}

impl<C> json::Encode<C> for Bytes {
    fn encode(&self, w: &mut json::Writer) -> Result<(), EncodeError> {
        w.bytes(self)
    }
}

impl<C> json::Decode<C> for Bytes {
    fn decode(r: &mut json::Reader<'_>) -> Result<Self, DecodeError> {
        r.bytes().map(Self::from)
    }
}
