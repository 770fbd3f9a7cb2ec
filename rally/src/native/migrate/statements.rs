//! Where the statements of an SQL file begin and end.

/// One statement of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Statement<'s> {
    /// Its text, without the comments before it.
    pub(super) text: &'s str,
    /// The line on which it begins, from 1.
    pub(super) line: usize,
    /// Its first word, in capitals.
    pub(super) verb: String,
}

/// Splits at each `;` that ends a statement: not in a text, name or comment, nor inside a trigger.
pub(super) fn split(sql: &str) -> Vec<Statement<'_>> {
    let mut statements = Vec::new();
    let mut open: Option<Open> = None;
    let mut at = 0;
    while at < sql.len() {
        let (token, length) = token(&sql[at..]);
        let end = at + length;
        match (token, &mut open) {
            (Token::Blank, _) | (Token::Semicolon, None) => {}
            (Token::Semicolon, Some(statement)) => {
                if statement.ends_at_semicolon() {
                    statements.extend(open.take().map(|it| it.close(sql, end)));
                }
            }
            (token, Some(statement)) => statement.see(&token),
            (token, None) => {
                let mut statement = Open::new(at);
                statement.see(&token);
                open = Some(statement);
            }
        }
        at = end;
    }
    statements.extend(open.map(|it| it.close(sql, sql.trim_end().len())));
    statements
}

struct Open {
    start: usize,
    verb: Option<String>,
    body: Body,
}

/// As `SQLite`'s own shell finds the end: a trigger ends with `; END ;`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    /// Nothing but EXPLAIN, CREATE, TEMP.
    Head,
    Plain,
    Trigger,
    /// In a trigger, after a `;`.
    AfterSemicolon,
    /// In a trigger, after `; END`.
    AfterEnd,
}

impl Open {
    fn new(start: usize) -> Self {
        Self {
            start,
            verb: None,
            body: Body::Head,
        }
    }

    fn see(&mut self, token: &Token<'_>) {
        let word = match token {
            Token::Word(word) => word.to_ascii_uppercase(),
            _ => String::new(),
        };
        self.body = match (self.body, word.as_str()) {
            (Body::Head, "CREATE" | "TEMP" | "TEMPORARY" | "EXPLAIN") => Body::Head,
            (Body::Head, "TRIGGER") if self.verb.as_deref() == Some("CREATE") => Body::Trigger,
            (Body::Head | Body::Plain, _) => Body::Plain,
            (Body::AfterSemicolon, "END") => Body::AfterEnd,
            (Body::Trigger | Body::AfterSemicolon | Body::AfterEnd, _) => Body::Trigger,
        };
        self.verb.get_or_insert(word);
    }

    fn ends_at_semicolon(&mut self) -> bool {
        match self.body {
            Body::Head | Body::Plain | Body::AfterEnd => true,
            Body::Trigger | Body::AfterSemicolon => {
                self.body = Body::AfterSemicolon;
                false
            }
        }
    }

    fn close(self, sql: &str, end: usize) -> Statement<'_> {
        Statement {
            text: &sql[self.start..end.max(self.start)],
            line: 1 + sql[..self.start].matches('\n').count(),
            verb: self.verb.unwrap_or_default(),
        }
    }
}

enum Token<'s> {
    /// White space or a comment.
    Blank,
    Semicolon,
    Word(&'s str),
    Other,
}

/// The token at the start of `rest`, which is not empty, and its length in bytes.
fn token(rest: &str) -> (Token<'_>, usize) {
    let to_end_of = |close: &str, from: usize| {
        rest[from..]
            .find(close)
            .map_or(rest.len(), |at| from + at + close.len())
    };
    let first = rest.chars().next().unwrap_or(' ');
    match first {
        ';' => (Token::Semicolon, 1),
        '-' if rest.starts_with("--") => (Token::Blank, to_end_of("\n", 2)),
        '/' if rest.starts_with("/*") => (Token::Blank, to_end_of("*/", 2)),
        // A quote that is written twice inside is the end of one text and the start of another: that
        // splits at the same places.
        '\'' => (Token::Other, to_end_of("'", 1)),
        '"' => (Token::Other, to_end_of("\"", 1)),
        '`' => (Token::Other, to_end_of("`", 1)),
        '[' => (Token::Other, to_end_of("]", 1)),
        c if c.is_whitespace() || c == '\u{feff}' => (Token::Blank, c.len_utf8()),
        c if is_in_word(c) => {
            let end = rest.find(|c| !is_in_word(c)).unwrap_or(rest.len());
            (Token::Word(&rest[..end]), end)
        }
        c => (Token::Other, c.len_utf8()),
    }
}

