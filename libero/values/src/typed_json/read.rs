//! Values of JSON.

use contract_schema::{FieldType, FloatRepr, IntRepr, TypeKind, Variant};
use libero_wire::DecodeError;
use libero_wire::error::{DecodeErrorKind as Kind, Segment};
use libero_wire::json::{Decode, Reader};

use crate::codec::{check_length, left_out, step, variant_index};
use crate::format;
use crate::model::{Scope, Ty};
use crate::order;
use crate::value::{Int, Value};

/// Reads one value.
pub(crate) fn value(r: &mut Reader<'_>, ty: Ty<'_>) -> Result<Value, DecodeError> {
    Ok(match ty.field {
        FieldType::Int { repr, .. } => Value::Int(int(r, *repr)?),
        FieldType::Float(FloatRepr::F64) => Value::Float(Decode::<()>::decode(r)?),
        FieldType::Float(FloatRepr::F32) => {
            let float: f32 = Decode::<()>::decode(r)?;
            Value::Float(float.into())
        }
        FieldType::String { format: None } => Value::Text(r.str()?.into_owned()),
        FieldType::String {
            format: Some(format),
        } => Value::Text(r.text(format, |text| {
            format::holds(format, text).then(|| text.to_owned())
        })?),
        FieldType::Bool => Value::Bool(Decode::<()>::decode(r)?),
        FieldType::BitArray { len } => {
            r.peek()?;
            let at = r.offset();
            let bytes = r.bytes()?;
            sized(*len, bytes.len(), at)?;
            Value::Bytes(bytes)
        }
        FieldType::Nil => {
            let (): () = Decode::<()>::decode(r)?;
            Value::Nil
        }
        FieldType::List {
            element,
            len,
            unique,
        } => {
            r.peek()?;
            let at = r.offset();
            let items = list(r, ty.inner(element), *unique)?;
            sized(*len, items.len(), at)?;
            Value::List(items)
        }
        FieldType::Option(inner) => option(r, ty.inner(inner))?,
        FieldType::Result { ok, err } => result(r, ty.inner(ok), ty.inner(err))?,
        FieldType::Dict { key, value } => {
            let (key, held) = (ty.inner(key), ty.inner(value));
            if key.is_text() {
                object(r, key, held)?
            } else {
                pairs(r, key, held)?
            }
        }
        FieldType::Tuple(types) => tuple(r, ty, types)?,
        FieldType::UserType { .. } => constructor(r, ty)?,
        FieldType::TypeVar(name) => {
            let message = format!("there is no type parameter {name}");
            return Err(error(r, Kind::Custom, message));
        }
    })
}

#[cold]
fn error(
    r: &Reader<'_>,
    kind: Kind,
    message: impl Into<std::borrow::Cow<'static, str>>,
) -> DecodeError {
    DecodeError::new(kind, r.offset(), message)
}

fn sized(expected: Option<u64>, found: usize, at: usize) -> Result<(), DecodeError> {
    check_length(expected, found).map_err(|message| DecodeError::new(Kind::Length, at, message))
}

fn int(r: &mut Reader<'_>, repr: IntRepr) -> Result<Int, DecodeError> {
    fn read<T: Decode<()> + Into<Int>>(r: &mut Reader<'_>) -> Result<Int, DecodeError> {
        T::decode(r).map(Into::into)
    }
    match repr {
        IntRepr::I8 => read::<i8>(r),
        IntRepr::I16 => read::<i16>(r),
        IntRepr::I32 => read::<i32>(r),
        IntRepr::I64 => read::<i64>(r),
        IntRepr::I128 => read::<i128>(r),
        IntRepr::U8 => read::<u8>(r),
        IntRepr::U16 => read::<u16>(r),
        IntRepr::U32 => read::<u32>(r),
        IntRepr::U64 => read::<u64>(r),
        IntRepr::U128 => read::<u128>(r),
    }
}

fn list(r: &mut Reader<'_>, ty: Ty<'_>, unique: bool) -> Result<Vec<Value>, DecodeError> {
    let mut items = vec![];
    let mut places = vec![];
    let read = r.each(|r| {
        if unique {
            places.push(r.offset());
        }
        items.push(value(r, ty)?);
        Ok(())
    });
    // An item that is there twice comes before whatever is wrong behind it.
    if unique {
        order::sort(&mut items, order::any).map_err(|index| {
            DecodeError::new(Kind::Duplicate, places[index], "the item is there twice")
                .within(Segment::Index(index))
        })?;
    }
    read?;
    Ok(items)
}

