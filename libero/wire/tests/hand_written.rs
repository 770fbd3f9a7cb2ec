//! Generated code as the Rust target prints it, written by hand.

#![allow(missing_docs)]

use std::collections::BTreeMap;

pub mod app {
    use super::BTreeMap;

    #[derive(Clone, Debug, PartialEq)]
    pub struct Task {
        pub id: i64,
        pub title: String,
        pub done: bool,
        pub shape: Shape,
        pub counts: BTreeMap<Priority, u32>,
        pub cache: Option<u8>, // #[serde(skip)]
        pub note: String,      // #[serde(default)]
    }

    #[derive(Clone, Debug, PartialEq)]
    pub enum Shape {
        Empty,
        Circle { radius: f64 },
        Line(i32, i32),
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Priority {
        Low,
        High,
    }

    #[derive(Clone, Debug, PartialEq)]
    pub struct Page<T> {
        pub items: Vec<T>,
        pub total: u64,
    }

    #[derive(Clone, Debug, PartialEq)]
    pub enum Tree<T> {
        Leaf,
        Node(Box<Tree<T>>, T, Box<Tree<T>>),
    }

    #[derive(Clone, Debug, PartialEq)]
    pub struct Marker;

    #[derive(Clone, Debug, PartialEq)]
    pub struct Version(pub u8, pub u8);

    pub struct ServerContext {
        pub limit: u8,
    }

    impl libero_wire::Provide<u8> for ServerContext {
        fn provide(&self) -> u8 {
            self.limit
        }
    }

    pub async fn server_sum(request: &Page<i64>, cx: &ServerContext) -> Result<i64, Priority> {
        if request.items.len() > usize::from(cx.limit) {
            return Err(Priority::High);
        }
        std::future::ready(()).await;
        assert!(request.total == 0, "the total is not zero");
        Ok(request.items.iter().sum())
    }

    pub fn server_fail(_: Marker, limit: u8, _: &ServerContext) -> Result<(), Priority> {
        panic!("the limit is {limit}")
    }

    /// `#[serde(transparent)]`
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Name(pub String);
}

#[allow(clippy::all, clippy::pedantic)]
pub mod generated {
    use libero_wire::v1;

    pub struct Wire;

