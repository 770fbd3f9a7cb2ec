//! Values made up are values to the generated codecs too, and go through the plain form.

use libero_values::{Model, etf, plain, sample::Sampler, typed_json};
use parity::cases::{CASES, ONLY_RUST_CHECKS};
use parity::files;

#[test]
fn samples_of_every_type_are_values_to_the_generated_codecs() {
    let contract = files::contract();
    let model = Model::new(&contract).expect("sound");
    let sampler = Sampler::new(&model);
    let mut failures = vec![];
    for case in CASES {
        let ty = case.field_type();
        let edges = sampler.edges(&ty).expect("values");
        let mut values: Vec<_> = edges.into_iter().map(|edge| edge.value).collect();
        for seed in 0..5 {
            values.push(sampler.plausible(&ty, "", seed).expect("a value"));
        }
        for value in values {
            let etf = etf::write(&model, &ty, &value).expect("a term");
            let json = typed_json::write(&model, &ty, &value).expect("JSON");
            match (case.from_etf)(&etf) {
                Ok(written) if written.etf == etf && written.json == json => {}
                _ if ONLY_RUST_CHECKS.contains(&case.name) => {}
                Ok(_) => failures.push(format!("{}: other bytes for {value:?}", case.name)),
                Err(error) => failures.push(format!("{}: {error} for {value:?}", case.name)),
            }
            let form = plain::write(&model, &ty, &value).expect("a plain form");
            match plain::read(&model, &ty, &form) {
                Ok(again) if again == value => {}
                other => failures.push(format!("{}: {form} is read as {other:?}", case.name)),
            }
        }
    }
    let shown = failures[..failures.len().min(10)].join("\n");
    assert!(failures.is_empty(), "{} of them\n{shown}", failures.len());
}

#[test]
fn samples_are_the_same_every_time() {
    let contract = files::contract();
    let model = Model::new(&contract).expect("sound");
    for case in CASES {
        let ty = case.field_type();
        let one = Sampler::new(&model).plausible(&ty, "", 7);
        assert_eq!(
            one,
            Sampler::new(&model).plausible(&ty, "", 7),
            "{}",
            case.name
        );
    }
}