fn option(r: &mut Reader<'_>, inner: Ty<'_>) -> Result<Value, DecodeError> {
    const NAME: &str = "gleam/option.Option";
    const HEAD: &str = r#"{"type":"gleam/option.Option","variant":""#;
    let head = r.constructor(HEAD, NAME)?;
    let found = match head.variant() {
        "Some" => Value::some(one(r, inner)?),
        "None" => {
            r.no_fields()?;
            Value::NONE
        }
        _ => return Err(r.unknown_variant(NAME, &head)),
    };
    r.finish_constructor(head)?;
    Ok(found)
}

fn result(r: &mut Reader<'_>, ok: Ty<'_>, err: Ty<'_>) -> Result<Value, DecodeError> {
    const NAME: &str = "gleam/result.Result";
    const HEAD: &str = r#"{"type":"gleam/result.Result","variant":""#;
    let head = r.constructor(HEAD, NAME)?;
    let found = match head.variant() {
        "Ok" => Ok(Box::new(one(r, ok)?)),
        "Error" => Err(Box::new(one(r, err)?)),
        _ => return Err(r.unknown_variant(NAME, &head)),
    };
    r.finish_constructor(head)?;
    Ok(Value::Result(found))
}

/// The fields of a constructor of one unlabelled field.
fn one(r: &mut Reader<'_>, ty: Ty<'_>) -> Result<Value, DecodeError> {
    r.open_items()?;
    let found = item(r, ty, 0)?;
    r.close_items(1)?;
    Ok(found)
}

fn item(r: &mut Reader<'_>, ty: Ty<'_>, index: usize) -> Result<Value, DecodeError> {
    if !r.item()? {
        return Err(error(r, Kind::MissingField, "the field is missing").within(index));
    }
    value(r, ty).map_err(|e| e.within(index))
}

fn tuple(r: &mut Reader<'_>, ty: Ty<'_>, types: &[FieldType]) -> Result<Value, DecodeError> {
    let arity = types.len();
    if r.peek()? != b'[' {
        return Err(r.expected("Tuple"));
    }
    let mut items = Vec::with_capacity(arity);
    let mut more = false;
    r.each(|r| {
        let Some(part) = types.get(items.len()) else {
            more = true;
            return Err(error(r, Kind::Length, ""));
        };
        items.push(value(r, ty.inner(part))?);
        Ok(())
    })
    .map_err(|found| {
        if more {
            error(
                r,
                Kind::Length,
                format!("expected a Tuple of {arity}, got more"),
            )
        } else {
            found
        }
    })?;
    if items.len() < arity {
        let got = items.len();
        return Err(error(
            r,
            Kind::Length,
            format!("expected a Tuple of {arity}, got one of {got}"),
        ));
    }
    Ok(Value::Tuple(items))
}

fn object(r: &mut Reader<'_>, key_type: Ty<'_>, held_type: Ty<'_>) -> Result<Value, DecodeError> {
    if r.peek()? != b'{' {
        return Err(r.expected("Dict"));
    }
    r.open_object("Dict")?;
    let mut entries = vec![];
    let mut places = vec![];
    let mut read = || {
        while r.entry()? {
            r.check_count(entries.len())?;
            let before = r.clone();
            let in_entry = |e: DecodeError| e.within(Segment::Key(key_text(&before)));
            places.push(r.offset());
            let key = value(r, key_type).map_err(in_entry)?;
            r.colon()?;
            let held = value(r, held_type).map_err(in_entry)?;
            entries.push((key, held));
        }
        Ok(())
    };
    let read = read();
    sorted(key_type, entries, &places, read, |entry| match &entry.0 {
        Value::Text(text) => Segment::Key(text.chars().take(100).collect()),
        _ => Segment::Key(String::new()),
    })
}

/// The key before which a reader stands.
#[cold]
fn key_text(r: &Reader<'_>) -> String {
    let key = r.clone().str().unwrap_or_default().into_owned();
    key.chars().take(100).collect()
}