fn is_in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$' || !c.is_ascii()
}

#[cfg(test)]
mod tests {
    use rusqlite::fallible_iterator::FallibleIterator as _;

    use super::split;

    fn texts(sql: &str) -> Vec<&str> {
        split(sql).iter().map(|it| it.text).collect()
    }

    #[test]
    fn statements_end_where_sqlite_ends_them() {
        let trigger = "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN \
             UPDATE a SET n = CASE WHEN n THEN 1 ELSE 2 END; DELETE FROM b; END;";
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            (" ;;\n -- nothing; here\n /* nor; here */ ", &[]),
            ("A; B", &["A;", "B"]),
            ("A -- not; here\n;B;", &["A -- not; here\n;", "B;"]),
            (
                "INSERT ';', 'it''s;', \";\", `;`, [;]; B",
                &["INSERT ';', 'it''s;', \";\", `;`, [;];", "B"],
            ),
            ("A /* open", &["A /* open"]),
            ("A 'open; B", &["A 'open; B"]),
            (trigger, &[trigger]),
            (
                "CREATE TABLE trigger_of(a); B",
                &["CREATE TABLE trigger_of(a);", "B"],
            ),
            (
                "CREATE TABLE a(\"trigger\"); END;",
                &["CREATE TABLE a(\"trigger\");", "END;"],
            ),
            (
                "ALTER TABLE é RENAME TO ü; B",
                &["ALTER TABLE é RENAME TO ü;", "B"],
            ),
        ];
        for (sql, expected) in cases {
            assert_eq!(texts(sql), *expected, "{sql}");
        }
    }

    #[test]
    fn sqlite_finds_as_many_statements() {
        const STATEMENTS: &[&str] = &[
            "SELECT ';', 'it''s;' AS \"a;\"\"b\", n AS [c;] FROM `a`",
            "SELECT x'3b', 1 -/**/-1, \"n\" /* ; */ FROM a -- ; '\n",
            "CREATE TABLE IF NOT EXISTS b (\"end\", trigger, n DEFAULT ';')",
            "CREATE TRIGGER IF NOT EXISTS t AFTER INSERT ON a WHEN new.n > 1 BEGIN
                SELECT CASE n WHEN 1 THEN ';' END FROM a; /* ; */ DELETE FROM a; -- END;
             END",
            "CREATE TEMP TRIGGER end_of_a DELETE ON a BEGIN SELECT 1 AS a_end; END",
            "EXPLAIN SELECT CASE WHEN 1 THEN 2 END",
            "EXPLAIN CREATE TABLE c (n)",
            "ALTER TABLE a ADD COLUMN ü$_1 DEFAULT -1",
            "PRAGMA user_version = 3",
            "",
        ];
        const BETWEEN: &[&str] = &[
            ";",
            " ; ;\n",
            ";--'\n",
            "\n;/* \" ' [ ; */\r\n",
            ";\u{feff}",
        ];
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE a (n)").unwrap();
        for one in STATEMENTS {
            for other in STATEMENTS {
                for between in BETWEEN {
                    let sql = format!("{one}{between}{other}{between}{one}");
                    let mut batch = rusqlite::Batch::new(&connection, &sql);
                    let mut count = 0;
                    while batch
                        .next()
                        .unwrap_or_else(|error| panic!("{error}: {sql}"))
                        .is_some()
                    {
                        count += 1;
                    }
                    assert_eq!(texts(&sql).len(), count, "{sql}");
                }
            }
        }
    }

    #[test]
    fn a_statement_knows_its_line_and_first_word() {
        let found = split("-- teams\n\ncreate table a(\n b);\n\n/* x\n */ Commit;");
        let seen: Vec<_> = found.iter().map(|it| (it.line, it.verb.as_str())).collect();
        assert_eq!(seen, [(3, "CREATE"), (7, "COMMIT")]);
    }
}
