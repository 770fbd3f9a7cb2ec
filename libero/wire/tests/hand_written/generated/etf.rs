use super::Wire;
use super::v1::{self, DecodeError, EncodeError};

// A struct: the constant prefix (tuple of fields + 1, hash), then the fields.
impl v1::etf::Encode<Wire> for crate::app::Task {
    fn encode(&self, w: &mut v1::etf::Writer) -> Result<(), EncodeError> {
        w.raw(b"\x68\x07\x77\x0aaaaaaaaaaa");
        v1::etf::encode_field::<Wire, _>(&self.id, "id", w)?;
        v1::etf::encode_field::<Wire, _>(&self.title, "title", w)?;
        v1::etf::encode_field::<Wire, _>(&self.done, "done", w)?;
        v1::etf::encode_field::<Wire, _>(&self.shape, "shape", w)?;
        v1::etf::encode_field::<Wire, _>(&self.counts, "counts", w)?;
        v1::etf::encode_field::<Wire, _>(&self.note, "note", w)?;
        Ok(())
    }
}

impl v1::etf::Decode<Wire> for crate::app::Task {
    const MIN_LEN: usize = 20; // 14 + the count of fields; 12 without fields
    fn decode(r: &mut v1::etf::Reader<'_>) -> Result<Self, DecodeError> {
        r.record(b"aaaaaaaaaa", 6, "app.Task")?;
        Ok(Self {
            id: v1::etf::decode_field::<Wire, _>(r, "id")?,
            title: v1::etf::decode_field::<Wire, _>(r, "title")?,
            done: v1::etf::decode_field::<Wire, _>(r, "done")?,
            shape: v1::etf::decode_field::<Wire, _>(r, "shape")?,
            counts: v1::etf::decode_field::<Wire, _>(r, "counts")?,
            cache: ::core::default::Default::default(),
            note: v1::etf::decode_field::<Wire, _>(r, "note")?,
        })
    }
}

// An enum: a bare atom without fields, else a tuple.
impl v1::etf::Encode<Wire> for crate::app::Shape {
    fn encode(&self, w: &mut v1::etf::Writer) -> Result<(), EncodeError> {
        match self {
            Self::Empty => w.raw(b"\x77\x0abbbbbbbbbb"),
            Self::Circle { radius } => {
                w.raw(b"\x68\x02\x77\x0acccccccccc");
                v1::etf::encode_field::<Wire, _>(radius, "radius", w)?;
            }
            Self::Line(f0, f1) => {
                w.raw(b"\x68\x03\x77\x0adddddddddd");
                v1::etf::encode_field::<Wire, _>(f0, 0, w)?;
                v1::etf::encode_field::<Wire, _>(f1, 1, w)?;
            }
        }
        Ok(())
    }
}

impl v1::etf::Decode<Wire> for crate::app::Shape {
    const MIN_LEN: usize = 12; // of the shortest variant
    fn decode(r: &mut v1::etf::Reader<'_>) -> Result<Self, DecodeError> {
        const HEAD_0: v1::etf::Head = v1::etf::Head::new(b"bbbbbbbbbb", 0);
        const HEAD_1: v1::etf::Head = v1::etf::Head::new(b"cccccccccc", 1);
        const HEAD_2: v1::etf::Head = v1::etf::Head::new(b"dddddddddd", 2);
        Ok(match r.head("app.Shape")? {
            HEAD_0 => Self::Empty,
            HEAD_1 => Self::Circle {
                radius: v1::etf::decode_field::<Wire, _>(r, "radius")?,
            },
            HEAD_2 => Self::Line(
                v1::etf::decode_field::<Wire, _>(r, 0)?,
                v1::etf::decode_field::<Wire, _>(r, 1)?,
            ),
            head => return Err(r.unknown_variant("app.Shape", head)),
        })
    }
}

// An enum of bare variants; as a dict key it is ordered by hash (`Key` is in `mod.rs`).
impl v1::etf::Encode<Wire> for crate::app::Priority {
    fn encode(&self, w: &mut v1::etf::Writer) -> Result<(), EncodeError> {
        match self {
            Self::Low => w.raw(b"\x77\x0affffffffff"),
            Self::High => w.raw(b"\x77\x0aeeeeeeeeee"),
        }
        Ok(())
    }
}

impl v1::etf::Decode<Wire> for crate::app::Priority {
    const MIN_LEN: usize = 12;
    fn decode(r: &mut v1::etf::Reader<'_>) -> Result<Self, DecodeError> {
        const HEAD_0: v1::etf::Head = v1::etf::Head::new(b"ffffffffff", 0);
        const HEAD_1: v1::etf::Head = v1::etf::Head::new(b"eeeeeeeeee", 0);
        Ok(match r.head("app.Priority")? {
            HEAD_0 => Self::Low,
            HEAD_1 => Self::High,
            head => return Err(r.unknown_variant("app.Priority", head)),
        })
    }
}

// A generic struct: the bound is on each parameter that is carried.
impl<T: v1::etf::Encode<Wire>> v1::etf::Encode<Wire> for crate::app::Page<T> {
    fn encode(&self, w: &mut v1::etf::Writer) -> Result<(), EncodeError> {
        w.raw(b"\x68\x03\x77\x0a1111111111");
        v1::etf::encode_field::<Wire, _>(&self.items, "items", w)?;
        v1::etf::encode_field::<Wire, _>(&self.total, "total", w)?;
        Ok(())
    }
}

