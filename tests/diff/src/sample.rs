//! Values of a contract's types as typed JSON, edges included: each case where a change of the type might
//! matter is one of them.

use contract_schema::{Contract, FieldType, FloatRepr, IntRepr, TypeDef, TypeKind, Variant};
use serde_json::{Value, json};

/// How deep a type may hold itself.
const DEEPEST: u32 = 4;

/// Makes samples.
pub struct Samples<'a>(pub &'a Contract);

impl Samples<'_> {
    /// Some values of a type; none where it has none.
    pub fn of(&self, ty: &FieldType) -> Vec<Value> {
        self.values(ty, 0)
    }

    /// The same for a value of the wire's `Result`, as a handler gives it.
    pub fn results(&self, ok: &FieldType, err: &FieldType) -> Vec<Value> {
        self.of(&FieldType::result(ok.clone(), err.clone()))
    }

    fn values(&self, ty: &FieldType, depth: u32) -> Vec<Value> {
        match ty {
            FieldType::Int { repr, .. } => integers(*repr),
            FieldType::Float(FloatRepr::F32) => vec![json!(0.0), json!(-1.5)],
            FieldType::Float(FloatRepr::F64) => vec![json!(0.0), json!(0.1), json!(1e300)],
            FieldType::String { format } => texts(format.as_deref()),
            FieldType::Bool => vec![json!(false), json!(true)],
            FieldType::BitArray { len } => bytes(*len),
            FieldType::Nil => vec![Value::Null],
            FieldType::List {
                element,
                len,
                unique,
            } => self.lists(element, *len, *unique, depth),
            FieldType::Option(inner) => {
                let mut all = vec![none()];
                all.extend(self.values(inner, depth).iter().map(some));
                all
            }
            FieldType::Result { ok, err } => {
                let (ok, err) = (self.values(ok, depth), self.values(err, depth));
                let wrap = |variant: &str, value| json!({"type": "gleam/result.Result", "variant": variant, "fields": [value]});
                let ok = ok.into_iter().map(|value| wrap("Ok", value));
                ok.chain(err.into_iter().map(|value| wrap("Error", value)))
                    .collect()
            }
            FieldType::Dict { key, value } => self.dicts(key, value, depth),
            FieldType::Tuple(items) => self
                .combined(items, depth)
                .into_iter()
                .map(Value::Array)
                .collect(),
            FieldType::TypeVar(name) => panic!("the parameter {name} stands for nothing"),
            FieldType::UserType {
                module_path,
                type_name,
                args,
            } => {
                let mut types = self.0.types.iter();
                let def = types
                    .find(|def| def.module_path == *module_path && def.type_name == *type_name)
                    .expect("a type of the contract");
                self.constructors(def, args, depth)
            }
        }
    }

    fn lists(&self, element: &FieldType, len: Option<u64>, unique: bool, depth: u32) -> Vec<Value> {
        let items = if depth < DEEPEST {
            self.values(element, depth + 1)
        } else {
            vec![]
        };
        let repeated = |count: u64| -> Value {
            let items = (0..count).map(|index| {
                let index = usize::try_from(index).expect("a small length") % items.len();
                items[index].clone()
            });
            items.collect()
        };
        match (len, items.first()) {
            (Some(len), Some(first)) => {
                let same: Value = (0..len).map(|_| first.clone()).collect();
                vec![repeated(len), same]
            }
            (_, None) => vec![json!([])],
            (None, Some(_)) if unique => vec![json!([]), json!(items)],
            (None, Some(first)) => {
                vec![
                    json!([]),
                    json!(items),
                    json!([first, first]),
                    json!([first]),
                ]
            }
        }
    }

    fn dicts(&self, key: &FieldType, value: &FieldType, depth: u32) -> Vec<Value> {
        let (keys, values) = (self.values(key, depth), self.values(value, depth));
        let entries = |value: &Value| -> Value {
            if matches!(key, FieldType::String { .. }) {
                let text = |key: &Value| key.as_str().expect("text").to_owned();
                keys.iter().map(|key| (text(key), value.clone())).collect()
            } else {
                keys.iter().map(|key| json!([key, value])).collect()
            }
        };
        values.iter().map(entries).collect()
    }

    /// Values of several types at once: the first of each, then each of the others in its place.
    fn combined(&self, types: &[FieldType], depth: u32) -> Vec<Vec<Value>> {
        let each: Vec<Vec<Value>> = types.iter().map(|ty| self.values(ty, depth)).collect();
        let Some(first) = each
            .iter()
            .map(|values| values.first().cloned())
            .collect::<Option<Vec<Value>>>()
        else {
            return vec![];
        };
        let mut all = vec![first.clone()];
        for (position, values) in each.iter().enumerate() {
            for value in values.iter().skip(1) {
                let mut one = first.clone();
                one[position] = value.clone();
                all.push(one);
            }
        }
        all
    }

    fn constructors(&self, def: &TypeDef, args: &[FieldType], depth: u32) -> Vec<Value> {
        let mut all = vec![];
        for variant in &def.variants {
            let types: Vec<FieldType> = variant
                .field_types
                .iter()
                .map(|ty| filled(ty, &def.type_params, args))
                .collect();
            for values in self.combined(&types, depth + 1) {
                all.push(constructor(def, variant, values));
            }
        }
        // What `combined` varies is enough for a struct; for an enum each variant is there.
        debug_assert!(def.kind == TypeKind::Enum || !all.is_empty());
        all
    }
}