    pub mod etf {
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
                Ok(match r.variant("app.Shape")? {
                    (b"bbbbbbbbbb", 0) => Self::Empty,
                    (b"cccccccccc", 1) => Self::Circle {
                        radius: v1::etf::decode_field::<Wire, _>(r, "radius")?,
                    },
                    (b"dddddddddd", 2) => Self::Line(
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
                Ok(match r.variant("app.Priority")? {
                    (b"ffffffffff", 0) => Self::Low,
                    (b"eeeeeeeeee", 0) => Self::High,
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
                        v1::etf::encode_field::<Wire, _>(f0, 0, w)?;
                        v1::etf::encode_field::<Wire, _>(f1, 1, w)?;
                        v1::etf::encode_field::<Wire, _>(f2, 2, w)?;
                    }
                }
                Ok(())
            }
        }

        impl<T: v1::etf::Decode<Wire>> v1::etf::Decode<Wire> for crate::app::Tree<T> {
            const MIN_LEN: usize = 12;
            fn decode(r: &mut v1::etf::Reader<'_>) -> Result<Self, DecodeError> {
                Ok(match r.variant("app.Tree")? {
                    (b"2222222222", 0) => Self::Leaf,
                    (b"3333333333", 3) => Self::Node(
                        v1::etf::decode_field::<Wire, _>(r, 0)?,
                        v1::etf::decode_field::<Wire, _>(r, 1)?,
                        v1::etf::decode_field::<Wire, _>(r, 2)?,
                    ),
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
        pub fn to_vec<T: ?Sized + v1::etf::Encode<Wire>>(
            value: &T,
        ) -> Result<Vec<u8>, EncodeError> {
            v1::etf::to_vec::<Wire, T>(value)
        }

        /// Decodes a value from ETF.
        pub fn from_slice<T: v1::etf::Decode<Wire>>(input: &[u8]) -> Result<T, DecodeError> {
            v1::etf::from_slice::<Wire, T>(input)
        }
    }

    pub mod json {
        use super::Wire;
        use super::v1::{self, DecodeError, EncodeError};

        // The constant text between the fields; the last piece closes fields and object.
        impl v1::json::Encode<Wire> for crate::app::Task {
            fn encode(&self, w: &mut v1::json::Writer) -> Result<(), EncodeError> {
                w.raw(r#"{"type":"app.Task","variant":"Task","fields":{"id":"#);
                v1::json::encode_field::<Wire, _>(&self.id, "id", w)?;
                w.raw(r#","title":"#);
                v1::json::encode_field::<Wire, _>(&self.title, "title", w)?;
                w.raw(r#","done":"#);
                v1::json::encode_field::<Wire, _>(&self.done, "done", w)?;
                w.raw(r#","shape":"#);
                v1::json::encode_field::<Wire, _>(&self.shape, "shape", w)?;
                w.raw(r#","counts":"#);
                v1::json::encode_field::<Wire, _>(&self.counts, "counts", w)?;
                w.raw(r#","note":"#);
                v1::json::encode_field::<Wire, _>(&self.note, "note", w)?;
                w.raw("}}");
                Ok(())
            }
        }

        // A struct has one variant, named as itself. Labelled fields come in any order, so that each
        // has a slot. (Types of slots are found by inference.)
        impl v1::json::Decode<Wire> for crate::app::Task {
            fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
                let constructor = r.constructor("app.Task")?;
                let value = match constructor.variant() {
                    "Task" => {
                        let mut f0 = None;
                        let mut f1 = None;
                        let mut f2 = None;
                        let mut f3 = None;
                        let mut f4 = None;
                        let mut f5 = None;
                        r.open_fields()?;
                        while let Some(label) = r.label()? {
                            match &*label {
                                "id" => v1::json::decode_slot::<Wire, _>(&mut f0, "id", r)?,
                                "title" => v1::json::decode_slot::<Wire, _>(&mut f1, "title", r)?,
                                "done" => v1::json::decode_slot::<Wire, _>(&mut f2, "done", r)?,
                                "shape" => v1::json::decode_slot::<Wire, _>(&mut f3, "shape", r)?,
                                "counts" => v1::json::decode_slot::<Wire, _>(&mut f4, "counts", r)?,
                                "note" => v1::json::decode_slot::<Wire, _>(&mut f5, "note", r)?,
                                _ => return Err(r.unknown_field(&label)),
                            }
                        }
                        Self {
                            id: v1::json::required(f0, "id", r)?,
                            title: v1::json::required(f1, "title", r)?,
                            done: v1::json::required(f2, "done", r)?,
                            shape: v1::json::required(f3, "shape", r)?,
                            counts: v1::json::required(f4, "counts", r)?,
                            cache: ::core::default::Default::default(),
                            note: f5.unwrap_or_else(|| ::core::default::Default::default()),
                        }
                    }
                    _ => return Err(r.unknown_variant("app.Task", &constructor)),
                };
                r.finish_constructor(constructor)?;
                Ok(value)
            }
        }

        // Without fields: `unit` with the whole text. Unlabelled fields: an array.
        impl v1::json::Encode<Wire> for crate::app::Shape {
            fn encode(&self, w: &mut v1::json::Writer) -> Result<(), EncodeError> {
                match self {
                    Self::Empty => {
                        w.unit(r#"{"type":"app.Shape","variant":"Empty","fields":{}}"#)?
                    }
                    Self::Circle { radius } => {
                        w.raw(r#"{"type":"app.Shape","variant":"Circle","fields":{"radius":"#);
                        v1::json::encode_field::<Wire, _>(radius, "radius", w)?;
                        w.raw("}}");
                    }
                    Self::Line(f0, f1) => {
                        w.raw(r#"{"type":"app.Shape","variant":"Line","fields":["#);
                        v1::json::encode_field::<Wire, _>(f0, 0, w)?;
                        w.raw(",");
                        v1::json::encode_field::<Wire, _>(f1, 1, w)?;
                        w.raw("]}");
                    }
                }
                Ok(())
            }
        }

        impl v1::json::Decode<Wire> for crate::app::Shape {
            fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
                let constructor = r.constructor("app.Shape")?;
                let value = match constructor.variant() {
                    "Empty" => {
                        r.no_fields()?;
                        Self::Empty
                    }
                    "Circle" => {
                        let mut f0 = None;
                        r.open_fields()?;
                        while let Some(label) = r.label()? {
                            match &*label {
                                "radius" => v1::json::decode_slot::<Wire, _>(&mut f0, "radius", r)?,
                                _ => return Err(r.unknown_field(&label)),
                            }
                        }
                        Self::Circle {
                            radius: v1::json::required(f0, "radius", r)?,
                        }
                    }
                    "Line" => {
                        r.open_items()?;
                        let value = Self::Line(
                            v1::json::decode_item::<Wire, _>(r, 0)?,
                            v1::json::decode_item::<Wire, _>(r, 1)?,
                        );
                        r.close_items(2)?;
                        value
                    }
                    _ => return Err(r.unknown_variant("app.Shape", &constructor)),
                };
                r.finish_constructor(constructor)?;
                Ok(value)
            }
        }

        impl v1::json::Encode<Wire> for crate::app::Priority {
            fn encode(&self, w: &mut v1::json::Writer) -> Result<(), EncodeError> {
                match self {
                    Self::Low => {
                        w.unit(r#"{"type":"app.Priority","variant":"Low","fields":{}}"#)?
                    }
                    Self::High => {
                        w.unit(r#"{"type":"app.Priority","variant":"High","fields":{}}"#)?
                    }
                }
                Ok(())
            }
        }

        impl v1::json::Decode<Wire> for crate::app::Priority {
            fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
                let constructor = r.constructor("app.Priority")?;
                let value = match constructor.variant() {
                    "Low" => {
                        r.no_fields()?;
                        Self::Low
                    }
                    "High" => {
                        r.no_fields()?;
                        Self::High
                    }
                    _ => return Err(r.unknown_variant("app.Priority", &constructor)),
                };
                r.finish_constructor(constructor)?;
                Ok(value)
            }
        }

        impl<T: v1::json::Encode<Wire>> v1::json::Encode<Wire> for crate::app::Page<T> {
            fn encode(&self, w: &mut v1::json::Writer) -> Result<(), EncodeError> {
                w.raw(r#"{"type":"app.Page","variant":"Page","fields":{"items":"#);
                v1::json::encode_field::<Wire, _>(&self.items, "items", w)?;
                w.raw(r#","total":"#);
                v1::json::encode_field::<Wire, _>(&self.total, "total", w)?;
                w.raw("}}");
                Ok(())
            }
        }

        impl<T: v1::json::Decode<Wire>> v1::json::Decode<Wire> for crate::app::Page<T> {
            fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
                let constructor = r.constructor("app.Page")?;
                let value = match constructor.variant() {
                    "Page" => {
                        let mut f0 = None;
                        let mut f1 = None;
                        r.open_fields()?;
                        while let Some(label) = r.label()? {
                            match &*label {
                                "items" => v1::json::decode_slot::<Wire, _>(&mut f0, "items", r)?,
                                "total" => v1::json::decode_slot::<Wire, _>(&mut f1, "total", r)?,
                                _ => return Err(r.unknown_field(&label)),
                            }
                        }
                        Self {
                            items: v1::json::required(f0, "items", r)?,
                            total: v1::json::required(f1, "total", r)?,
                        }
                    }
                    _ => return Err(r.unknown_variant("app.Page", &constructor)),
                };
                r.finish_constructor(constructor)?;
                Ok(value)
            }
        }

        impl<T: v1::json::Encode<Wire>> v1::json::Encode<Wire> for crate::app::Tree<T> {
            fn encode(&self, w: &mut v1::json::Writer) -> Result<(), EncodeError> {
                match self {
                    Self::Leaf => w.unit(r#"{"type":"app.Tree","variant":"Leaf","fields":{}}"#)?,
                    Self::Node(f0, f1, f2) => {
                        w.raw(r#"{"type":"app.Tree","variant":"Node","fields":["#);
                        v1::json::encode_field::<Wire, _>(f0, 0, w)?;
                        w.raw(",");
                        v1::json::encode_field::<Wire, _>(f1, 1, w)?;
                        w.raw(",");
                        v1::json::encode_field::<Wire, _>(f2, 2, w)?;
                        w.raw("]}");
                    }
                }
                Ok(())
            }
        }

        impl<T: v1::json::Decode<Wire>> v1::json::Decode<Wire> for crate::app::Tree<T> {
            fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
                let constructor = r.constructor("app.Tree")?;
                let value = match constructor.variant() {
                    "Leaf" => {
                        r.no_fields()?;
                        Self::Leaf
                    }
                    "Node" => {
                        r.open_items()?;
                        let value = Self::Node(
                            v1::json::decode_item::<Wire, _>(r, 0)?,
                            v1::json::decode_item::<Wire, _>(r, 1)?,
                            v1::json::decode_item::<Wire, _>(r, 2)?,
                        );
                        r.close_items(3)?;
                        value
                    }
                    _ => return Err(r.unknown_variant("app.Tree", &constructor)),
                };
                r.finish_constructor(constructor)?;
                Ok(value)
            }
        }

        impl v1::json::Encode<Wire> for crate::app::Marker {
            fn encode(&self, w: &mut v1::json::Writer) -> Result<(), EncodeError> {
                w.unit(r#"{"type":"app.Marker","variant":"Marker","fields":{}}"#)
            }
        }

        impl v1::json::Decode<Wire> for crate::app::Marker {
            fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
                let constructor = r.constructor("app.Marker")?;
                let value = match constructor.variant() {
                    "Marker" => {
                        r.no_fields()?;
                        Self
                    }
                    _ => return Err(r.unknown_variant("app.Marker", &constructor)),
                };
                r.finish_constructor(constructor)?;
                Ok(value)
            }
        }

        impl v1::json::Encode<Wire> for crate::app::Version {
            fn encode(&self, w: &mut v1::json::Writer) -> Result<(), EncodeError> {
                w.raw(r#"{"type":"app.Version","variant":"Version","fields":["#);
                v1::json::encode_field::<Wire, _>(&self.0, 0, w)?;
                w.raw(",");
                v1::json::encode_field::<Wire, _>(&self.1, 1, w)?;
                w.raw("]}");
                Ok(())
            }
        }

        impl v1::json::Decode<Wire> for crate::app::Version {
            fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
                let constructor = r.constructor("app.Version")?;
                let value = match constructor.variant() {
                    "Version" => {
                        r.open_items()?;
                        let value = Self(
                            v1::json::decode_item::<Wire, _>(r, 0)?,
                            v1::json::decode_item::<Wire, _>(r, 1)?,
                        );
                        r.close_items(2)?;
                        value
                    }
                    _ => return Err(r.unknown_variant("app.Version", &constructor)),
                };
                r.finish_constructor(constructor)?;
                Ok(value)
            }
        }

        impl v1::json::Encode<Wire> for crate::app::Name {
            fn encode(&self, w: &mut v1::json::Writer) -> Result<(), EncodeError> {
                v1::json::Encode::<Wire>::encode(&self.0, w)
            }
        }

        impl v1::json::Decode<Wire> for crate::app::Name {
            fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
                Ok(Self(v1::json::Decode::<Wire>::decode(r)?))
            }
        }

        /// Encodes a value in typed JSON.
        pub fn to_vec<T: ?Sized + v1::json::Encode<Wire>>(
            value: &T,
        ) -> Result<Vec<u8>, EncodeError> {
            v1::json::to_vec::<Wire, T>(value)
        }

        /// Decodes a value from typed JSON.
        pub fn from_slice<T: v1::json::Decode<Wire>>(input: &[u8]) -> Result<T, DecodeError> {
            v1::json::from_slice::<Wire, T>(input)
        }
    }

    pub mod dispatch {
        use super::Wire;
        use super::v1;

        /// Answers one request. The codec is seen from its first byte.
        pub async fn dispatch(cx: &crate::app::ServerContext, request: &[u8]) -> Vec<u8> {
            let call = match v1::Call::open(request) {
                Ok(call) => call,
                Err(reply) => return reply,
            };
            match call.target() {
                ("app", "1111111111" | "app.Page") => {
                    call.run_async::<Wire, crate::app::Page<i64>, _, _, _, _>(
                        "app.sum",
                        |request| async move { crate::app::server_sum(&request, cx).await },
                    )
                    .await
                }
                ("app", "4444444444" | "app.Marker") => call
                    .run::<Wire, crate::app::Marker, _, _, _>("app.fail", |request| {
                        crate::app::server_fail(request, v1::Provide::<u8>::provide(cx), cx)
                    }),
                _ => call.unknown_function(),
            }
        }

        impl v1::Push<Wire> for crate::app::Task {
            const MODULE: &'static str = "app";
        }

        /// Writes a push frame.
        pub fn push<T: v1::Push<Wire>>(
            codec: v1::Codec,
            value: &T,
        ) -> Result<Vec<u8>, v1::EncodeError> {
            v1::frame::push::<Wire, T>(codec, value)
        }
    }

    pub mod client {
        use super::v1;
        use super::{CONTRACT_HASH, Wire};

        /// Calls `server_sum`.
        pub async fn sum(
            transport: &impl v1::Transport,
            request: crate::app::Page<i64>,
        ) -> Result<i64, v1::CallError<crate::app::Priority>> {
            v1::client::call::<Wire, _, _, _>(transport, CONTRACT_HASH, "app", &request).await
        }

        /// Calls `server_fail`.
        pub async fn fail(
            transport: &impl v1::Transport,
            request: crate::app::Marker,
        ) -> Result<(), v1::CallError<crate::app::Priority>> {
            v1::client::call::<Wire, _, _, _>(transport, CONTRACT_HASH, "app", &request).await
        }
    }

    pub const CONTRACT_HASH: &str = "0f";

    // mod.rs: keys are the same in both codecs.
    impl v1::Key<Wire> for crate::app::Priority {
        fn order(&self, other: &Self) -> ::core::cmp::Ordering {
            fn rank(value: &crate::app::Priority) -> u32 {
                match value {
                    crate::app::Priority::Low => 1,
                    crate::app::Priority::High => 0,
                }
            }
            rank(self).cmp(&rank(other))
        }
    }

    impl v1::Key<Wire> for crate::app::Name {
        const TEXT: bool = <::std::string::String as v1::Key<Wire>>::TEXT;
        fn order(&self, other: &Self) -> ::core::cmp::Ordering {
            v1::Key::<Wire>::order(&self.0, &other.0)
        }
    }
}

mod calls {
    use libero_wire::Codec;
    use libero_wire::v1::{CallError, Transport, TransportError};

    use super::app::{Marker, Page, Priority, ServerContext};
    use super::generated::{client, dispatch};

    struct Loopback(Codec, ServerContext);

    impl Transport for Loopback {
        fn codec(&self) -> Codec {
            self.0
        }

        async fn call(&self, frame: Vec<u8>) -> Result<Vec<u8>, TransportError> {
            Ok(dispatch::dispatch(&self.1, &frame).await)
        }
    }

    #[tokio::test]
    async fn a_call_gives_the_value_the_error_or_the_trace() {
        for codec in [Codec::Etf, Codec::Json] {
            let server = Loopback(codec, ServerContext { limit: 2 });
            let page = |items: &[i64], total| Page {
                items: items.to_vec(),
                total,
            };
            let sum = client::sum(&server, page(&[40, 2], 0)).await;
            assert!(matches!(sum, Ok(42)), "{sum:?}");
            let domain = client::sum(&server, page(&[1, 2, 3], 0)).await;
            assert!(matches!(domain, Err(CallError::Domain(Priority::High))));
            for internal in [
                client::sum(&server, page(&[], 1)).await.map(drop),
                client::fail(&server, Marker).await,
            ] {
                let Err(CallError::Internal { trace_id, message }) = internal else {
                    panic!("{internal:?}");
                };
                assert_eq!((trace_id.len(), &*message), (16, "internal error"));
            }
        }
    }

    #[test]
    fn the_future_of_a_call_may_move_between_threads() {
        fn is_send<T: Send>(_: &T) {}
        is_send(&dispatch::dispatch(&ServerContext { limit: 0 }, b""));
    }
}

mod values {
    use std::collections::BTreeMap;

    use super::app::{Page, Priority, Shape, Task, Tree, Version};
    use super::generated::{etf, json};

    #[test]
    fn constructors_come_back_in_both_codecs() {
        macro_rules! both {
            ($value:expr, $json:expr) => {{
                let value = $value;
                let term = etf::to_vec(&value).unwrap();
                assert_eq!(etf::from_slice(&term).as_ref(), Ok(&value));
                let text = json::to_vec(&value).unwrap();
                assert_eq!(std::str::from_utf8(&text), Ok($json));
                assert_eq!(json::from_slice(&text).as_ref(), Ok(&value));
            }};
        }
        both!(
            Page {
                items: vec![
                    Shape::Empty,
                    Shape::Circle { radius: 1.5 },
                    Shape::Line(1, -2)
                ],
                total: 3
            },
            concat!(
                r#"{"type":"app.Page","variant":"Page","fields":{"items":["#,
                r#"{"type":"app.Shape","variant":"Empty","fields":{}},"#,
                r#"{"type":"app.Shape","variant":"Circle","fields":{"radius":1.5}},"#,
                r#"{"type":"app.Shape","variant":"Line","fields":[1,-2]}],"total":3}}"#
            )
        );
        both!(
            BTreeMap::from([
                (Priority::Low, Version(0, 1)),
                (Priority::High, Version(2, 3))
            ]),
            concat!(
                r#"[[{"type":"app.Priority","variant":"High","fields":{}},{"type":"app.Version","variant":"Version","fields":[2,3]}],"#,
                r#"[{"type":"app.Priority","variant":"Low","fields":{}},{"type":"app.Version","variant":"Version","fields":[0,1]}]]"#
            )
        );
        both!(
            Version(1, 2),
            r#"{"type":"app.Version","variant":"Version","fields":[1,2]}"#
        );
        both!(
            Tree::Node(Box::new(Tree::Leaf), "x".to_owned(), Box::new(Tree::Leaf)),
            concat!(
                r#"{"type":"app.Tree","variant":"Node","fields":[{"type":"app.Tree","variant":"Leaf","fields":{}},"#,
                r#""x",{"type":"app.Tree","variant":"Leaf","fields":{}}]}"#
            )
        );
    }

    #[test]
    fn keys_come_in_any_order_and_defaults_fill_gaps() {
        let task: Task = json::from_slice(
            br#" { "fields" : { "title":"t", "shape":{"fields":[2,3],"variant":"Line","type":"app.Shape"},
                "counts":[], "done":true, "id":"9007199254740993" }, "variant":"Task", "type":"app.Task" } "#,
        )
        .unwrap();
        assert_eq!(task.id, 9_007_199_254_740_993);
        assert_eq!((task.shape, &*task.note), (Shape::Line(2, 3), ""));
    }
}
