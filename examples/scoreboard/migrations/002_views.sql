-- A game with what is shown of its teams.
CREATE VIEW fixtures AS
SELECT
    games.id, round, day, kick_off, home_goals, away_goals, home_goals IS NOT NULL AS is_played,
    home.slug AS home_slug, home.name AS home_name, home.short AS home_short, home.tone AS home_tone,
    away.slug AS away_slug, away.name AS away_name, away.short AS away_short, away.tone AS away_tone
FROM games
JOIN teams AS home ON home.id = home_id
JOIN teams AS away ON away.id = away_id;

-- A game that was played, as each of its two teams sees it.
CREATE VIEW results AS
SELECT team_id, game_id, day, goals_for, goals_against,
    CASE WHEN goals_for > goals_against THEN 'W' WHEN goals_for = goals_against THEN 'D' ELSE 'L' END AS outcome
FROM (
    SELECT id AS game_id, day, home_id AS team_id, home_goals AS goals_for, away_goals AS goals_against FROM games
    UNION ALL
    SELECT id, day, away_id, away_goals, home_goals FROM games
)
WHERE goals_for IS NOT NULL;

-- The table of the league. Three points for a win, one for a draw.
CREATE VIEW standings AS
SELECT
    row_number() OVER (ORDER BY points DESC, goals_for - goals_against DESC, goals_for DESC, name) AS place,
    slug, name, short, tone, played, won, drawn, lost, goals_for, goals_against, points, form
FROM (
    SELECT
        teams.*,
        count(game_id) AS played,
        count(*) FILTER (WHERE outcome = 'W') AS won,
        count(*) FILTER (WHERE outcome = 'D') AS drawn,
        count(*) FILTER (WHERE outcome = 'L') AS lost,
        coalesce(sum(goals_for), 0) AS goals_for,
        coalesce(sum(goals_against), 0) AS goals_against,
        3 * count(*) FILTER (WHERE outcome = 'W') + count(*) FILTER (WHERE outcome = 'D') AS points,
        -- All outcomes in their order: the end of the text is the form.
        coalesce(group_concat(outcome, '' ORDER BY day), '') AS form
    FROM teams
    LEFT JOIN results ON results.team_id = teams.id
    GROUP BY teams.id
);
