//! Terms written by hand, right and wrong.

use contract_schema::Contract;

/// A whole term: the version byte and the term.
pub fn whole(term: &[u8]) -> Vec<u8> {
    [&[131], term].concat()
}

/// An integer of up to 31 bits.
pub fn int(number: i32) -> Vec<u8> {
    match u8::try_from(number) {
        Ok(byte) => vec![97, byte],
        Err(_) => [&[98], &number.to_be_bytes()[..]].concat(),
    }
}

/// A number of any size: its sign (0 or 1) and its bytes, the least first.
pub fn big(sign: u8, magnitude: &[u8]) -> Vec<u8> {
    let length = u8::try_from(magnitude.len()).expect("a small number");
    [&[110, length, sign], magnitude].concat()
}

/// A double.
pub fn float(number: f64) -> Vec<u8> {
    [&[70], &number.to_bits().to_be_bytes()[..]].concat()
}

/// A string or bytes.
pub fn binary(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let bytes = bytes.as_ref();
    [&[109], &length(bytes.len())[..], bytes].concat()
}

/// An atom.
pub fn atom(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).expect("a short atom");
    [&[119, length], text.as_bytes()].concat()
}

/// A proper list.
pub fn list(items: &[Vec<u8>]) -> Vec<u8> {
    if items.is_empty() {
        return vec![106];
    }
    [&[108], &length(items.len())[..], &items.concat(), &[106]].concat()
}

/// A tuple of up to 255 elements.
pub fn tuple(items: &[Vec<u8>]) -> Vec<u8> {
    let arity = u8::try_from(items.len()).expect("a small tuple");
    [&[104, arity][..], &items.concat()].concat()
}

/// A dict, its keys as they are given.
pub fn map(pairs: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let flat: Vec<u8> = pairs
        .iter()
        .flat_map(|(k, v)| [&k[..], v].concat())
        .collect();
    [&[116], &length(pairs.len())[..], &flat].concat()
}

fn length(count: usize) -> [u8; 4] {
    u32::try_from(count).expect("a small term").to_be_bytes()
}

/// The atom of a constructor, by the contract: `module/path.Type`, and the variant where it is not
/// a struct.
pub fn constructor(contract: &Contract, type_name: &str, variant: Option<&str>) -> Vec<u8> {
    let def = contract
        .types
        .iter()
        .find(|def| def.full_name() == type_name);
    let def = def.unwrap_or_else(|| panic!("there is no type `{type_name}`"));
    let name = variant.unwrap_or(&def.type_name);
    let variant = def.variants.iter().find(|found| found.variant_name == name);
    let hash = variant.and_then(|variant| variant.wire_hash.as_ref());
    atom(
        hash.unwrap_or_else(|| panic!("{type_name} has no `{name}`"))
            .as_str(),
    )
}

/// A constructor with fields.
pub fn record(contract: &Contract, type_name: &str, fields: &[Vec<u8>]) -> Vec<u8> {
    variant(contract, type_name, None, fields)
}

/// A variant with fields.
pub fn variant(
    contract: &Contract,
    type_name: &str,
    variant: Option<&str>,
    fields: &[Vec<u8>],
) -> Vec<u8> {
    let head = constructor(contract, type_name, variant);
    tuple(&[&[head], fields].concat())
}
