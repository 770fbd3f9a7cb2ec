//! Bodies of generated impls for types that travel as another type.
//!
//! `text` is for types with `Display` and `FromStr`, `proxy` for types with conversions to and from
//! a type that is carried.

use std::fmt::Display;
use std::str::FromStr;

use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::{etf, json};

/// A value of the type of another: how generated code names the type of a default that it cannot
/// spell.
pub fn same_type<T>(_: &T, value: T) -> T {
    value
}

/// `Display` out, `FromStr` in.
pub mod text {
    use super::{DecodeError, Display, EncodeError, FromStr, etf, json};

    /// Writes the text of a value.
    pub fn encode_etf<T: ?Sized + Display>(
        value: &T,
        w: &mut etf::Writer,
    ) -> Result<(), EncodeError> {
        w.binary(value.to_string().as_bytes())
    }

    /// Reads a value from its text. `name` is that of the type, for errors.
    pub fn decode_etf<T: FromStr>(r: &mut etf::Reader<'_>, name: &str) -> Result<T, DecodeError> {
        r.text(name, |text| text.parse().ok())
    }

    /// Writes the text of a value.
    pub fn encode_json<T: ?Sized + Display>(
        value: &T,
        w: &mut json::Writer,
    ) -> Result<(), EncodeError> {
        w.str(&value.to_string());
        Ok(())
    }

    /// Reads a value from its text. `name` is that of the type, for errors.
    pub fn decode_json<T: FromStr>(r: &mut json::Reader<'_>, name: &str) -> Result<T, DecodeError> {
        r.text(name, |text| text.parse().ok())
    }

    /// The order of the texts, for keys of dicts.
    pub fn order<T: ?Sized + Display>(a: &T, b: &T) -> std::cmp::Ordering {
        a.to_string().cmp(&b.to_string())
    }
}

/// `From<&T>` or `From<T>` out, `TryFrom` in, by a type `P` that is carried.
pub mod proxy {
    use std::marker::PhantomData;

    use super::{DecodeError, DecodeErrorKind, Display, etf, json};

    /// A value on its way out as a `P`: `P: From<&T>` is taken where there is one, else
    /// `P: From<T>` on a clone. Generated code brings both traits into scope and lets method lookup
    /// choose: `(&Out::<_, PointWire>::new(self)).proxy()`.
    #[derive(Debug)]
    pub struct Out<'a, T, P>(&'a T, PhantomData<P>);

    impl<'a, T, P> Out<'a, T, P> {
        /// Wraps a value.
        pub fn new(value: &'a T) -> Self {
            Self(value, PhantomData)
        }
    }

    /// Conversion from a reference: found first.
    pub trait ByRef<P> {
        /// The proxy.
        fn proxy(&self) -> P;
    }

    impl<'a, T, P: From<&'a T>> ByRef<P> for Out<'a, T, P> {
        fn proxy(&self) -> P {
            P::from(self.0)
        }
    }

    /// Conversion from a clone: found where there is no conversion from a reference.
    pub trait ByClone<P> {
        /// The proxy.
        fn proxy(&self) -> P;
    }

    impl<T: Clone, P: From<T>> ByClone<P> for &Out<'_, T, P> {
        fn proxy(&self) -> P {
            P::from(self.0.clone())
        }
    }

    /// Reads the proxy and converts it; what the conversion refuses is refused with its text.
    pub fn decode_etf<C, P, T>(r: &mut etf::Reader<'_>) -> Result<T, DecodeError>
    where
        P: etf::Decode<C>,
        T: TryFrom<P>,
        T::Error: Display,
    {
        let at = r.offset();
        T::try_from(P::decode(r)?).map_err(|error| refused(at, &error))
    }

    /// Reads the proxy and converts it; what the conversion refuses is refused with its text.
    pub fn decode_json<C, P, T>(r: &mut json::Reader<'_>) -> Result<T, DecodeError>
    where
        P: json::Decode<C>,
        T: TryFrom<P>,
        T::Error: Display,
    {
        let at = r.offset();
        T::try_from(P::decode(r)?).map_err(|error| refused(at, &error))
    }

    #[cold]
    fn refused(at: usize, error: &dyn Display) -> DecodeError {
        DecodeError::new(DecodeErrorKind::Custom, at, error.to_string())
    }
}
