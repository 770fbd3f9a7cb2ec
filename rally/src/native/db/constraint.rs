use std::fmt;

use rusqlite::ffi;

/// A rule of the schema that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Constraint {
    /// What kind of rule.
    pub kind: ConstraintKind,
    /// The table, where `SQLite` names it: not for foreign keys.
    pub table: Option<String>,
    /// The columns, where `SQLite` names them.
    pub columns: Vec<String>,
    /// `SQLite`'s own words. For a CHECK they hold its name, for a trigger the text of its RAISE.
    pub message: String,
    /// The statement, where it is known.
    pub statement: Option<String>,
}

/// The kinds of rules a schema can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConstraintKind {
    /// UNIQUE or PRIMARY KEY: there is such a row already.
    Unique,
    /// NOT NULL.
    NotNull,
    /// A foreign key: what is referred to is not there, or is still referred to.
    ForeignKey,
    /// CHECK.
    Check,
    /// A value of another type, in a STRICT table.
    Type,
    /// A trigger that raised an error, or a virtual table.
    Other,
}

impl Constraint {
    pub(super) fn read(extended_code: i32, message: &str, statement: Option<String>) -> Self {
        let kind = match extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_ROWID => ConstraintKind::Unique,
            ffi::SQLITE_CONSTRAINT_NOTNULL => ConstraintKind::NotNull,
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => ConstraintKind::ForeignKey,
            ffi::SQLITE_CONSTRAINT_CHECK => ConstraintKind::Check,
            ffi::SQLITE_CONSTRAINT_DATATYPE => ConstraintKind::Type,
            _ => ConstraintKind::Other,
        };
        let named = match kind {
            ConstraintKind::Unique | ConstraintKind::NotNull => message.split_once("failed: "),
            ConstraintKind::Type => message.rsplit_once(" column "),
            _ => None,
        };
        let (table, columns) = named.map_or((None, Vec::new()), |(_, names)| places(names));
        Self {
            kind,
            table,
            columns,
            message: message.to_owned(),
            statement,
        }
    }

    /// Whether the rule is about this column of this table, alone or with others.
    pub fn is_on(&self, table: &str, column: &str) -> bool {
        self.table.as_deref() == Some(table) && self.columns.iter().any(|it| it == column)
    }
}

/// Reads `teams.name, teams.league`; an index on expressions has no columns: `index 'by_lower_name'`.
fn places(names: &str) -> (Option<String>, Vec<String>) {
    let mut table = None;
    let mut columns = Vec::new();
    for place in names.split(", ") {
        let Some((its_table, column)) = place.split_once('.') else {
            return (None, Vec::new());
        };
        table.get_or_insert_with(|| its_table.to_owned());
        columns.push(column.to_owned());
    }
    (table, columns)
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
