use super::Wire;
use super::v1::{self, DecodeError, EncodeError};

// The constant text between the fields; the last piece closes fields and object.
impl v1::json::Encode<Wire> for crate::app::Task {
    fn encode(&self, w: &mut v1::json::Writer) -> Result<(), EncodeError> {
        w.open(
            r#"{"type":"app.Task","variant":"Task","fields":{"id":"#,
            "id",
        )?;
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
        w.close("}}");
        Ok(())
    }
}

// A struct has one variant, named as itself. Labelled fields come in any order, so that each
// has a slot. (Types of slots are found by inference.)
impl v1::json::Decode<Wire> for crate::app::Task {
    fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
        let constructor = r.constructor(r#"{"type":"app.Task","variant":""#, "app.Task")?;
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
            Self::Empty => w.unit(r#"{"type":"app.Shape","variant":"Empty","fields":{}}"#)?,
            Self::Circle { radius } => {
                w.open(
                    r#"{"type":"app.Shape","variant":"Circle","fields":{"radius":"#,
                    "radius",
                )?;
                v1::json::encode_field::<Wire, _>(radius, "radius", w)?;
                w.close("}}");
            }
            Self::Line(f0, f1) => {
                w.open(r#"{"type":"app.Shape","variant":"Line","fields":["#, 0)?;
                v1::json::encode_field::<Wire, _>(f0, 0, w)?;
                w.raw(",");
                v1::json::encode_field::<Wire, _>(f1, 1, w)?;
                w.close("]}");
            }
        }
        Ok(())
    }
}

impl v1::json::Decode<Wire> for crate::app::Shape {
    fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
        let constructor = r.constructor(r#"{"type":"app.Shape","variant":""#, "app.Shape")?;
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
            Self::Low => w.unit(r#"{"type":"app.Priority","variant":"Low","fields":{}}"#)?,
            Self::High => w.unit(r#"{"type":"app.Priority","variant":"High","fields":{}}"#)?,
        }
        Ok(())
    }
}

impl v1::json::Decode<Wire> for crate::app::Priority {
    fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
        let constructor = r.constructor(r#"{"type":"app.Priority","variant":""#, "app.Priority")?;
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
        w.open(
            r#"{"type":"app.Page","variant":"Page","fields":{"items":"#,
            "items",
        )?;
        v1::json::encode_field::<Wire, _>(&self.items, "items", w)?;
        w.raw(r#","total":"#);
        v1::json::encode_field::<Wire, _>(&self.total, "total", w)?;
        w.close("}}");
        Ok(())
    }
}

impl<T: v1::json::Decode<Wire>> v1::json::Decode<Wire> for crate::app::Page<T> {
    fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
        let constructor = r.constructor(r#"{"type":"app.Page","variant":""#, "app.Page")?;
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
                w.open(r#"{"type":"app.Tree","variant":"Node","fields":["#, 0)?;
                v1::json::encode_field::<Wire, _>(f0, 0, w)?;
                w.raw(",");
                v1::json::encode_field::<Wire, _>(f1, 1, w)?;
                w.raw(",");
                v1::json::encode_field::<Wire, _>(f2, 2, w)?;
                w.close("]}");
            }
        }
        Ok(())
    }
}

impl<T: v1::json::Decode<Wire>> v1::json::Decode<Wire> for crate::app::Tree<T> {
    fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
        let constructor = r.constructor(r#"{"type":"app.Tree","variant":""#, "app.Tree")?;
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
        let constructor = r.constructor(r#"{"type":"app.Marker","variant":""#, "app.Marker")?;
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
        w.open(r#"{"type":"app.Version","variant":"Version","fields":["#, 0)?;
        v1::json::encode_field::<Wire, _>(&self.0, 0, w)?;
        w.raw(",");
        v1::json::encode_field::<Wire, _>(&self.1, 1, w)?;
        w.close("]}");
        Ok(())
    }
}

impl v1::json::Decode<Wire> for crate::app::Version {
    fn decode(r: &mut v1::json::Reader<'_>) -> Result<Self, DecodeError> {
        let constructor = r.constructor(r#"{"type":"app.Version","variant":""#, "app.Version")?;
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
pub fn to_vec<T: ?Sized + v1::json::Encode<Wire>>(value: &T) -> Result<Vec<u8>, EncodeError> {
    v1::json::to_vec::<Wire, T>(value)
}

/// Decodes a value from typed JSON.
pub fn from_slice<T: v1::json::Decode<Wire>>(input: &[u8]) -> Result<T, DecodeError> {
    v1::json::from_slice::<Wire, T>(input)
}