fn pairs(r: &mut Reader<'_>, key_type: Ty<'_>, held_type: Ty<'_>) -> Result<Value, DecodeError> {
    r.peek()?;
    let mut entries = vec![];
    let mut places = vec![];
    let read = r.each(|r| {
        if r.peek()? != b'[' {
            return Err(r.expected("a pair of key and value"));
        }
        places.push(r.offset());
        let mut pair = [None, None];
        let mut index = 0;
        r.each(|r| {
            let ty = match index {
                0 => key_type,
                1 => held_type,
                _ => {
                    let message = "expected a pair of key and value, got more";
                    return Err(error(r, Kind::Length, message));
                }
            };
            pair[index] = Some(value(r, ty)?);
            index += 1;
            Ok(())
        })?;
        let [Some(key), Some(held)] = pair else {
            let message = "expected a pair of key and value, got less";
            return Err(error(r, Kind::Length, message));
        };
        entries.push((key, held));
        Ok(())
    });
    sorted(key_type, entries, &places, read, |_| Segment::Index(0))
}

/// A dict of entries in any order. A key that is there twice comes before whatever is wrong behind it.
fn sorted(
    key: Ty<'_>,
    mut entries: Vec<(Value, Value)>,
    places: &[usize],
    read: Result<(), DecodeError>,
    step: impl FnOnce(&(Value, Value)) -> Segment,
) -> Result<Value, DecodeError> {
    match order::sort(&mut entries, |a, b| order::keys(key, &a.0, &b.0)) {
        Ok(()) => read.map(|()| Value::Dict(entries)),
        Err(index) => {
            let twice = DecodeError::new(Kind::Duplicate, places[index], "the key is there twice");
            let step = step(&entries[index]);
            let is_pair = matches!(step, Segment::Index(_));
            let twice = twice.within(step);
            Err(if is_pair {
                twice.within(Segment::Index(index))
            } else {
                twice
            })
        }
    }
}

fn constructor(r: &mut Reader<'_>, ty: Ty<'_>) -> Result<Value, DecodeError> {
    let Some((def, info, scope)) = ty.declared() else {
        return Err(r.expected("a type of the contract"));
    };
    let head = match (def.kind, &info.variants[..]) {
        (TypeKind::Struct, [only]) => r.structure(&info.name, &only.name)?,
        _ => r.constructor(&info.json_head, &info.name)?,
    };
    let Some(index) = variant_index(def, head.variant()) else {
        return Err(r.unknown_variant(&info.name, &head));
    };
    let (variant, variant_info) = (&def.variants[index], &info.variants[index]);
    let fields = if variant.field_types.is_empty() {
        r.no_fields()?;
        vec![]
    } else if variant_info.is_labelled {
        labelled(r, ty, variant, &scope)?
    } else {
        r.open_items()?;
        let mut fields = Vec::with_capacity(variant.field_types.len());
        for (index, part) in variant.field_types.iter().enumerate() {
            fields.push(item(r, ty.in_scope(part, &scope), index)?);
        }
        r.close_items(fields.len())?;
        fields
    };
    r.finish_constructor(head)?;
    Ok(Value::constructor(
        info.name.clone(),
        variant_info.name.clone(),
        fields,
    ))
}

fn labelled(
    r: &mut Reader<'_>,
    ty: Ty<'_>,
    variant: &Variant,
    scope: &Scope<'_>,
) -> Result<Vec<Value>, DecodeError> {
    r.open_fields()?;
    let mut slots: Vec<Option<Value>> = vec![None; variant.field_types.len()];
    while let Some(label) = r.label()? {
        let mut labels = variant.field_labels.iter();
        let Some(index) = labels.position(|known| known.as_deref() == Some(&*label)) else {
            return Err(r.unknown_field(&label));
        };
        if slots[index].is_some() {
            return Err(
                error(r, Kind::Duplicate, "the field is there twice").within(step(variant, index))
            );
        }
        let field = ty.in_scope(&variant.field_types[index], scope);
        slots[index] = Some(value(r, field).map_err(|e| e.within(step(variant, index)))?);
    }
    let mut fields = Vec::with_capacity(slots.len());
    for (index, slot) in slots.into_iter().enumerate() {
        let field = ty.in_scope(&variant.field_types[index], scope);
        match slot.or_else(|| left_out(variant, index, field)) {
            Some(value) => fields.push(value),
            None => {
                return Err(error(r, Kind::MissingField, "the field is missing")
                    .within(step(variant, index)));
            }
        }
    }
    Ok(fields)
}
