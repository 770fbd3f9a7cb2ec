//! Literals that stand on one line where they fit, else on several.

use std::fmt::Write as _;

/// The widest line.
const WIDTH: usize = 76;

/// A literal.
pub(super) enum Pretty {
    /// What is never broken.
    Text(String),
    /// Items in brackets.
    Group {
        open: String,
        /// Each with what stands before it: `"name": `.
        items: Vec<(String, Pretty)>,
        close: &'static str,
        /// Whether there are spaces within the brackets on one line.
        is_spaced: bool,
        /// Whether a comma follows the last of several lines.
        is_trailing: bool,
    },
}

impl Pretty {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Items without names.
    pub(super) fn list(
        open: impl Into<String>,
        items: impl IntoIterator<Item = Self>,
        close: &'static str,
    ) -> Self {
        Self::Group {
            open: open.into(),
            items: items
                .into_iter()
                .map(|item| (String::new(), item))
                .collect(),
            close,
            is_spaced: false,
            is_trailing: true,
        }
    }

    /// Items with names, in braces.
    pub(super) fn fields(open: impl Into<String>, items: Vec<(String, Self)>) -> Self {
        Self::Group {
            open: open.into(),
            items,
            close: "}",
            is_spaced: true,
            is_trailing: true,
        }
    }

    /// The text, its first line behind `column` others.
    pub(super) fn print(&self, column: usize) -> String {
        let mut text = String::new();
        self.write(&mut text, 0, column);
        text
    }

    fn write(&self, text: &mut String, indent: usize, column: usize) {
        let Self::Group {
            open,
            items,
            close,
            is_trailing,
            ..
        } = self
        else {
            return self.write_flat(text);
        };
        if items.is_empty() || self.fits(WIDTH.saturating_sub(column)) {
            return self.write_flat(text);
        }
        text.push_str(open);
        let inside = indent + 2;
        for (index, (name, item)) in items.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            let _ = write!(text, "\n{:inside$}{name}", "");
            item.write(text, inside, inside + name.chars().count() + 1);
        }
        if *is_trailing {
            text.push(',');
        }
        let _ = write!(text, "\n{:indent$}{close}", "");
    }

    fn write_flat(&self, text: &mut String) {
        let (open, items, close, is_spaced) = match self {
            Self::Text(own) => return text.push_str(own),
            Self::Group {
                open,
                items,
                close,
                is_spaced,
                ..
            } => (open, items, close, *is_spaced && !items.is_empty()),
        };
        let gap = if is_spaced { " " } else { "" };
        text.push_str(open);
        text.push_str(gap);
        for (index, (name, item)) in items.iter().enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            text.push_str(name);
            item.write_flat(text);
        }
        text.push_str(gap);
        text.push_str(close);
    }

    fn fits(&self, width: usize) -> bool {
        self.left(width).is_some()
    }

    /// What of a width is left behind it.
    fn left(&self, width: usize) -> Option<usize> {
        match self {
            Self::Text(text) => width.checked_sub(text.chars().count()),
            Self::Group {
                open, items, close, ..
            } => {
                let brackets = open.chars().count() + close.len() + 2;
                let mut left = width.checked_sub(brackets)?;
                for (name, item) in items {
                    left = left.checked_sub(name.chars().count() + 2)?;
                    left = item.left(left)?;
                }
                Some(left)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pretty;

    #[test]
    fn what_does_not_fit_is_broken_at_its_brackets() {
        let short = || Pretty::list("[", ["1", "2"].map(Pretty::text), "]");
        assert_eq!(short().print(0), "[1, 2]");
        let fields = |value: String| {
            let fields = vec![
                ("a: ".to_owned(), short()),
                ("b: ".to_owned(), Pretty::text(value)),
            ];
            Pretty::fields("T {", fields)
        };
        assert_eq!(fields("3".into()).print(0), "T { a: [1, 2], b: 3 }");
        let long = "x".repeat(70);
        let expected = format!("T {{\n  a: [1, 2],\n  b: {long},\n}}");
        assert_eq!(fields(long).print(0), expected);
        assert_eq!(Pretty::fields("{", vec![]).print(200), "{}");
    }
}
