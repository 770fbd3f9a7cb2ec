//! Source in the middle of being written: it is shaken or refused, and never a panic.

use shake_support::{cases, files, write};
use tempfile::TempDir;

mod shake_support;

#[test]
fn source_with_a_hole_or_without_its_end_is_shaken_or_refused() {
    let (mut shaken, mut refused) = (0, 0);
    for (number, case) in cases().iter().enumerate() {
        let before = files(&case.folder.join("src"));
        for round in 0..12 {
            let mut broken = before.clone();
            let path = before.keys().nth((number + round) % before.len()).unwrap();
            let text = &before[path];
            let cut = (number * 7919 + round * 104_729) % text.len().max(1);
            let start = text.floor_char_boundary(cut);
            // A hole of some letters, or everything from there on.
            let length = if round % 3 == 0 {
                text.len()
            } else {
                1 + round * 5
            };
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            broken.insert(path.clone(), text[..start].to_owned() + &text[end..]);
            let folder = TempDir::new().unwrap();
            write(folder.path(), &broken);
            match case.shake_at(&folder.path().join("lib.rs"), vec![]) {
                Ok(_) => shaken += 1,
                Err(said) => {
                    assert!(!said.to_string().is_empty());
                    refused += 1;
                }
            }
        }
    }
    assert!(
        shaken > 20 && refused > 100,
        "{shaken} shaken, {refused} refused"
    );
}
