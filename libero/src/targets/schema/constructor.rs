//! Structs and variants.

use contract_schema::rust::RustField;
use contract_schema::{FieldType, FloatRepr, TypeDef, TypeKind, Variant};
use serde_json::{Map, Value, json};

use super::closed::Filled;
use super::container::no_fields;
use super::{Host, Schemas, Side, describe};

/// The form of a constructor.
pub(super) fn object(full_name: &str, variant: &Value, fields: &Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "type": { "const": full_name },
            "variant": variant,
            "fields": fields,
        },
        "required": ["type", "variant", "fields"],
        "additionalProperties": false,
    })
}

/// As many items as there are schemas.
pub(super) fn items(parts: &[Value]) -> Value {
    let count = parts.len();
    if count == 0 {
        return json!({ "type": "array", "maxItems": 0 });
    }
    json!({
        "type": "array", "prefixItems": parts, "items": false, "minItems": count, "maxItems": count
    })
}

impl Schemas<'_> {
    /// The definition of a type with its parameters filled in.
    pub(super) fn definition(&mut self, name: &str, ty: &FieldType, side: Side) -> Value {
        let FieldType::UserType {
            module_path,
            type_name,
            args,
        } = ty
        else {
            return self.of(ty, side);
        };
        let Some(def) = self.types.get(&(&**module_path, &**type_name)).copied() else {
            // No contract that was sealed names a type that it does not hold.
            return json!({ "description": format!("{module_path}.{type_name}") });
        };
        let filled = Filled {
            params: &def.type_params,
            args,
        };
        let variants: Vec<&Variant> = def
            .declared_variants()
            .into_iter()
            .filter(|variant| is_carried(variant, side))
            .collect();
        let mut schema = match &variants[..] {
            [] => json!({ "not": {} }),
            [only] if def.kind == TypeKind::Struct => self.variant(def, only, filled, side),
            all if all.iter().all(|variant| variant.field_types.is_empty()) => {
                object(&def.full_name(), &bare(all), &no_fields())
            }
            all => self.union(name, def, all, filled, side),
        };
        if let Some(object) = schema.as_object_mut() {
            object.insert("title".into(), type_name.clone().into());
        }
        describe(&mut schema, def.docs.as_deref(), def.deprecated.as_ref());
        schema
    }

    fn union(
        &mut self,
        name: &str,
        def: &TypeDef,
        variants: &[&Variant],
        filled: Filled<'_>,
        side: Side,
    ) -> Value {
        let mut references = vec![];
        let mut mapping = Map::new();
        for variant in variants {
            let mut schema = self.variant(def, variant, filled, side);
            schema["title"] = variant.variant_name.clone().into();
            describe(
                &mut schema,
                variant.docs.as_deref(),
                variant.deprecated.as_ref(),
            );
            let wanted = format!("{name}.{}", super::name::plain(&variant.variant_name));
            let variant_name = self.names.free(&wanted);
            let reference = self.reference(&variant_name);
            mapping.insert(variant.variant_name.clone(), reference["$ref"].clone());
            references.push(reference);
            self.definitions.insert(variant_name, schema);
        }
        match self.host {
            Host::JsonSchema => json!({ "oneOf": references }),
            Host::OpenApi => json!({
                "oneOf": references,
                "discriminator": { "propertyName": "variant", "mapping": mapping },
            }),
        }
    }

    fn variant(
        &mut self,
        def: &TypeDef,
        variant: &Variant,
        filled: Filled<'_>,
        side: Side,
    ) -> Value {
        let is_labelled = variant.field_labels.iter().any(Option::is_some);
        let fields = if variant.field_types.is_empty() {
            no_fields()
        } else if is_labelled {
            self.labelled(variant, filled, side)
        } else {
            let fields = 0..variant.field_types.len();
            let fields = fields.map(|index| self.field(variant, index, filled, side));
            items(&fields.collect::<Vec<_>>())
        };
        let name = json!({ "const": variant.variant_name });
        object(&def.full_name(), &name, &fields)
    }

    fn labelled(&mut self, variant: &Variant, filled: Filled<'_>, side: Side) -> Value {
        let mut properties = Map::new();
        let mut required = vec![];
        for (index, label) in variant.field_labels.iter().enumerate() {
            let label = label.clone().unwrap_or_default();
            let schema = self.field(variant, index, filled, side);
            if side == Side::Output || !is_optional(variant, index) {
                required.push(Value::from(label.clone()));
            }
            properties.insert(label, schema);
        }
        let mut fields = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            fields["required"] = required.into();
        }
        fields["additionalProperties"] = false.into();
        fields
    }

    fn field(&mut self, variant: &Variant, index: usize, filled: Filled<'_>, side: Side) -> Value {
        let Some(ty) = filled.close(&variant.field_types[index]) else {
            return json!({ "description": "This type has no end; any value of it." });
        };
        let mut schema = self.of(&ty, side);
        let rust = rust_field(variant, index);
        let mut notes = vec![];
        let info = variant.fields.get(index);
        notes.extend(info.and_then(|info| info.docs.clone()));
        if side == Side::Input && is_optional(variant, index) {
            match default(rust, &ty) {
                Some(value) => schema["default"] = value,
                None => notes.push(default_in_words(rust)),
            }
        }
        if rust.is_some_and(|field| field.skip_encode) && side == Side::Output {
            notes.push("A secret: its default stands here.".into());
        }
        if rust.is_some_and(|field| field.skip_decode) && side == Side::Input {
            notes.push("Checked, and replaced by its default.".into());
        }
        let docs = (!notes.is_empty()).then(|| notes.join("\n\n"));
        let deprecated = info.and_then(|info| info.deprecated.as_ref());
        describe(&mut schema, docs.as_deref(), deprecated);
        schema
    }
}

