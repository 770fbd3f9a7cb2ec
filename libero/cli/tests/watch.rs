//! `libero gen --watch`, while files are edited.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

mod support;

use support::{package, write};

const MANIFEST: &str = "[package]\nname = \"app\"\n[dependencies]\nlibero-wire = \"0.1\"\n\
    [package.metadata.libero]\ncontract = \"generated/contract.json\"\n";
const ROOT: &str = "pub mod pages;\npub struct ServerContext;\n";
const PAGES: &str = "use crate::ServerContext;\npub struct Task { pub id: u32 }\n\
    pub fn server_load(id: u32, cx: &ServerContext) -> Result<Task, String> { todo!() }\n";

/// A watcher and what it says, line by line, of both of its outputs.
struct Watch {
    folder: tempfile::TempDir,
    child: Child,
    lines: Receiver<String>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watch {
    fn start(args: &[&str]) -> Self {
        Self::of(
            package(&[
                ("Cargo.toml", MANIFEST),
                ("src/lib.rs", ROOT),
                ("src/pages.rs", PAGES),
            ]),
            args,
        )
    }

    fn of(folder: tempfile::TempDir, args: &[&str]) -> Self {
        // One for both: in the order in which a person sees it.
        let (reader, writer) = std::io::pipe().expect("a pipe");
        let child = support::command(folder.path(), &[&["gen", "--watch"], args].concat())
            .stdin(Stdio::null())
            .stdout(writer.try_clone().expect("a pipe"))
            .stderr(writer)
            .spawn()
            .expect("the program starts");
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(reader).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let watch = Self {
            folder,
            child,
            lines,
        };
        watch.until("libero: watching ");
        watch
    }

    /// The lines up to one with this part.
    fn until(&self, part: &str) -> Vec<String> {
        let mut seen = vec![];
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(30));
            let Ok(line) = line else {
                panic!("no `{part}` in\n{}", seen.join("\n"));
            };
            seen.push(line);
            if seen.last().is_some_and(|line| line.contains(part)) {
                return seen;
            }
        }
    }

    /// Asserts that one line was said, and no other within a time in which one would come.
    fn one_line(&self, part: &str) {
        assert_eq!(self.until(part).len(), 1, "{part}");
        let more = self.lines.recv_timeout(Duration::from_millis(400));
        assert_eq!(more, Err(RecvTimeoutError::Timeout), "after {part}");
    }

    fn at(&self) -> &Path {
        self.folder.path()
    }

    fn contract(&self) -> String {
        fs::read_to_string(self.at().join("generated/contract.json")).expect("a contract")
    }
}

#[test]
fn a_save_is_one_line() {
    let watch = Watch::start(&[]);
    let edited = PAGES.replace("id: u32 }", "id: u32, pub title: String }");
    write(watch.at(), "src/pages.rs", &edited);
    watch.one_line(
        "libero: src/pages.rs: type Task changed, 1 endpoint has another hash; 1 file written; ",
    );
    assert!(watch.contract().contains("title"));

    let more = format!(
        "{edited}pub fn server_count(cx: &ServerContext) -> Result<u32, ()> {{ todo!() }}\n"
    );
    write(watch.at(), "src/pages.rs", &more);
    watch.one_line("libero: src/pages.rs: endpoint count added; 1 file written; ");

    write(
        watch.at(),
        "src/pages.rs",
        &format!("{more}fn nothing() {{}}\n"),
    );
    watch.one_line("libero: src/pages.rs: no change to the contract; nothing to write; ");
}

#[test]
fn every_way_in_which_editors_save_is_seen() {
    let watch = Watch::start(&[]);
    let path = watch.at().join("src/pages.rs");
    let text = |field: &str| PAGES.replace("id: u32 }", &format!("{field}: u32 }}"));
    let is_there = |field: &str| {
        watch.until(": type Task changed");
        assert!(watch.contract().contains(&format!("\"{field}\"")));
    };
    // A new file in place of the old one.
    write(watch.at(), "src/.pages.rs.swp", &text("moved"));
    fs::rename(watch.at().join("src/.pages.rs.swp"), &path).expect("moved");
    is_there("moved");
    // The old file is kept beside the new one.
    fs::rename(&path, watch.at().join("src/pages.rs~")).expect("moved");
    fs::write(&path, text("backed")).expect("written");
    is_there("backed");
    // Deleted, and made again in a moment.
    fs::remove_file(&path).expect("deleted");
    std::thread::sleep(Duration::from_millis(50));
    fs::write(&path, text("again")).expect("written");
    is_there("again");
    // As long as before.
    fs::write(&path, text("agane")).expect("written");
    is_there("agane");
}

