use std::fs;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::state::State;

fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = Utf8Path::from_path(folder.path())
        .expect("UTF-8")
        .to_owned();
    (folder, path)
}

#[test]
fn a_file_that_was_changed_a_moment_ago_is_not_trusted() {
    let (_folder, path) = folder();
    let path = path.join("a");
    fs::write(&path, "1").expect("written");
    assert!(!State::of(&path).expect("readable").is_settled());
    let settles = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        State::of(&path).expect("readable").is_settled()
    });
    assert!(settles);
}

#[test]
fn what_is_no_file_is_nothing() {
    let (_folder, path) = folder();
    for path in [path.clone(), path.join("none"), path.join("none/below")] {
        assert_eq!(
            State::of(&path).expect("readable"),
            State::Nothing,
            "{path}"
        );
    }
}

#[test]
fn what_we_write_shows_each_later_change_at_once() {
    let (_folder, path) = folder();
    let path = path.join("a");
    let state = crate::write::replace_noting(&path, b"1").expect("written");
    let Some(state) = state else {
        return; // a file system whose clock is too coarse
    };
    assert_eq!(State::of(&path).expect("readable"), state);
    fs::write(&path, "2").expect("written");
    assert_ne!(State::of(&path).expect("readable"), state);
}
