CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL
) STRICT;

INSERT INTO notes (title, text) VALUES
  ('A page is a file', 'This list is src/public/pages/home_.rs. Change a word in it and save: it changes here.'),
  ('A call is a function', 'server_add_note runs on the server. The page names its request, and gets its answer.');
