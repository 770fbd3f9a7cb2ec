CREATE TABLE people (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    role TEXT NOT NULL
) STRICT;

CREATE TABLE tasks (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    title         TEXT NOT NULL,
    notes         TEXT,
    priority      TEXT NOT NULL,
    -- What Status holds: the column, when the task came there, and why it is blocked.
    lane          TEXT NOT NULL,
    since         INTEGER NOT NULL,
    -- No foreign key: a task may stay blocked on one that was removed.
    blocked_task  INTEGER,
    blocked_name  TEXT,
    blocked_text  TEXT,
    due           TEXT,
    estimate_low  INTEGER,
    estimate_high INTEGER,
    assignee      INTEGER REFERENCES people (id) ON DELETE SET NULL,
    -- Goes up by one with each change.
    version       INTEGER NOT NULL DEFAULT 1,
    -- Nanoseconds since 1970.
    created       INTEGER NOT NULL
) STRICT;

CREATE INDEX tasks_by_lane ON tasks (lane, id);

CREATE TABLE tags (
    task INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    tag  TEXT NOT NULL,
    PRIMARY KEY (task, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX tasks_by_tag ON tags (tag, task);
