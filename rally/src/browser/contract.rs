//! The document of the server's contract, read by the browser: a reader of JSON of our own would be a
//! fortieth of the program, for what few clients ever get to see.

use std::collections::BTreeMap;

use js_sys::{Array, JSON, Object, Reflect};
use libero_wire::skew::ServerContract;
use wasm_bindgen::{JsCast, JsValue};

/// Reads it. Keys that are not known here are passed over.
pub(super) fn read(document: &[u8]) -> Result<ServerContract, String> {
    let text = std::str::from_utf8(document).ok();
    let document = text.and_then(|text| JSON::parse(text).ok());
    document
        .and_then(|document| contract(&document))
        .ok_or_else(|| "it is not the document of a contract".to_owned())
}

fn contract(document: &JsValue) -> Option<ServerContract> {
    let get = |name: &str| Reflect::get(document, &name.into()).ok();
    if get("kind")?.as_string()? != "contract" {
        return None;
    }
    Some(ServerContract {
        contract_hash: get("contract_hash")?.as_string()?,
        endpoints: hashes(&get("endpoints")?)?,
        pushes: hashes(&get("pushes")?)?,
    })
}

fn hashes(object: &JsValue) -> Option<BTreeMap<String, String>> {
    let mut hashes = BTreeMap::new();
    for entry in Object::entries(object.dyn_ref()?) {
        let entry: Array = entry.unchecked_into();
        hashes.insert(entry.get(0).as_string()?, entry.get(1).as_string()?);
    }
    Some(hashes)
}
