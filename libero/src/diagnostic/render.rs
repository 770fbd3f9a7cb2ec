//! Drawing diagnostics for people and for editors.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use annotate_snippets::renderer::Renderer;
use annotate_snippets::{AnnotationKind, Group, Level, Snippet};
use serde_json::{Value, json};

use crate::diagnostic::{Code, Diagnostic, Fix, Label, Severity, Span, explain};
use crate::load::{FileId, SourceSet};

/// Draws one diagnostic in rustc's manner, with a newline at its end.
pub fn human(diagnostic: &Diagnostic, sources: &SourceSet, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let level = level(diagnostic.severity);
    let title = level
        .primary_title(diagnostic.title.as_str())
        .id(diagnostic.code.to_string());
    let mut group = Group::with_title(title);
    for (file, labels) in by_file(diagnostic) {
        let text = sources.text(file);
        let shown = lines_around(text, &labels);
        let line_start = 1 + count_lines(&text[..shown.start]);
        let mut snippet = Snippet::source(&text[shown.clone()])
            .path(sources.display_path(file).as_str())
            .line_start(line_start);
        for (primary, label) in labels {
            let kind = if primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let range = range(text, label.span);
            let range = range.start - shown.start..range.end - shown.start;
            let annotation = kind.span(range);
            snippet = snippet.annotation(if label.text.is_empty() {
                annotation
            } else {
                annotation.label(label.text.as_str())
            });
        }
        group = group.element(snippet);
    }
    for (kind, text) in children(diagnostic) {
        let level = if kind == "help" {
            Level::HELP
        } else {
            Level::NOTE
        };
        group = group.element(level.message(text));
    }
    let mut drawn = renderer.render(&[group]);
    drawn.push('\n');
    drawn
}

/// One line of JSON in the form of `rustc --error-format json`, without a newline. Columns are in
/// characters from 1, offsets in bytes from 0.
pub fn json(diagnostic: &Diagnostic, sources: &SourceSet) -> String {
    let mut spans = vec![];
    if let Some(label) = &diagnostic.primary {
        spans.push(json_span(label, true, sources));
    }
    for label in &diagnostic.secondary {
        spans.push(json_span(label, false, sources));
    }
    let children: Vec<Value> = children(diagnostic)
        .into_iter()
        .map(|(level, message)| {
            let fix = diagnostic.fix.as_ref().filter(|_| level == "help");
            let spans: Vec<Value> = fix.map(|fix| fix_span(fix, sources)).into_iter().collect();
            json!({
                "message": message,
                "code": null,
                "level": level,
                "spans": spans,
                "children": [],
                "rendered": null,
            })
        })
        .collect();
    json!({
        "$message_type": "diagnostic",
        "message": diagnostic.title,
        "code": {
            "code": diagnostic.code.to_string(),
            "explanation": explain::of(diagnostic.code).map(explain::Explanation::markdown),
        },
        "level": level_name(diagnostic.severity),
        "spans": spans,
        "children": children,
        "rendered": human(diagnostic, sources, false),
    })
    .to_string()
}

/// What ends a run: `error: 3 errors; nothing was written`, and where to read more of errors and warnings.
/// None where there are neither.
pub fn closing_lines(diagnostics: &[Diagnostic]) -> Option<String> {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .count();
    let lines = match errors {
        0 => String::new(),
        1 => "error: 1 error; nothing was written\n".to_owned(),
        _ => format!("error: {errors} errors; nothing was written\n"),
    };
    let told = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity != Severity::Note);
    let codes: BTreeSet<Code> = told.map(|diagnostic| diagnostic.code).collect();
    if codes.is_empty() {
        return None;
    }
    let codes: Vec<String> = codes.iter().map(Code::to_string).collect();
    Some(lines + "for more: libero explain " + &codes.join(" "))
}

