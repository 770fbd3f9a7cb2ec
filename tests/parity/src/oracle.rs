//! What a foreign ETF reader must find in a term.
//!
//! The `eetf` crate knows nothing of libero. It reads the terms that the generated codec writes, and
//! the result is compared with the JSON of the same value, by the contract alone.

use std::collections::BTreeMap;

use contract_schema::{Contract, FieldType};
use eetf::Term;
use serde_json::Value;

use crate::base64;

/// The types by which terms and JSON are compared.
#[derive(Debug)]
pub struct Oracle<'a> {
    contract: &'a Contract,
}

type Scope = BTreeMap<String, FieldType>;
type Verdict = Result<(), String>;

impl<'a> Oracle<'a> {
    /// An oracle for the types of a contract.
    pub fn new(contract: &'a Contract) -> Self {
        Self { contract }
    }

    /// Whether a term and a JSON text hold the same value of a type; if not, what differs.
    pub fn agree(&self, ty: &FieldType, json: &[u8], etf: &[u8]) -> Verdict {
        let json = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        let term = Term::decode(etf).map_err(|error| error.to_string())?;
        self.same(ty, &json, &term, &Scope::new())
    }

    fn same(&self, ty: &FieldType, json: &Value, term: &Term, scope: &Scope) -> Verdict {
        let same = match (ty, json, term) {
            (FieldType::Int { .. }, json, Term::FixInteger(number)) => {
                plain(json) == number.value.to_string()
            }
            (FieldType::Int { .. }, json, Term::BigInteger(number)) => {
                plain(json) == number.value.to_string()
            }
            (FieldType::Float(_), json, Term::Float(float)) => {
                json.as_f64().map(f64::to_bits) == Some(float.value.to_bits())
            }
            (FieldType::String { .. }, Value::String(text), Term::Binary(binary)) => {
                text.as_bytes() == binary.bytes
            }
            (FieldType::Bool, Value::Bool(bool), Term::Atom(atom)) => bool.to_string() == atom.name,
            (FieldType::BitArray { .. }, json, Term::Binary(binary)) => {
                json["data"] == base64::encode(&binary.bytes)
            }
            (FieldType::Nil, Value::Null, Term::Atom(atom)) => atom.name == "nil",
            (
                FieldType::List {
                    element,
                    unique: true,
                    ..
                },
                Value::Array(items),
                Term::List(list),
            ) => return self.set(element, items, &list.elements, scope),
            (FieldType::List { element, .. }, Value::Array(items), Term::List(list)) => {
                let types = vec![&**element; items.len()];
                return self.each(&types, items, &list.elements, scope);
            }
            (FieldType::Tuple(types), Value::Array(items), Term::Tuple(tuple)) => {
                let types: Vec<&FieldType> = types.iter().collect();
                return self.each(&types, items, &tuple.elements, scope);
            }
            (FieldType::Option(_), json, Term::Atom(atom)) => {
                json["variant"] == "None" && atom.name == "none"
            }
            (FieldType::Option(inner), json, Term::Tuple(tuple)) => {
                return self.tagged([("Some", "some", &**inner)], json, &tuple.elements, scope);
            }
            (FieldType::Result { ok, err }, json, Term::Tuple(tuple)) => {
                let forms = [("Ok", "ok", &**ok), ("Error", "error", &**err)];
                return self.tagged(forms, json, &tuple.elements, scope);
            }
            (FieldType::Dict { key, value }, json, Term::Map(map)) => {
                return self.dict(key, value, json, &map.map, scope);
            }
            (FieldType::TypeVar(name), json, term) => {
                return self.same(&scope[name], json, term, &Scope::new());
            }
            (FieldType::UserType { .. }, json, term) => return self.user(ty, json, term, scope),
            _ => false,
        };
        if same {
            Ok(())
        } else {
            Err(format!("as {ty:?}\n  JSON: {json}\n  term: {term}"))
        }
    }

    fn each(&self, types: &[&FieldType], json: &[Value], terms: &[Term], scope: &Scope) -> Verdict {
        if types.len() != json.len() || json.len() != terms.len() {
            return Err(format!(
                "{} types, {} in JSON, {} terms",
                types.len(),
                json.len(),
                terms.len()
            ));
        }
        let mut all = types.iter().zip(json).zip(terms);
        all.try_for_each(|((ty, json), term)| self.same(ty, json, term, scope))
    }