#[test]
fn a_file_that_is_written_in_pieces_is_read_whole() {
    let watch = Watch::start(&[]);
    let path = watch.at().join("src/pages.rs");
    // On a busy machine a pause may become longer than the watcher waits.
    let is_read_whole = (0..10).any(|round| {
        let text = PAGES.replace(
            "id: u32 }",
            &format!("id: u32, pub title{round}: String }}"),
        );
        for end in [0, 40, text.len() - 10, text.len()] {
            fs::write(&path, &text[..end]).expect("written");
            std::thread::sleep(Duration::from_millis(30));
        }
        let lines = watch.until("libero: src/pages.rs: type Task changed");
        assert!(watch.contract().contains(&format!("title{round}")));
        lines.len() == 1
    });
    assert!(is_read_whole);
}

#[test]
fn what_is_wrong_is_told_once_and_nothing_is_written_until_it_is_right() {
    let watch = Watch::start(&[]);
    let before = watch.contract();
    write(
        watch.at(),
        "src/pages.rs",
        &PAGES.replace("u32 }", "Missing }"),
    );
    let told = watch.until("libero: src/pages.rs: 1 error; nothing was written; ");
    assert!(told[0].starts_with("error[L"), "{told:?}");
    write(watch.at(), "src/lib.rs", &format!("{ROOT}\n"));
    watch.one_line("libero: src/lib.rs: the same 1 error; nothing was written; ");
    assert_eq!(watch.contract(), before);
    write(watch.at(), "src/pages.rs", PAGES);
    watch.one_line("libero: src/pages.rs: no change to the contract; ");
}

#[test]
fn a_root_that_is_empty_for_long_costs_no_outputs() {
    let watch = Watch::start(&[]);
    let before = watch.contract();
    write(watch.at(), "src/lib.rs", "");
    watch.until("libero: src/lib.rs: nothing is left of the contract; nothing was written: ");
    assert_eq!(watch.contract(), before);
    write(watch.at(), "src/lib.rs", ROOT);
    watch.until("libero: src/lib.rs: no change to the contract; nothing to write; ");
}

#[test]
fn a_warning_is_read_once() {
    // No `mod` leads to what is written: a warning of each run.
    let manifest = format!("{MANIFEST}rust = \"src/generated/libero\"\n");
    let files = [
        ("Cargo.toml", &*manifest),
        ("src/lib.rs", ROOT),
        ("src/pages.rs", PAGES),
    ];
    let watch = Watch::of(package(&files), &[]);
    let is_no_warning = |line: &String| !line.starts_with("warning");
    let broken = PAGES.replace("u32 }", "Missing }");
    for (text, last) in [
        (&*broken, "nothing was written; "),
        (PAGES, "no change to the contract"),
    ] {
        write(watch.at(), "src/pages.rs", text);
        let told = watch.until(last);
        assert!(told.iter().all(is_no_warning), "{told:?}");
    }
}

#[test]
fn modules_are_deleted_moved_and_made() {
    let watch = Watch::start(&[]);
    let src = watch.at().join("src");
    fs::remove_file(src.join("pages.rs")).expect("deleted");
    let told = watch.until("libero: src/pages.rs deleted: 1 error; nothing was written; ");
    assert!(
        told[0].contains("there is no file for module `pages`"),
        "{told:?}"
    );
    // In a folder that was not there.
    write(watch.at(), "src/pages/mod.rs", PAGES);
    watch.one_line("libero: src/pages/mod.rs created: no change to the contract; ");
    // In one go.
    fs::rename(src.join("pages"), src.join("other")).expect("moved");
    write(watch.at(), "src/lib.rs", &ROOT.replace("pages", "other"));
    watch.until("; 1 file written; ");
    assert!(watch.contract().contains("\"module_path\":\"other\""));
    // Another one, its file before its declaration.
    write(watch.at(), "src/more.rs", "pub struct More { pub x: u8 }\n");
    let root = ROOT.replace("pages", "other") + "pub mod more;\n";
    write(watch.at(), "src/lib.rs", &root);
    watch.until("libero: src/lib.rs: no change to the contract; ");
    let with_more = PAGES.replace("id: u32 }", "id: u32, pub more: crate::more::More }");
    write(watch.at(), "src/other/mod.rs", &with_more);
    watch.one_line("libero: src/other/mod.rs: type More added, type Task changed, ");
    // The whole source away and back.
    fs::rename(&src, watch.at().join("away")).expect("moved");
    watch.until("nothing was written; ");
    fs::rename(watch.at().join("away"), &src).expect("moved");
    watch.until("no change to the contract; ");
    write(watch.at(), "src/other/mod.rs", PAGES);
    watch.one_line("libero: src/other/mod.rs: type Task changed, type More removed, ");
}

#[test]
fn settings_are_watched_as_well() {
    let watch = Watch::start(&[]);
    write(
        watch.at(),
        "Cargo.toml",
        &MANIFEST.replace("generated/", "made/"),
    );
    watch.one_line("libero: Cargo.toml: no change to the contract; ");
    assert!(watch.at().join("made/contract.json").is_file());
    write(watch.at(), "Cargo.toml", "[package");
    watch.until("libero: Cargo.toml: 1 error; nothing was written; ");
    fs::remove_file(watch.at().join("Cargo.toml")).expect("deleted");
    watch.until("libero: Cargo.toml deleted: 1 error; nothing was written; ");
    write(watch.at(), "Cargo.toml", MANIFEST);
    watch.one_line("libero: Cargo.toml created: no change to the contract; ");
}