/// A sample of a request without the fields that JSON may leave out, where it has such.
pub fn without_defaults(contract: &Contract, sample: &Value) -> Option<Value> {
    let mut sample = sample.clone();
    strip(contract, &mut sample).then_some(sample)
}

fn strip(contract: &Contract, value: &mut Value) -> bool {
    let mut stripped = false;
    let head = |value: &Value, key: &str| Some(value.get(key)?.as_str()?.to_owned());
    if let (Some(ty), Some(variant)) = (head(value, "type"), head(value, "variant")) {
        let mut types = contract.types.iter();
        let def = types.find(|def| def.full_name() == ty);
        let variant = def.and_then(|def| def.variants.iter().find(|v| v.variant_name == variant));
        if let (Some(variant), Some(Value::Object(fields))) = (variant, value.get_mut("fields")) {
            for (label, info) in variant.field_labels.iter().zip(&variant.fields) {
                if info.optional
                    && let Some(label) = label
                {
                    stripped |= fields.shift_remove(label).is_some();
                }
            }
        }
    }
    match value {
        Value::Array(items) => items
            .iter_mut()
            .for_each(|one| stripped |= strip(contract, one)),
        Value::Object(map) => map
            .values_mut()
            .for_each(|one| stripped |= strip(contract, one)),
        _ => {}
    }
    stripped
}

fn constructor(def: &TypeDef, variant: &Variant, values: Vec<Value>) -> Value {
    let is_labelled = variant.field_labels.iter().any(Option::is_some);
    let fields = if is_labelled || values.is_empty() {
        let labels = variant.field_labels.iter().flatten().cloned();
        labels.zip(values).collect()
    } else {
        Value::Array(values)
    };
    json!({"type": def.full_name(), "variant": variant.variant_name, "fields": fields})
}

fn filled(ty: &FieldType, params: &[String], args: &[FieldType]) -> FieldType {
    ty.substitute(&|name| {
        let position = params.iter().position(|param| param == name);
        Some(args[position.expect("a parameter of the type")].clone())
    })
}

fn some(value: &Value) -> Value {
    json!({"type": "gleam/option.Option", "variant": "Some", "fields": [value]})
}

fn none() -> Value {
    json!({"type": "gleam/option.Option", "variant": "None", "fields": {}})
}

/// Small ones that differ, and both ends of the range, in ascending order as in the keys of a dict.
fn integers(repr: IntRepr) -> Vec<Value> {
    let (low, high): (i128, u128) = match (repr.is_signed(), repr.bits()) {
        (true, 128) => (i128::MIN, i128::MAX.unsigned_abs()),
        (false, 128) => (0, u128::MAX),
        (true, bits) => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
        (false, bits) => (0, (1 << bits) - 1),
    };
    let safe = (1i128 << 53) - 1;
    let low = if low < -safe {
        json!(low.to_string())
    } else {
        number(low)
    };
    let high = match i128::try_from(high) {
        Ok(high) if high <= safe => number(high),
        _ => json!(high.to_string()),
    };
    let mut all = vec![json!(5), json!(7)];
    if repr.is_signed() {
        all.insert(0, low);
    }
    // What does not fit into 64 bits, and what is a time in nanoseconds or is none any more.
    if repr.bits() == 128 {
        if repr.is_signed() {
            all.insert(1, json!("-5000000000000000000000000000"));
        }
        all.extend([
            json!("18446744073709551616"),
            json!("5000000000000000000000000000"),
            json!("15000000000000000000000000000"),
        ]);
    }
    all.push(high);
    all
}

fn number(value: i128) -> Value {
    json!(i64::try_from(value).expect("below 2^53"))
}

fn texts(format: Option<&str>) -> Vec<Value> {
    let all: &[&str] = match format {
        None => &["a text", "", "é"],
        Some("char") => &["a", "é"],
        Some("uuid") => &["67e55044-10b1-426f-9247-bb680e5fe0c8"],
        Some("ipv4") => &["127.0.0.1", "10.0.0.7"],
        Some("ip") => &["127.0.0.1", "::1"],
        Some(other) => panic!("no sample of the format {other}"),
    };
    all.iter().map(|text| json!(text)).collect()
}

fn bytes(len: Option<u64>) -> Vec<Value> {
    // Not UTF-8, in part.
    let data = |len: u64| match len {
        0 => "",
        4 => "AP8BAg==",
        5 => "AP8BAgM=",
        other => panic!("no sample of {other} bytes"),
    };
    let lens = len.map_or_else(|| vec![0, 5], |len| vec![len]);
    lens.into_iter()
        .map(|len| json!({"encoding": "base64url", "data": data(len)}))
        .collect()
}
