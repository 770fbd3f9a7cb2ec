CREATE TABLE seasons (
    id INTEGER PRIMARY KEY,
    league TEXT NOT NULL,
    years TEXT NOT NULL
) STRICT;

CREATE TABLE teams (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    short TEXT NOT NULL UNIQUE CHECK (length(short) = 3),
    town TEXT NOT NULL,
    ground TEXT NOT NULL,
    founded INTEGER NOT NULL,
    -- Which of the colours of the stylesheet is the team's.
    tone INTEGER NOT NULL CHECK (tone BETWEEN 0 AND 8)
) STRICT;

CREATE TABLE games (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL CHECK (round > 0),
    day TEXT NOT NULL CHECK (day IS date(day)),
    kick_off TEXT NOT NULL,
    home_id INTEGER NOT NULL REFERENCES teams (id),
    away_id INTEGER NOT NULL REFERENCES teams (id),
    home_goals INTEGER CHECK (home_goals >= 0),
    away_goals INTEGER CHECK (away_goals >= 0),
    home_cheers INTEGER NOT NULL DEFAULT 0,
    away_cheers INTEGER NOT NULL DEFAULT 0,
    CHECK (home_id <> away_id),
    CHECK ((home_goals IS NULL) = (away_goals IS NULL)),
    UNIQUE (home_id, away_id)
) STRICT;

CREATE INDEX games_by_day ON games (day, kick_off);
CREATE INDEX games_by_home ON games (home_id);
CREATE INDEX games_by_away ON games (away_id);