/// The names of variants without fields.
fn bare(variants: &[&Variant]) -> Value {
    let is_told = |variant: &&Variant| variant.docs.is_some() || variant.deprecated.is_some();
    if !variants.iter().any(is_told) {
        let names: Vec<&str> = variants.iter().map(|v| v.variant_name.as_str()).collect();
        return json!({ "enum": names });
    }
    let each = variants.iter().map(|variant| {
        let mut schema = json!({ "const": variant.variant_name });
        describe(
            &mut schema,
            variant.docs.as_deref(),
            variant.deprecated.as_ref(),
        );
        schema
    });
    json!({ "oneOf": each.collect::<Vec<_>>() })
}

/// Whether values of a variant go that way: one with `skip_serializing` is never written.
pub(super) fn is_carried(variant: &Variant, side: Side) -> bool {
    let rust = variant.rust.as_ref();
    !rust.is_some_and(|rust| match side {
        Side::Input => rust.skip_decode,
        Side::Output => rust.skip_encode,
    })
}

/// Whether input may leave a field out.
pub(super) fn is_optional(variant: &Variant, index: usize) -> bool {
    let is_labelled = variant.field_labels.get(index).is_some_and(Option::is_some);
    is_labelled
        && variant
            .fields
            .get(index)
            .is_some_and(|field| field.optional)
}

fn rust_field(variant: &Variant, index: usize) -> Option<&RustField> {
    let mut fields = variant.rust.as_ref()?.fields.iter();
    fields.find(|field| field.wire.is_some_and(|wire| wire as usize == index))
}

/// The default of a field, where it is that of its type and the type is no type of the contract.
fn default(rust: Option<&RustField>, ty: &FieldType) -> Option<Value> {
    if rust?.default.as_deref()? != "::core::default::Default::default()" {
        return None;
    }
    Some(match ty {
        FieldType::Int { format: None, .. } => json!(0),
        FieldType::Float(FloatRepr::F32 | FloatRepr::F64) => json!(0.0),
        FieldType::String { format: None } => json!(""),
        FieldType::Bool => json!(false),
        FieldType::BitArray { len: None } => json!({ "encoding": "base64url", "data": "" }),
        FieldType::Nil => Value::Null,
        FieldType::List { len: None, .. } => json!([]),
        FieldType::Option(_) => {
            json!({ "type": "gleam/option.Option", "variant": "None", "fields": {} })
        }
        FieldType::Dict { key, .. } => match **key {
            FieldType::String { .. } => json!({}),
            _ => json!([]),
        },
        _ => return None,
    })
}

fn default_in_words(rust: Option<&RustField>) -> String {
    match rust.and_then(|field| field.default.as_deref()) {
        None | Some("::core::default::Default::default()") => {
            "May be left out, for the default of its type.".to_owned()
        }
        Some(expression) => format!("May be left out, for `{expression}`."),
    }
}
