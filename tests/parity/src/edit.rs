//! The smallest value of a type, with one place of it replaced.

use contract_schema::Contract;
use serde_json::Value;

use crate::cases::Case;
use crate::generate::Generator;
use crate::tape::Tape;

/// Stands for the text that is put in, which need not be JSON.
const MARK: &str = "put it here";

/// The smallest value of a case as JSON.
pub fn smallest(contract: &Contract, case: &Case) -> Value {
    Generator::new(contract).value(&case.field_type(), &mut Tape::new(&[]))
}

/// The smallest value of a case with the place at a path (`id`, `pairs/0/1`) of its fields replaced
/// by a text, or added where it is not there, or taken out where the text is empty. An empty path
/// stands for the value itself; `..` in front of a path for the value around the fields.
pub fn with(contract: &Contract, case: &Case, path: &str, text: &str) -> String {
    let mut value = smallest(contract, case);
    if path.is_empty() {
        return text.to_owned();
    }
    let whole = match path.strip_prefix("../") {
        Some(outside) => format!("/{outside}"),
        None => format!("/fields/{path}"),
    };
    let (parent, key) = whole.rsplit_once('/').expect("a slash");
    let parent = value
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("{} has no `{path}`", case.name));
    match parent {
        Value::Object(object) if text.is_empty() => drop(object.shift_remove(key)),
        Value::Object(object) => drop(object.insert(key.to_owned(), MARK.into())),
        Value::Array(items) => items[key.parse::<usize>().expect("an index")] = MARK.into(),
        other => panic!("nothing can be put into {other}"),
    }
    value.to_string().replace(&format!("\"{MARK}\""), text)
}
