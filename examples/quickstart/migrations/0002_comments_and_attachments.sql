CREATE TABLE comments (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    task    INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    author  INTEGER NOT NULL REFERENCES people (id),
    text    TEXT NOT NULL,
    written INTEGER NOT NULL
) STRICT;

CREATE INDEX comments_by_task ON comments (task, id);

CREATE TABLE attachments (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    task       INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content    BLOB NOT NULL
) STRICT;

CREATE INDEX attachments_by_task ON attachments (task, id);
