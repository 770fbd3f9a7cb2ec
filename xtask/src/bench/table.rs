//! A table: a row a goal, a column a payload.

use super::line::Line;

/// All that was measured for one goal.
struct Row<'a> {
    goal: &'a str,
    lines: Vec<&'a Line>,
}

/// The table, in Markdown that can be read as it is. What has no column of its own stands in a last one.
pub(super) fn table(columns: &[&str], lines: &[Line]) -> String {
    let rows = rows(lines);
    let is_other = |line: &&Line| !columns.contains(&line.payload.as_str());
    let has_payloads = lines.iter().any(|line| !is_other(&line));
    let has_others = lines.iter().any(|line| is_other(&line));
    let mut head = vec!["what / against".to_owned(), "goal".to_owned()];
    if has_payloads {
        head.extend(columns.iter().map(|name| (*name).to_owned()));
    }
    if has_others {
        head.push("overall".to_owned());
    }
    head.push("verdict".to_owned());
    let mut cells = vec![head];
    for row in &rows {
        let mut line = vec![row.goal.to_owned(), row.limits()];
        if has_payloads {
            let cells = columns.iter();
            line.extend(cells.map(|name| row.cells(|line| line.payload == *name)));
        }
        if has_others {
            line.push(row.cells(|line| is_other(&line)));
        }
        line.push(row.verdict().to_owned());
        cells.push(line);
    }
    format!("{}{}", aligned(&cells), notes(&rows))
}

/// How many goals there are, and how many of them are met.
pub(super) fn summary(lines: &[Line]) -> String {
    let rows = rows(lines);
    let count = |verdict| rows.iter().filter(|row| row.verdict() == verdict).count();
    let (met, missed) = (count("met"), count("missed"));
    format!("{met} of {} goals met", met + missed)
}

/// Groups by goal, in the order in which goals come first.
fn rows(lines: &[Line]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = vec![];
    for line in lines {
        match rows.iter_mut().find(|row| row.goal == line.goal) {
            Some(row) => row.lines.push(line),
            None => rows.push(Row {
                goal: &line.goal,
                lines: vec![line],
            }),
        }
    }
    rows
}

impl Row<'_> {
    /// Each limit once.
    fn limits(&self) -> String {
        let mut limits: Vec<String> = vec![];
        for line in &self.lines {
            let limit = line.limit.map(|limit| line.unit.limit(limit));
            limits.extend(limit.filter(|limit| !limits.contains(limit)));
        }
        limits.join(", ")
    }

    /// The values of some lines; a mark at those that miss their goal.
    fn cells(&self, wanted: impl Fn(&Line) -> bool) -> String {
        let cells = self.lines.iter().filter(|line| wanted(line)).map(|line| {
            let mark = if line.is_met() == Some(false) {
                " ✗"
            } else {
                ""
            };
            format!("{}{mark}", line.unit.value(line.value, line.limit))
        });
        cells.collect::<Vec<_>>().join(", ")
    }

    /// One value that misses its goal makes the row miss it.
    fn verdict(&self) -> &'static str {
        let mut verdicts = self.lines.iter().filter_map(|line| line.is_met());
        match verdicts.next() {
            None => "",
            Some(true) if verdicts.all(|is_met| is_met) => "met",
            Some(_) => "missed",
        }
    }
}

fn aligned(cells: &[Vec<String>]) -> String {
    let columns = cells[0].len();
    let length = |text: &String| text.chars().count();
    let width = |column: usize| cells.iter().map(|row| length(&row[column])).max();
    let widths: Vec<usize> = (0..columns).filter_map(width).collect();
    let mut text = String::new();
    for (index, row) in cells.iter().enumerate() {
        for (cell, width) in row.iter().zip(&widths) {
            text.push_str("| ");
            text.push_str(cell);
            text.extend(std::iter::repeat_n(' ', width - length(cell) + 1));
        }
        text.push_str("|\n");
        if index == 0 {
            for width in &widths {
                text.push('|');
                text.extend(std::iter::repeat_n('-', width + 2));
            }
            text.push_str("|\n");
        }
    }
    text
}

/// What the lines say beside their numbers, each once.
fn notes(rows: &[Row<'_>]) -> String {
    let mut notes: Vec<String> = vec![];
    for row in rows {
        for note in row.lines.iter().filter_map(|line| line.note.as_ref()) {
            let note = format!("* {}: {note}\n", row.goal);
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    if notes.is_empty() {
        return String::new();
    }
    format!("\n{}", notes.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::line::{Limit, Unit};
    use crate::bench::section::LIBERO;

    fn line(goal: &str, payload: &str, value: f64, limit: Option<Limit>) -> Line {
        Line {
            goal: goal.into(),
            payload: payload.into(),
            value,
            unit: Unit::Times,
            limit,
            note: None,
        }
    }

    #[test]
    fn one_payload_that_misses_makes_the_row_miss() {
        let goal = Some(Limit::AtLeast(2.0));
        let cases = [
            (vec![2.0, 3.0, 2.5], "met"),
            (vec![2.0], "met"),
            (vec![3.0, 1.99, 3.0], "missed"),
            (vec![1.0, 3.0, 3.0], "missed"),
            (vec![3.0, 3.0, 1.0], "missed"),
        ];
        for (values, expected) in cases {
            let lines: Vec<Line> = values
                .iter()
                .zip(LIBERO.columns)
                .map(|(value, payload)| line("a", payload, *value, goal))
                .collect();
            assert_eq!(rows(&lines)[0].verdict(), expected, "{values:?}");
        }
        assert_eq!(rows(&[line("a", "p", 1.0, None)])[0].verdict(), "");
    }

    #[test]
    fn a_row_gathers_its_goal_and_marks_what_misses() {
        let lines = [
            line("a/b", "small_admin", 2.5, Some(Limit::AtLeast(2.0))),
            line("c", "10,000 types", 0.5, Some(Limit::AtMost(0.35))),
            line("a/b", "large_shots", 2.5, Some(Limit::AtLeast(3.0))),
            line("d", "nested_game", 1.5, None),
        ];
        let expected = "\
| what / against | goal       | small_admin | type_matrix | repeated_records | nested_game | large_shots | overall  | verdict |
|----------------|------------|-------------|-------------|------------------|-------------|-------------|----------|---------|
| a/b            | ≥ 2x, ≥ 3x | 2.50x       |             |                  |             | 2.50x ✗     |          | missed  |
| c              | ≤ 0.35x    |             |             |                  |             |             | 0.500x ✗ | missed  |
| d              |            |             |             |                  | 1.50x       |             |          |         |
";
        assert_eq!(table(LIBERO.columns, &lines), expected);
        assert_eq!(summary(&lines), "0 of 2 goals met");
    }

    #[test]
    fn a_note_stands_below_the_table_once() {
        let mut noted = line("a", "small_admin", 2.5, None);
        noted.note = Some("minified".into());
        let text = table(LIBERO.columns, &[noted.clone(), noted]);
        assert!(text.ends_with("|\n\n* a: minified\n"), "{text}");
    }
}
