create table team (name text);
