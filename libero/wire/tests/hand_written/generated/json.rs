use super::Wire;
use super::v1::{self, DecodeError, EncodeError};

// The constant text between the fields; the last piece closes fields and object.
impl v1::json::Encode<Wire> for crate::app::Task {
    fn encode(&self, w: &mut v1::json::Writer) -> Result<(), EncodeError> {
        w.first::<Wire, _>(
            r#"{"type":"app.Task","variant":"Task","fields":{"id":"#,
            "id",
            &self.id,
        )?;
        w.next::<Wire, _>(r#","title":"#, "title", &self.title)?;
        w.next::<Wire, _>(r#","done":"#, "done", &self.done)?;
        w.next::<Wire, _>(r#","shape":"#, "shape", &self.shape)?;
        w.next::<Wire, _>(r#","counts":"#, "counts", &self.counts)?;
        w.next::<Wire, _>(r#","note":"#, "note", &self.note)?;
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
                        "id" => f0 = Some(r.other::<Wire, _>("id", f0.is_some())?),
                        "title" => f1 = Some(r.other::<Wire, _>("title", f1.is_some())?),
                        "done" => f2 = Some(r.other::<Wire, _>("done", f2.is_some())?),
                        "shape" => f3 = Some(r.other::<Wire, _>("shape", f3.is_some())?),
                        "counts" => f4 = Some(r.other::<Wire, _>("counts", f4.is_some())?),
                        "note" => f5 = Some(r.other::<Wire, _>("note", f5.is_some())?),
                        _ => return Err(r.unknown_field(&label)),
                    }
                }
                Self {
                    id: r.required(f0, "id")?,
                    title: r.required(f1, "title")?,
                    done: r.required(f2, "done")?,
                    shape: r.required(f3, "shape")?,
                    counts: r.required(f4, "counts")?,
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
                w.first::<Wire, _>(
                    r#"{"type":"app.Shape","variant":"Circle","fields":{"radius":"#,
                    "radius",
                    radius,
                )?;
                w.close("}}");
            }
            Self::Line(f0, f1) => {
                w.first::<Wire, _>(r#"{"type":"app.Shape","variant":"Line","fields":["#, 0, f0)?;
                w.next::<Wire, _>(",", 1, f1)?;
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
                        "radius" => f0 = Some(r.other::<Wire, _>("radius", f0.is_some())?),
                        _ => return Err(r.unknown_field(&label)),
                    }
                }
                Self::Circle {
                    radius: r.required(f0, "radius")?,
                }
            }
            "Line" => {
                r.open_items()?;
                let value = Self::Line(r.item_at::<Wire, _>(0)?, r.item_at::<Wire, _>(1)?);
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
        w.first::<Wire, _>(
            r#"{"type":"app.Page","variant":"Page","fields":{"items":"#,
            "items",
            &self.items,
        )?;
        w.next::<Wire, _>(r#","total":"#, "total", &self.total)?;
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
                        "items" => f0 = Some(r.other::<Wire, _>("items", f0.is_some())?),
                        "total" => f1 = Some(r.other::<Wire, _>("total", f1.is_some())?),
                        _ => return Err(r.unknown_field(&label)),
                    }
                }
                Self {
                    items: r.required(f0, "items")?,
                    total: r.required(f1, "total")?,
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
                w.first::<Wire, _>(r#"{"type":"app.Tree","variant":"Node","fields":["#, 0, f0)?;
                w.next::<Wire, _>(",", 1, f1)?;
                w.next::<Wire, _>(",", 2, f2)?;
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
                    r.item_at::<Wire, _>(0)?,
                    r.item_at::<Wire, _>(1)?,
                    r.item_at::<Wire, _>(2)?,
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
        w.first::<Wire, _>(
            r#"{"type":"app.Version","variant":"Version","fields":["#,
            0,
            &self.0,
        )?;
        w.next::<Wire, _>(",", 1, &self.1)?;
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
                let value = Self(r.item_at::<Wire, _>(0)?, r.item_at::<Wire, _>(1)?);
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
