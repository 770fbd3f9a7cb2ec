//! The values are what the benchmarks say they are.

use std::fmt::Debug;

use libero_wire::{etf, json};
use payloads::Wire;

/// The length of the value's term; what it decodes to is the value again.
fn checked<T>(value: &T) -> usize
where
    T: Debug + PartialEq + etf::Encode<Wire> + etf::Decode<Wire>,
    T: json::Encode<Wire> + json::Decode<Wire>,
{
    let term = payloads::etf::to_vec(value).expect("a finite value");
    assert_eq!(payloads::etf::from_slice::<T>(&term).as_ref(), Ok(value));
    let text = payloads::json::to_vec(value).expect("a finite value");
    assert_eq!(payloads::json::from_slice::<T>(&text).as_ref(), Ok(value));
    term.len()
}

#[test]
fn values_are_of_the_sizes_that_are_told_and_read_back_as_they_were() {
    let sizes = [
        ("small_admin", checked(&payloads::small_admin()), 217, 0),
        ("type_matrix", checked(&payloads::type_matrix()), 489, 0),
        (
            "repeated_records",
            checked(&payloads::repeated_records()),
            11_800,
            100,
        ),
        (
            "nested_game",
            checked(&payloads::nested_game()),
            17_000,
            200,
        ),
        (
            "large_shots",
            checked(&payloads::large_shots()),
            71_000,
            700,
        ),
    ];
    for (name, size, told, tolerance) in sizes {
        println!("{name}: {size}");
        assert!(
            size.abs_diff(told) <= tolerance,
            "{name}: {size}, told {told}"
        );
    }
}
