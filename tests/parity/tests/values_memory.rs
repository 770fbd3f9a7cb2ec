//! What hostile input makes the readers of `libero-values` allocate. One test, so that no other thread
//! allocates while it counts.

#![allow(missing_docs)]

use std::alloc::System;

use contract_schema::FieldType;
use libero_values::{Model, etf};
use parity::files;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Bytes that may be kept for each byte of input: a value of one byte is 32 bytes, in a vector that
/// may have room for twice as many.
const PER_BYTE: usize = 130;

#[test]
fn what_is_allocated_is_a_constant_times_the_input() {
    let contract = files::contract();
    let model = Model::new(&contract).expect("sound");
    let list = FieldType::list(FieldType::INT);
    let nested = (0..40).fold(FieldType::INT, |ty, _| FieldType::list(ty));
    let count = 60_000_u32;
    let string = [&[131, 107, 255, 255][..], &[1].repeat(65_535)].concat();
    let ints = [
        &[131, 108][..],
        &count.to_be_bytes(),
        &[97, 1].repeat(count as usize),
        &[106],
    ]
    .concat();
    let claims = [&[131][..], &[108, 0, 0, 20, 0].repeat(40), &[106; 5000]].concat();
    for (ty, input) in [(&list, &string), (&list, &ints), (&nested, &claims)] {
        let region = Region::new(ALLOCATOR);
        let read = etf::read(&model, ty, input);
        let change = region.change();
        let kept = change
            .bytes_allocated
            .saturating_sub(change.bytes_deallocated);
        assert!(
            kept <= PER_BYTE * input.len() + 4096,
            "{kept} of {}",
            input.len()
        );
        drop(read);
    }
}
