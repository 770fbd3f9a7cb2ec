//! Values made up: plausible ones for documents and stand-in servers, and those at the edges of
//! their types for tests. The same type and seed give the same value, always.

mod edges;
mod heights;
mod plausible;
mod random;
mod words;

use std::cell::Cell;
use std::fmt;

use contract_schema::{FieldType, TypeDef, Variant};

use crate::codec::{is_left_out, zero};
use crate::etf::closed;
use crate::format;
use crate::model::{Model, Ty};
use crate::value::{Int, Value};
use heights::Heights;

pub use edges::Edge;

/// The deepest value that is made.
const DEEPEST: u32 = 100;
/// The most parts that a value is made of.
const MOST: u32 = 50_000;

/// Makes values up.
#[derive(Debug)]
pub struct Sampler<'m> {
    model: &'m Model,
    heights: Heights,
    /// How many parts may yet be made.
    left: Cell<u32>,
}

/// Why there is no value to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSample {
    message: String,
}

impl NoSample {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl fmt::Display for NoSample {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for NoSample {}

/// A value that a program might hold in a field of a name: `title` is a title. Short for
/// [`Sampler::plausible`].
pub fn plausible(model: &Model, ty: &FieldType, name: &str, seed: u64) -> Result<Value, NoSample> {
    Sampler::new(model).plausible(ty, name, seed)
}

/// Values at the edges of a type. Short for [`Sampler::edges`].
pub fn edges(model: &Model, ty: &FieldType) -> Result<Vec<Edge>, NoSample> {
    Sampler::new(model).edges(ty)
}

impl<'m> Sampler<'m> {
    /// One for the types of a model.
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            heights: Heights::of(model.contract()),
            left: Cell::new(MOST),
        }
    }

    fn start<'t>(&'t self, ty: &'t FieldType) -> Result<Ty<'t>, NoSample> {
        self.left.set(MOST);
        closed(self.model, ty).map_err(NoSample::new)
    }

    /// Counts a part; refuses where there would be too many, or they would be too deep.
    fn count(&self, depth: u32) -> Result<(), NoSample> {
        let left = self.left.get();
        if left == 0 || depth > DEEPEST {
            return Err(NoSample::new(
                "the type is too large for a value to be made up",
            ));
        }
        self.left.set(left - 1);
        Ok(())
    }

    /// The smallest value of a type.
    pub fn smallest(&self, ty: &FieldType) -> Result<Value, NoSample> {
        let ty = self.start(ty)?;
        self.least(ty, 0)
    }

    fn least(&self, ty: Ty<'_>, depth: u32) -> Result<Value, NoSample> {
        self.count(depth)?;
        let inner = |part| self.least(ty.inner(part), depth + 1);
        Ok(match ty.field {
            FieldType::Int { .. } => Value::Int(Int::ZERO),
            FieldType::Float(_) => Value::Float(0.0),
            FieldType::String { format: None } => Value::Text(String::new()),
            FieldType::String {
                format: Some(format),
            } => Value::from(format::example(format).unwrap_or_default()),
            FieldType::Bool => Value::Bool(false),
            FieldType::BitArray { len } => Value::Bytes(vec![0; Self::fixed(*len)?]),
            FieldType::Nil => Value::Nil,
            FieldType::List { len: None, .. } => Value::List(vec![]),
            FieldType::List { element, len, .. } => {
                let items = (0..Self::fixed(*len)?).map(|_| inner(element));
                Value::List(items.collect::<Result<_, _>>()?)
            }
            FieldType::Option(_) => Value::NONE,
            FieldType::Result { ok, err } => {
                if self.heights.of_type(ok) > self.heights.of_type(err) {
                    Value::Result(Err(Box::new(inner(err)?)))
                } else {
                    Value::Result(Ok(Box::new(inner(ok)?)))
                }
            }
            FieldType::Dict { .. } => Value::Dict(vec![]),
            FieldType::Tuple(parts) => {
                Value::Tuple(parts.iter().map(inner).collect::<Result<_, _>>()?)
            }
            FieldType::UserType { .. } => {
                let (_, index) = self.smallest_variant(ty)?;
                Self::built(ty, index, |_, part| self.least(part, depth + 1))?
            }
            FieldType::TypeVar(name) => {
                return Err(NoSample::new(format!("there is no type parameter {name}")));
            }
        })
    }

    /// A length that a type asks for.
    fn fixed(len: Option<u64>) -> Result<usize, NoSample> {
        let len = len.unwrap_or_default();
        match usize::try_from(len) {
            Ok(len) if len <= MOST as usize => Ok(len),
            _ => Err(NoSample::new(format!(
                "an array of {len} items is too long"
            ))),
        }
    }

    /// The variants that Rust both writes and reads, by their place in the contract, in the order of
    /// declaration.
    fn variants(def: &TypeDef) -> Vec<usize> {
        let carried = |variant: &Variant| {
            let rust = variant.rust.as_ref();
            rust.is_none_or(|rust| !rust.skip_encode && !rust.skip_decode)
        };
        let mut indices: Vec<usize> = (0..def.variants.len())
            .filter(|index| carried(&def.variants[*index]))
            .collect();
        indices.sort_by_key(|index| def.variants[*index].index);
        indices
    }

    fn smallest_variant<'t>(&self, ty: Ty<'t>) -> Result<(&'t TypeDef, usize), NoSample> {
        let Some((def, ..)) = ty.declared() else {
            return Err(NoSample::new("the type is not in the contract"));
        };
        let variants = Self::variants(def).into_iter();
        let smallest = variants.min_by_key(|index| self.heights.of_variant(&def.variants[*index]));
        let index = smallest.ok_or_else(|| {
            NoSample::new(format!("{} has no variant, so no value", def.full_name()))
        })?;
        Ok((def, index))
    }

    /// A constructor, of whose fields `field` makes each. Fields that Rust leaves out hold their
    /// default, as they do for Rust.
    fn built(
        ty: Ty<'_>,
        index: usize,
        mut field: impl FnMut(usize, Ty<'_>) -> Result<Value, NoSample>,
    ) -> Result<Value, NoSample> {
        let Some((def, info, scope)) = ty.declared() else {
            return Err(NoSample::new("the type is not in the contract"));
        };
        let variant = &def.variants[index];
        let mut fields = Vec::with_capacity(variant.field_types.len());
        for (index, part) in variant.field_types.iter().enumerate() {
            let part = ty.in_scope(part, &scope);
            let default = is_left_out(variant, index).then(|| zero(part)).flatten();
            fields.push(match default {
                Some(default) => default,
                None => field(index, part)?,
            });
        }
        Ok(Value::constructor(
            info.name.clone(),
            info.variants[index].name.clone(),
            fields,
        ))
    }
}