#[test]
fn it_starts_where_something_is_wrong_and_goes_on_when_it_is_mended() {
    let folder = package(&[
        ("Cargo.toml", MANIFEST),
        ("src/lib.rs", ROOT),
        ("src/pages.rs", "pub struct Task {"),
    ]);
    let watch = Watch::of(folder, &[]);
    assert!(!watch.at().join("generated").exists());
    write(watch.at(), "src/pages.rs", PAGES);
    watch.one_line("libero: src/pages.rs: 1 type, 1 endpoint; ");
    assert!(watch.contract().contains("Task"));
}

#[test]
fn what_is_written_among_the_source_is_no_change() {
    let manifest = format!("{MANIFEST}rust = \"src/generated/libero\"\njs = \"src/sdk\"\n");
    let root = format!("mod generated {{ pub mod libero; }}\n{ROOT}");
    let folder = package(&[
        ("Cargo.toml", &manifest),
        ("src/lib.rs", &root),
        ("src/pages.rs", PAGES),
    ]);
    let watch = Watch::of(folder, &[]);
    for field in ["first", "second"] {
        let edited = PAGES.replace("id: u32 }", &format!("{field}: u32 }}"));
        write(watch.at(), "src/pages.rs", &edited);
        watch.one_line("libero: src/pages.rs: type Task changed, ");
    }
}

#[test]
fn a_program_is_told_in_its_own_words() {
    let watch = Watch::start(&["--message-format", "cargo-json"]);
    write(watch.at(), "src/pages.rs", "pub struct Task {");
    let told = watch.until("libero: src/pages.rs: 1 error; nothing was written; ");
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told[0].contains("\"reason\":\"compiler-message\""),
        "{told:?}"
    );
    assert_eq!(told[1], "{\"reason\":\"build-finished\",\"success\":false}");
    write(watch.at(), "src/pages.rs", PAGES);
    let told = watch.until("libero: src/pages.rs: no change to the contract; ");
    assert_eq!(told[0], "{\"reason\":\"build-finished\",\"success\":true}");
}

#[test]
fn after_any_storm_of_edits_the_outputs_are_those_of_a_fresh_run() {
    let watch = Watch::start(&[]);
    let src = watch.at().join("src");
    let mut random: u32 = 7;
    for step in 0..300 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let text = PAGES.replace("id: u32 }", &format!("f{step}: u32 }}"));
        let (file, folder) = (src.join("pages.rs"), src.join("pages"));
        // Each may find that there is nothing to do it to.
        let _ = match random >> 29 {
            0 => fs::remove_file(&file),
            1 => fs::create_dir(&folder).and_then(|()| fs::rename(&file, folder.join("mod.rs"))),
            2 => fs::remove_dir_all(&folder),
            3 => fs::write(&file, &text[..text.len() / 2]),
            4 => fs::rename(&src, watch.at().join("away"))
                .and_then(|()| fs::rename(watch.at().join("away"), &src)),
            _ => fs::write(&file, &text),
        };
        if random.is_multiple_of(5) {
            std::thread::sleep(Duration::from_millis(u64::from(random >> 8) % 40));
        }
    }
    let _ = fs::remove_dir_all(src.join("pages"));
    write(
        watch.at(),
        "src/pages.rs",
        &PAGES.replace("id: u32 }", "last: u32 }"),
    );
    let is_true = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        support::libero(watch.at(), &["gen", "--check"]).0 == 0
    });
    let said: Vec<String> = watch.lines.try_iter().collect();
    assert!(is_true, "{}", said.join("\n"));
    assert!(watch.contract().contains("\"last\""));
}

#[test]
fn a_stamp_is_left_once_the_files_are_at_rest() {
    let watch = Watch::start(&[]);
    fs::create_dir(watch.at().join("target")).expect("a folder");
    write(
        watch.at(),
        "src/pages.rs",
        &format!("{PAGES}fn nothing() {{}}\n"),
    );
    watch.one_line("no change to the contract");
    let left = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        fs::read_dir(watch.at().join("target/libero")).is_ok_and(|mut files| files.next().is_some())
    });
    assert!(left);
}

#[test]
fn there_must_be_something_to_watch() {
    let folder = package(&[]);
    let args = ["gen", "--watch", "--manifest-path", "none/Cargo.toml"];
    let (code, out, err) = support::libero(folder.path(), &args);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(err, "error: there is no `none/Cargo.toml`\n");
    let (code, _, err) = support::libero(folder.path(), &["gen", "--watch", "--check"]);
    assert_eq!(code, 2);
    assert!(err.contains("cannot be used with"), "{err}");
}