impl<T: v1::etf::Decode<Wire>> v1::etf::Decode<Wire> for crate::app::Page<T> {
    const MIN_LEN: usize = 16;
    fn decode(r: &mut v1::etf::Reader<'_>) -> Result<Self, DecodeError> {
        r.record(b"1111111111", 2, "app.Page")?;
        Ok(Self {
            items: v1::etf::decode_field::<Wire, _>(r, "items")?,
            total: v1::etf::decode_field::<Wire, _>(r, "total")?,
        })
    }
}

impl<T: v1::etf::Encode<Wire>> v1::etf::Encode<Wire> for crate::app::Tree<T> {
    fn encode(&self, w: &mut v1::etf::Writer) -> Result<(), EncodeError> {
        match self {
            Self::Leaf => w.raw(b"\x77\x0a2222222222"),
            Self::Node(f0, f1, f2) => {
                w.raw(b"\x68\x04\x77\x0a3333333333");
                w.nested(|w| {
                    v1::etf::encode_field::<Wire, _>(f0, 0, w)?;
                    v1::etf::encode_field::<Wire, _>(f1, 1, w)?;
                    v1::etf::encode_field::<Wire, _>(f2, 2, w)
                })?;
            }
        }
        Ok(())
    }
}

impl<T: v1::etf::Decode<Wire>> v1::etf::Decode<Wire> for crate::app::Tree<T> {
    const MIN_LEN: usize = 12;
    fn decode(r: &mut v1::etf::Reader<'_>) -> Result<Self, DecodeError> {
        const HEAD_0: v1::etf::Head = v1::etf::Head::new(b"2222222222", 0);
        const HEAD_1: v1::etf::Head = v1::etf::Head::new(b"3333333333", 3);
        Ok(match r.head("app.Tree")? {
            HEAD_0 => Self::Leaf,
            // A recursive type: its constructors with fields count as depth.
            HEAD_1 => r.nested(|r| {
                Ok(Self::Node(
                    v1::etf::decode_field::<Wire, _>(r, 0)?,
                    v1::etf::decode_field::<Wire, _>(r, 1)?,
                    v1::etf::decode_field::<Wire, _>(r, 2)?,
                ))
            })?,
            head => return Err(r.unknown_variant("app.Tree", head)),
        })
    }
}

// A struct without fields is the bare atom; `record` checks it too.
impl v1::etf::Encode<Wire> for crate::app::Marker {
    fn encode(&self, w: &mut v1::etf::Writer) -> Result<(), EncodeError> {
        w.raw(b"\x77\x0a4444444444");
        Ok(())
    }
}

impl v1::etf::Decode<Wire> for crate::app::Marker {
    const MIN_LEN: usize = 12;
    fn decode(r: &mut v1::etf::Reader<'_>) -> Result<Self, DecodeError> {
        r.record(b"4444444444", 0, "app.Marker")?;
        Ok(Self)
    }
}

impl v1::etf::Encode<Wire> for crate::app::Version {
    fn encode(&self, w: &mut v1::etf::Writer) -> Result<(), EncodeError> {
        w.raw(b"\x68\x03\x77\x0a5555555555");
        v1::etf::encode_field::<Wire, _>(&self.0, 0, w)?;
        v1::etf::encode_field::<Wire, _>(&self.1, 1, w)?;
        Ok(())
    }
}

impl v1::etf::Decode<Wire> for crate::app::Version {
    const MIN_LEN: usize = 16;
    fn decode(r: &mut v1::etf::Reader<'_>) -> Result<Self, DecodeError> {
        r.record(b"5555555555", 2, "app.Version")?;
        Ok(Self(
            v1::etf::decode_field::<Wire, _>(r, 0)?,
            v1::etf::decode_field::<Wire, _>(r, 1)?,
        ))
    }
}

// A transparent type has no constructor of its own.
impl v1::etf::Encode<Wire> for crate::app::Name {
    fn encode(&self, w: &mut v1::etf::Writer) -> Result<(), EncodeError> {
        v1::etf::Encode::<Wire>::encode(&self.0, w)
    }
}

impl v1::etf::Decode<Wire> for crate::app::Name {
    const MIN_LEN: usize = 1;
    fn decode(r: &mut v1::etf::Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self(v1::etf::Decode::<Wire>::decode(r)?))
    }
}

// A generic type of another crate: the marker makes it ours to implement.
impl<T: v1::etf::Encode<Wire>> v1::etf::Encode<Wire> for ::std::ops::Range<T> {
    fn encode(&self, w: &mut v1::etf::Writer) -> Result<(), EncodeError> {
        w.raw(b"\x68\x03\x77\x0a6666666666");
        v1::etf::encode_field::<Wire, _>(&self.start, "start", w)?;
        v1::etf::encode_field::<Wire, _>(&self.end, "end", w)?;
        Ok(())
    }
}

/// Encodes a value in ETF.
pub fn to_vec<T: ?Sized + v1::etf::Encode<Wire>>(value: &T) -> Result<Vec<u8>, EncodeError> {
    v1::etf::to_vec::<Wire, T>(value)
}

/// Decodes a value from ETF.
pub fn from_slice<T: v1::etf::Decode<Wire>>(input: &[u8]) -> Result<T, DecodeError> {
    v1::etf::from_slice::<Wire, T>(input)
}