/// The trail, the notes, then the help.
fn children(diagnostic: &Diagnostic) -> Vec<(&'static str, String)> {
    let mut children = vec![];
    if !diagnostic.trail.is_empty() {
        let trail = diagnostic.trail.join(" -> ");
        children.push(("note", format!("reached by {trail}")));
    }
    for note in &diagnostic.notes {
        children.push(("note", note.clone()));
    }
    if let Some(help) = &diagnostic.help {
        children.push(("help", help.clone()));
    }
    children
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn level_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The labels of each file, that of the primary label first.
fn by_file(diagnostic: &Diagnostic) -> Vec<(FileId, Vec<(bool, &Label)>)> {
    let primary = diagnostic.primary.iter().map(|label| (true, label));
    let secondary = diagnostic.secondary.iter().map(|label| (false, label));
    let mut files: BTreeMap<(bool, FileId), Vec<(bool, &Label)>> = BTreeMap::new();
    let first = diagnostic.primary.as_ref().map(|label| label.span.file);
    for (is_primary, label) in primary.chain(secondary) {
        let file = label.span.file;
        let place = (Some(file) != first, file);
        files.entry(place).or_default().push((is_primary, label));
    }
    files
        .into_iter()
        .map(|((_, file), labels)| (file, labels))
        .collect()
}

/// A range that can be cut out of the text: in bounds, and on character boundaries.
fn range(text: &str, span: Span) -> Range<usize> {
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.ceil_char_boundary(span.end as usize);
    start..end.max(start)
}

/// The whole lines that hold all labels.
fn lines_around(text: &str, labels: &[(bool, &Label)]) -> Range<usize> {
    let ranges = labels.iter().map(|(_, label)| range(text, label.span));
    let (start, end) = ranges.fold((text.len(), 0), |(start, end), range| {
        (start.min(range.start), end.max(range.end))
    });
    let start = text[..start].rfind('\n').map_or(0, |place| place + 1);
    let rest = text[end..].split('\n').next().unwrap_or_default();
    // The first half of a Windows line end is not part of the line.
    let end = end + rest.strip_suffix('\r').unwrap_or(rest).len();
    start..end
}

fn count_lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

fn json_span(label: &Label, is_primary: bool, sources: &SourceSet) -> Value {
    let text = sources.text(label.span.file);
    let range = range(text, label.span);
    let (line_start, column_start) = place(text, range.start);
    let (line_end, column_end) = place(text, range.end);
    let lines = text.lines().enumerate().skip(line_start - 1);
    let shown: Vec<Value> = lines
        .take(line_end + 1 - line_start)
        .map(|(index, line)| {
            let width = line.chars().count() + 1;
            let start = if index + 1 == line_start {
                column_start
            } else {
                1
            };
            let end = if index + 1 == line_end {
                column_end
            } else {
                width
            };
            json!({ "text": line, "highlight_start": start, "highlight_end": end })
        })
        .collect();
    json!({
        "file_name": sources.display_path(label.span.file).as_str(),
        "byte_start": range.start,
        "byte_end": range.end,
        "line_start": line_start,
        "line_end": line_end,
        "column_start": column_start,
        "column_end": column_end,
        "is_primary": is_primary,
        "label": (!label.text.is_empty()).then_some(&label.text),
        "text": shown,
        "suggested_replacement": null,
        "suggestion_applicability": null,
        "expansion": null,
    })
}

fn fix_span(fix: &Fix, sources: &SourceSet) -> Value {
    let place = Label {
        span: fix.span,
        text: String::new(),
    };
    let mut span = json_span(&place, true, sources);
    let applicability = if fix.certain {
        "MachineApplicable"
    } else {
        "MaybeIncorrect"
    };
    span["suggested_replacement"] = fix.replacement.as_str().into();
    span["suggestion_applicability"] = applicability.into();
    span
}

/// Line and column of a byte, both from 1, the column in characters.
pub fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(byte)];
    let line = before.rfind('\n').map_or(0, |place| place + 1);
    (1 + count_lines(before), 1 + before[line..].chars().count())
}

#[cfg(test)]
#[path = "render_tests.rs"]
mod tests;
