//! The seeds through the checks of their targets, with no fuzzer.

use std::fs;
use std::path::{Path, PathBuf};

use hostile::{TARGETS, Target, dictionary, seeds};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

#[test]
fn what_must_hold_holds_for_every_seed() {
    for Target { name, check } in TARGETS {
        let seeds = files(&hostile::folder().join("seeds").join(name));
        assert!(seeds.len() > 10, "{name} has {} seeds", seeds.len());
        for path in seeds {
            // Captured unless the check fails: then it says which one it was.
            println!("{}", path.display());
            check(&fs::read(path).expect("a seed"));
        }
    }
}

#[test]
fn what_must_hold_holds_for_almost_nothing() {
    for Target { check, .. } in TARGETS {
        check(b"");
        for byte in 0..=u8::MAX {
            check(&[byte]);
        }
    }
}

#[test]
fn the_seeds_and_dictionaries_are_up_to_date() {
    let folder = hostile::folder();
    let seeds = seeds::all().into_iter().map(|seed| {
        let path = Path::new("seeds").join(seed.target).join(seed.name);
        (path, seed.bytes)
    });
    let dictionaries = dictionary::all().into_iter().map(|(name, text)| {
        let path = Path::new("dictionaries").join(format!("{name}.dict"));
        (path, text.into_bytes())
    });
    let stale: Vec<PathBuf> = seeds
        .chain(dictionaries)
        .filter(|(path, bytes)| fs::read(folder.join(path)).ok().as_ref() != Some(bytes))
        .map(|(path, _)| path)
        .collect();
    assert!(
        stale.is_empty(),
        "`cargo xtask fuzz --seeds` writes {stale:?} anew"
    );
}

#[test]
fn each_target_is_a_program() {
    let mut programs: Vec<String> = files(&hostile::folder().join("targets"))
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    programs.sort();
    let mut targets: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    targets.sort_unstable();
    assert_eq!(programs, targets);
}
