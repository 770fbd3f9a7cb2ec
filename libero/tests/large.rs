//! Large inputs: time grows with their size and not faster.

use std::fmt::Write as _;
use std::time::Instant;

use libero::load::from_memory;
use libero::resolve::{Input, resolve};
use libero::rules;
use libero::seal::seal;

/// `count` structs in modules of a hundred, each with ten fields, in chains across the modules.
fn source(count: usize) -> String {
    let mut text = String::from("pub struct ServerContext;\n");
    for module in 0..count / 100 {
        writeln!(
            text,
            "pub mod m{module} {{\nuse std::collections::HashMap;\nuse super::*;"
        )
        .unwrap();
        for index in 0..100 {
            let next = (module * 100 + index + 1) % count;
            let next = format!("m{}::T{}", next / 100, next % 100);
            writeln!(
                text,
                "/// A type.\npub struct T{index} {{ pub a: u32, pub b: String, pub c: Option<f64>, \
                 pub d: Vec<{next}>, pub e: HashMap<String, {next}>, pub f: bool, pub g: Vec<u8>, \
                 pub h: (u8, u16), pub i: Option<Box<{next}>>, pub j: i64 }}"
            )
            .unwrap();
        }
        text.push_str("}\n");
    }
    text.push_str("pub fn server_load(cx: &ServerContext) -> Result<m0::T0, ()> { todo!() }\n");
    text
}

fn seconds(count: usize) -> f64 {
    let text = source(count);
    let (project, sources, mut diagnostics) = from_memory(&[("src/lib.rs", &text)]);
    let input = Input::default();
    let started = Instant::now();
    let (graph, unresolved) = resolve(&project, &input);
    diagnostics.extend(unresolved.sorted(&sources));
    let resolved = started.elapsed();
    let checked = rules::check(graph, &mut diagnostics).expect("nothing is refused");
    let checked_at = started.elapsed();
    let sealed = seal(&checked, &sources);
    let all = started.elapsed();
    println!("{count}: resolve {resolved:?}, rules at {checked_at:?}, seal at {all:?}");
    assert_eq!(sealed.contract.types.len(), count + 1);
    all.as_secs_f64()
}

#[test]
fn ten_times_the_types_take_about_ten_times_as_long() {
    seconds(100); // warm up
    let small = seconds(1_000);
    let large = seconds(10_000);
    assert!(
        large < small * 40.0 + 0.5,
        "1,000 types: {small} s, 10,000: {large} s"
    );
}
