//! Diagnostics as people and editors get them.

use serde_json::Value;

use crate::diagnostic::render::{closing_lines, human, json};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::load::SourceSet;

/// Two files, and a span for the n-th time that a piece of text stands in one of them.
fn sources() -> SourceSet {
    let mut sources = SourceSet::default();
    sources.add(
        "src/a.rs",
        "struct Seite {\n\tgröße: 日本語, b: f32,\n}\n".to_owned(),
    );
    sources.add("src/b.rs", "type 日本語 = u8;\r\n".to_owned());
    sources
}

fn at(sources: &SourceSet, file: u32, piece: &str) -> Span {
    let file = crate::load::FileId(file);
    let start = sources.text(file).find(piece).expect("it is there");
    let place = |byte: usize| u32::try_from(byte).expect("small");
    Span {
        file,
        start: place(start),
        end: place(start + piece.len()),
    }
}

fn sample(sources: &SourceSet) -> Diagnostic {
    let span = at(sources, 0, "日本語");
    Diagnostic::error(Code(50), "this cannot be a key", span, "a key")
        .also(at(sources, 0, "b: f32"), "beside it")
        .also(at(sources, 1, "日本語"), "declared here")
        .trail(vec!["server_x".into(), "Seite.größe".into()])
        .note("a fact")
        .help("do this")
}

#[test]
fn a_diagnostic_is_drawn_with_tabs_wide_characters_and_two_files() {
    let sources = sources();
    let expected = "\
error[L0050]: this cannot be a key
 --> src/a.rs:2:9
  |
2 |     größe: 日本語, b: f32,
  |            ^^^^^^  ------ beside it
  |            |
  |            a key
  |
 ::: src/b.rs:1:6
  |
1 | type 日本語 = u8;
  |      ------ declared here
  |
  = note: reached by server_x -> Seite.größe
  = note: a fact
  = help: do this
";
    assert_eq!(human(&sample(&sources), &sources, false), expected);
    assert!(human(&sample(&sources), &sources, true).contains("\u{1b}["));
}

#[test]
fn a_diagnostic_without_a_place_is_drawn() {
    let sources = sources();
    let drawn = human(
        &Diagnostic::global(Code(1), "no Cargo.toml"),
        &sources,
        false,
    );
    assert_eq!(drawn, "error[L0001]: no Cargo.toml\n");
}

#[test]
fn json_has_the_shape_of_rustc() {
    let sources = sources();
    let line = json(&sample(&sources), &sources);
    assert!(!line.contains('\n'));
    let value: Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(value["$message_type"], "diagnostic");
    let message = &value;
    assert_eq!(message["message"], "this cannot be a key");
    assert_eq!(message["level"], "error");
    assert_eq!(message["code"]["code"], "L0050");
    assert_eq!(
        message["rendered"],
        human(&sample(&sources), &sources, false)
    );
    let levels = message["children"].as_array().expect("children").iter();
    let levels: Vec<&str> = levels.filter_map(|child| child["level"].as_str()).collect();
    assert_eq!(levels, ["note", "note", "help"]);

    let span = &message["spans"][0];
    let expected = [
        ("byte_start", 25),
        ("byte_end", 34),
        ("line_start", 2),
        ("line_end", 2),
        ("column_start", 9),
        ("column_end", 12),
    ];
    for (key, number) in expected {
        assert_eq!(span[key], number, "{key}");
    }
    assert_eq!(span["file_name"], "src/a.rs");
    assert_eq!(span["is_primary"], true);
    assert_eq!(span["label"], "a key");
    assert_eq!(span["text"][0]["text"], "\tgröße: 日本語, b: f32,");
    assert_eq!(span["text"][0]["highlight_start"], 9);
    assert_eq!(message["spans"][2]["file_name"], "src/b.rs");
    assert_eq!(message["spans"][2]["is_primary"], false);
}

#[test]
fn spans_that_are_off_never_panic() {
    let sources = sources();
    let file = crate::load::FileId(0);
    for (start, end) in [
        (0, 0),
        (18, 19),
        (27, 26),
        (9, 3),
        (40, 90),
        (900, 1000),
        (15, 44),
    ] {
        let span = Span { file, start, end };
        let diagnostic = Diagnostic::warning(Code(1), "x", span, "y").also(span, "");
        assert!(!human(&diagnostic, &sources, false).is_empty());
        assert!(!json(&diagnostic, &sources).is_empty());
    }
}

#[test]
fn the_end_counts_errors_and_says_where_to_read_more() {
    let sources = sources();
    let error = |code| Diagnostic::global(Code(code), "x");
    let note = Diagnostic::note_at(Code(1), "x", at(&sources, 0, "b"), "");
    let warning = Diagnostic::warning(Code(81), "x", at(&sources, 0, "b"), "");
    let cases = [
        (vec![note.clone()], None),
        (
            vec![warning.clone()],
            Some("for more: libero explain L0081"),
        ),
        (
            vec![note, error(30)],
            Some("error: 1 error; nothing was written\nfor more: libero explain L0030"),
        ),
        (
            vec![warning, error(30), error(5), error(30)],
            Some(
                "error: 3 errors; nothing was written\nfor more: libero explain L0005 L0030 L0081",
            ),
        ),
    ];
    for (diagnostics, expected) in cases {
        assert_eq!(closing_lines(&diagnostics).as_deref(), expected);
    }
}
