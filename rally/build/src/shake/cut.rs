//! The text of a file without what goes. Lines and columns of what stays are as they were.
//!
//! A comment that is no doc comment belongs to the item that it stands right in front of, or behind on the same
//! line; it stays or goes with it, and goes if it belongs to none.

use std::ops::Range;

use super::program::{File, NodeId, Piece, Program, What};

/// What is left of a file.
pub(super) fn cut(program: &Program, file: &File, is_live: &impl Fn(NodeId) -> bool) -> String {
    let mut cut = Cut {
        text: &file.text,
        off: &|node| &program.node(node).body.off,
        is_live,
        kept: vec![],
    };
    cut.body(&(0..file.text.len()), &file.layout);
    cut.render()
}

struct Cut<'a, F> {
    text: &'a str,
    /// What is switched off inside of a node.
    off: &'a dyn Fn(NodeId) -> &'a [Range<usize>],
    is_live: &'a F,
    /// In the order of the text.
    kept: Vec<Range<usize>>,
}

impl<F: Fn(NodeId) -> bool> Cut<'_, F> {
    /// A file, or what stands between two braces: only its pieces and their comments stay.
    fn body(&mut self, range: &Range<usize>, pieces: &[Piece]) {
        let mut start = range.start;
        for (at, piece) in pieces.iter().enumerate() {
            let end = pieces
                .get(at + 1)
                .map_or(range.end, |next| next.range.start);
            if self.stays(piece) {
                let before = comments(self.text, start..piece.range.start);
                self.kept
                    .extend(leading(self.text, &before, piece.range.start));
                self.piece(piece);
                let behind = comments(self.text, piece.range.end..end);
                self.kept
                    .extend(trailing(self.text, &behind, piece.range.end));
            }
            start = piece.range.end;
        }
    }

    fn stays(&self, piece: &Piece) -> bool {
        match &piece.what {
            What::Whole(node) | What::Braced { node, .. } => (self.is_live)(*node),
            What::Group(pieces) => pieces.iter().any(|piece| self.stays(piece)),
            What::Fixed => true,
            What::Off => false,
        }
    }

    fn piece(&mut self, piece: &Piece) {
        match &piece.what {
            What::Braced { inside, pieces, .. } => {
                self.kept.push(piece.range.start..inside.start);
                self.body(inside, pieces);
                self.kept.push(inside.end..piece.range.end);
            }
            What::Group(pieces) => self.group(&piece.range, pieces),
            What::Whole(node) => self.whole(*node, &piece.range),
            What::Fixed => self.kept.push(piece.range.clone()),
            What::Off => {}
        }
    }

    fn group(&mut self, range: &Range<usize>, pieces: &[Piece]) {
        let mut start = range.start;
        for piece in pieces {
            self.bare(start..piece.range.start);
            start = piece.range.end;
            if self.stays(piece) {
                self.piece(piece);
            } else {
                let behind = after_blanks(self.text, start..range.end);
                if self.text[behind..range.end].starts_with(',') {
                    start = behind + 1;
                }
            }
        }
        self.bare(start..range.end);
    }

    /// Keeps a range without its comments, and without white space, which [`Self::render`] makes again.
    fn bare(&mut self, range: Range<usize>) {
        let mut at = after_blanks(self.text, range.clone());
        while at < range.end {
            let rest = &self.text[at..range.end];
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let length = rest[..length]
                .find("/*")
                .or(rest[..length].find("//"))
                .unwrap_or(length);
            self.kept.push(at..at + length);
            at = after_blanks(self.text, at + length..range.end);
        }
    }

    /// Keeps a node without what is switched off in it, and without the comments of that.
    fn whole(&mut self, node: NodeId, range: &Range<usize>) {
        let mut start = range.start;
        for off in (self.off)(node) {
            if range.start <= off.start && off.end <= range.end {
                let end = start_of_comments(self.text, off.start);
                let end = self.text[..end].trim_end().len();
                if start < end {
                    self.kept.push(start..end);
                }
                let behind = comments(
                    self.text,
                    off.end..after_blanks(self.text, off.end..range.end),
                );
                let behind = trailing(self.text, &behind, off.end);
                let from = behind.last().map_or(off.end, |comment| comment.end);
                start = range.end - self.text[from..range.end].trim_start().len();
            }
        }
        self.kept.push(start..range.end);
    }

    fn render(&self) -> String {
        let mut rendered = String::with_capacity(self.text.len());
        let mut at = 0;
        for range in &self.kept {
            gap(&self.text[at..range.start], &mut rendered);
            rendered.push_str(&self.text[range.clone()]);
            at = range.end;
        }
        if !rendered.is_empty() {
            rendered.push_str(if self.text.contains("\r\n") {
                "\r\n"
            } else {
                "\n"
            });
        }
        rendered
    }
}

/// White space that is as high and, on its last line, as wide.
fn gap(text: &str, rendered: &mut String) {
    let (lines, last) = match text.rfind('\n') {
        Some(end) => text.split_at(end + 1),
        None => ("", text),
    };
    for line in lines.split_inclusive('\n') {
        rendered.push_str(if line.ends_with("\r\n") { "\r\n" } else { "\n" });
    }
    rendered.extend(last.chars().map(|one| if one == '\t' { '\t' } else { ' ' }));
}

/// The first place of a range that is neither white space nor comment.
fn after_blanks(text: &str, range: Range<usize>) -> usize {
    let mut at = range.start;
    loop {
        let rest = &text[at..range.end];
        at = range.end - rest.trim_start().len();
        match comment_length(&text[at..range.end]) {
            Some(length) => at += length,
            None => return at,
        }
    }
}

/// The length of the comment that a text starts with.
fn comment_length(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        Some(text.find('\n').unwrap_or(text.len()))
    } else {
        text.starts_with("/*").then(|| block_comment(text))
    }
}

/// The comments of a text that holds nothing else.
fn comments(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut comments = vec![];
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let Some(length) = comment_length(rest) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        comments.push(at..at + text[at..at + length].trim_end().len());
        at += length;
    }
    comments
}

/// The length of the block comment that a text starts with; they nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The comments that stand right in front of a piece, without an empty line between.
fn leading(text: &str, comments: &[Range<usize>], piece: usize) -> Vec<Range<usize>> {
    let mut next = piece;
    let mut first = comments.len();
    for (at, comment) in comments.iter().enumerate().rev() {
        let line = text[..comment.start]
            .rsplit('\n')
            .next()
            .unwrap_or_default();
        let between = text[comment.end..next].matches('\n').count();
        // Behind something else on a line of its own.
        let is_behind = !line.trim().is_empty() && between > 0;
        if between > 1 || is_behind {
            break;
        }
        (first, next) = (at, comment.start);
    }
    comments[first..].to_vec()
}

/// Where the lines start that hold nothing but comments, in front of a place.
fn start_of_comments(text: &str, place: usize) -> usize {
    let mut start = place;
    let mut lines = text[..place].split_inclusive('\n').rev();
    let indent = lines.next().filter(|line| line.trim().is_empty());
    let mut at = place - indent.map_or(0, str::len);
    for line in lines.take_while(|line| indent.is_some() && line.trim_start().starts_with("//")) {
        at -= line.len();
        start = at;
    }
    start
}

/// The comments behind a piece on its last line.
fn trailing(text: &str, comments: &[Range<usize>], piece: usize) -> Vec<Range<usize>> {
    let on_line = comments
        .iter()
        .take_while(|comment| !text[piece..comment.start].contains('\n'));
    on_line.cloned().collect()
}