    /// A set is in another order in each codec.
    fn set(&self, ty: &FieldType, json: &[Value], terms: &[Term], scope: &Scope) -> Verdict {
        if json.len() != terms.len() {
            return Err(format!("{} items against {}", json.len(), terms.len()));
        }
        let found = |item: &&Value| {
            let mut all = terms.iter();
            all.any(|term| self.same(ty, item, term, scope).is_ok())
        };
        match json.iter().find(|item| !found(item)) {
            None => Ok(()),
            Some(item) => Err(format!("{item} is not among {terms:?}")),
        }
    }

    fn tagged<const N: usize>(
        &self,
        forms: [(&str, &str, &FieldType); N],
        json: &Value,
        terms: &[Term],
        scope: &Scope,
    ) -> Verdict {
        for (variant, tag, ty) in forms {
            if let (true, [Term::Atom(atom), inner]) = (json["variant"] == variant, terms)
                && atom.name == tag
            {
                return self.same(ty, &json["fields"][0], inner, scope);
            }
        }
        Err(format!("{json} against {terms:?}"))
    }

    fn dict(
        &self,
        key: &FieldType,
        value: &FieldType,
        json: &Value,
        terms: &std::collections::HashMap<Term, Term>,
        scope: &Scope,
    ) -> Verdict {
        let pairs: Vec<(Value, &Value)> = match json {
            Value::Object(object) => object
                .iter()
                .map(|(key, value)| (key.clone().into(), value))
                .collect(),
            Value::Array(pairs) => pairs.iter().map(|p| (p[0].clone(), &p[1])).collect(),
            other => return Err(format!("{other} is no dict")),
        };
        if pairs.len() != terms.len() {
            return Err(format!("{} entries against {}", pairs.len(), terms.len()));
        }
        pairs.iter().try_for_each(|(json_key, json_value)| {
            let found = terms
                .iter()
                .find(|(term, _)| self.same(key, json_key, term, scope).is_ok());
            let (_, term) = found.ok_or_else(|| format!("no key {json_key}"))?;
            self.same(value, json_value, term, scope)
        })
    }

    fn user(&self, ty: &FieldType, json: &Value, term: &Term, scope: &Scope) -> Verdict {
        let FieldType::UserType {
            module_path,
            type_name,
            args,
        } = ty
        else {
            return Err(format!("{ty:?} is no type of the contract"));
        };
        let name = format!("{module_path}.{type_name}");
        let def = self
            .contract
            .types
            .iter()
            .find(|def| def.full_name() == name);
        let def = def.ok_or_else(|| format!("no type {name}"))?;
        let args = args
            .iter()
            .map(|arg| crate::generate::substitute(arg, scope));
        let scope: Scope = def.type_params.iter().cloned().zip(args).collect();
        let variant = def
            .variants
            .iter()
            .find(|v| json["variant"] == *v.variant_name);
        let variant = variant.ok_or_else(|| format!("{name} has no variant of {json}"))?;
        let (head, fields): (&Term, &[Term]) = match term {
            Term::Tuple(tuple) => tuple.elements.split_first().ok_or("an empty tuple")?,
            bare => (bare, &[]),
        };
        let hash = variant
            .wire_hash
            .as_ref()
            .map(contract_schema::WireHash::as_str);
        match head {
            Term::Atom(atom) if Some(&*atom.name) == hash && json["type"] == name => {}
            other => return Err(format!("{other} is not the constructor of {json}")),
        }
        let labels = variant.field_labels.iter().enumerate();
        let values: Vec<Value> = labels
            .map(|(index, label)| match label {
                Some(label) => json["fields"][label].clone(),
                None => json["fields"][index].clone(),
            })
            .collect();
        let types: Vec<&FieldType> = variant.field_types.iter().collect();
        self.each(&types, &values, fields, &scope)
    }
}

/// An integer in JSON, number or string, as digits.
fn plain(json: &Value) -> String {
    match json {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
