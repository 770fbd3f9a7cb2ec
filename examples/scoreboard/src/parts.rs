//! What several pages show.

use rally::prelude::*;

use crate::generated::public::Route;
use crate::league::{self, Game, Outcome, Standing, Team};

/// The arms of a team.
pub fn crest(team: &Team) -> View {
    let class = format!("crest tone-{}", team.tone);
    let short = team.short.clone();
    view! { span(class=class, aria-hidden="true") { (short) } }
}

/// A team's name and arms, as a link to its page.
pub fn team_link(team: &Team) -> View {
    let crest = crest(team);
    let Team { slug, name, .. } = team.clone();
    view! {
        a(class="team", href=Route::TeamsSlug { slug }) { (crest) span(class="name") { (name) } }
    }
}

/// Games, each of which leads to its page.
pub fn game_list(games: &[Game]) -> View {
    let rows: Vec<View> = games.iter().map(game_row).collect();
    view! { ol(class="games") { (rows) } }
}

fn game_row(game: &Game) -> View {
    let (home, away) = (crest(&game.home), crest(&game.away));
    let (home_name, away_name) = (game.home.name.clone(), game.away.name.clone());
    let (id, day, shown_day) = (game.id, game.day.clone(), league::day(&game.day));
    let (score, kind) = match game.score {
        Some(score) => (
            format!("{}\u{2009}:\u{2009}{}", score.home, score.away),
            "score",
        ),
        None => (game.kick_off.clone(), "kick-off"),
    };
    view! {
        li {
            a(class="game", href=Route::GamesId { id }) {
                time(datetime=day) { (shown_day) }
                span(class="side home") { span(class="name") { (home_name) } (home) }
                span(class=kind) { (score) }
                span(class="side away") { (away) span(class="name") { (away_name) } }
            }
        }
    }
}

/// The table of the league. On a narrow screen the columns that matter less are left out.
pub fn standings_table(standings: &[Standing]) -> View {
    let teams = standings.len();
    let rows: Vec<View> = standings
        .iter()
        .map(|line| standing_row(line, teams))
        .collect();
    view! {
        table(class="standings") {
            thead {
                tr {
                    th(scope="col") { abbr(title="Place") { "#" } }
                    th(scope="col", class="text") { "Team" }
                    th(scope="col") { abbr(title="Games played") { "P" } }
                    th(scope="col", class="wide") { abbr(title="Won") { "W" } }
                    th(scope="col", class="wide") { abbr(title="Drawn") { "D" } }
                    th(scope="col", class="wide") { abbr(title="Lost") { "L" } }
                    th(scope="col", class="wide") { "Goals" }
                    th(scope="col") { abbr(title="Goal difference") { "±" } }
                    th(scope="col") { abbr(title="Points") { "Pts" } }
                    th(scope="col", class="wide form") { "Form" }
                }
            }
            tbody { (rows) }
        }
    }
}

fn standing_row(line: &Standing, teams: usize) -> View {
    // The first goes up, the last two go down.
    let zone = match usize::try_from(line.place).unwrap_or_default() {
        1 => "champion",
        place if place + 2 > teams => "relegated",
        _ => "",
    };
    let goals = format!("{}:{}", line.goals_for, line.goals_against);
    let difference = line.difference();
    let (team, form) = (team_link(&line.team), form_marks(&line.form));
    let Standing {
        place,
        played,
        won,
        drawn,
        lost,
        points,
        ..
    } = *line;
    view! {
        tr(class=zone) {
            td(class="place") { (place) }
            th(scope="row", class="text") { (team) }
            td { (played) }
            td(class="wide") { (won) }
            td(class="wide") { (drawn) }
            td(class="wide") { (lost) }
            td(class="wide") { (goals) }
            td { (difference) }
            td(class="points") { (points) }
            td(class="wide form") { (form) }
        }
    }
}

/// The last games as marks, the newest last.
pub fn form_marks(form: &[Outcome]) -> View {
    let marks: Vec<View> = form
        .iter()
        .map(|outcome| {
            let (letter, word) = (outcome.letter(), outcome.word());
            view! { li(class=word, title=word) { (letter) } }
        })
        .collect();
    view! { ol(class="marks", aria-label="Form") { (marks) } }
}
