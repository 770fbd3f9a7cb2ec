//! The handlers: what they change, and what they refuse.

use std::time::Duration;

use rally::db::{Db, Options, rusqlite};
use rally::migrate::{self, Migrations};
use rally::test_db;
use scoreboard::admin::pages::games::id_::{ServerSaveScore, server_save_score};
use scoreboard::admin::pages::games::new::{ServerCreateGame, server_create_game};
use scoreboard::admin::pages::teams::slug_::{ServerSaveTeam, server_save_team};
use scoreboard::context::ServerContext;
use scoreboard::league::Score;
use scoreboard::public::pages::games::id_::{Cheers, ServerCheer, Side, server_cheer};
use scoreboard::seed;

async fn season() -> ServerContext {
    let db = test_db::folder("migrations").unwrap();
    seed::run(&db).await.unwrap();
    ServerContext { db }
}

/// The fields that were refused; nothing stands for the form as a whole.
fn fields<T: std::fmt::Debug>(outcome: Result<T, Vec<(String, String)>>) -> Vec<String> {
    let problems = outcome.expect_err("it is refused");
    problems.into_iter().map(|(field, _)| field).collect()
}

fn game(home: &str, away: &str, round: &str, day: &str, kick_off: &str) -> ServerCreateGame {
    let [home, away, round, day, kick_off] = [home, away, round, day, kick_off].map(str::to_owned);
    ServerCreateGame {
        home,
        away,
        round,
        day,
        kick_off,
    }
}

#[tokio::test]
async fn a_seeded_season_is_whole() {
    let cx = season().await;
    let (games, pairs, teams) = cx
        .db
        .read(|c| {
            let row = c.one(
                "SELECT count(*), count(DISTINCT home_id * 100 + away_id),
                    (SELECT count(*) FROM standings WHERE played = 27) FROM games",
                [],
                |row| {
                    Ok((
                        row.get::<_, u32>(0)?,
                        row.get::<_, u32>(1)?,
                        row.get::<_, u32>(2)?,
                    ))
                },
            )?;
            Ok(row.unwrap())
        })
        .await
        .unwrap();
    assert_eq!((games, pairs, teams), (306, 306, 18));
    assert_eq!(
        seed::run(&cx.db).await.unwrap(),
        0,
        "a second time changes nothing"
    );
}

#[tokio::test]
async fn a_game_is_added_once_its_fields_are_right() {
    let cx = season().await;
    cx.db
        .write(|c| c.execute("DELETE FROM games WHERE id = 1", []))
        .await
        .unwrap();
    let (home, away) = ("redcliff", "alder-bay");
    for (form, refused) in [
        (
            game("", "", "", "", ""),
            vec!["home", "away", "round", "kick_off", "day"],
        ),
        (game(home, home, "1", "2026-05-16", "15:30"), vec!["away"]),
        (
            game(home, away, "0", "2026-02-30", "24:00"),
            vec!["round", "kick_off", "day"],
        ),
        (
            game(home, away, "1", "now", "1:30"),
            vec!["kick_off", "day"],
        ),
        (game(away, home, "1", "2026-05-16", "15:30"), vec!["away"]),
    ] {
        assert_eq!(fields(server_create_game(form, &cx).await), refused);
    }
    let id = server_create_game(game(home, away, "35", "2026-05-16", "15:30"), &cx).await;
    assert!(id.unwrap() > 306);
}

#[tokio::test]
async fn a_score_is_saved_and_taken_back() {
    let cx = season().await;
    let score = |id, home: &str, away: &str| ServerSaveScore {
        id,
        home: home.into(),
        away: away.into(),
    };
    for (form, refused) in [
        (score(1, "x", "1"), vec!["home"]),
        (score(1, "", "1"), vec!["home"]),
        (score(1, "-1", "100"), vec!["home", "away"]),
        (score(9999, "1", "1"), vec![""]),
    ] {
        assert_eq!(fields(server_save_score(form, &cx).await), refused);
    }
    let saved = server_save_score(score(300, " 4 ", "0"), &cx).await;
    assert_eq!(saved, Ok(Some(Score { home: 4, away: 0 })));
    assert_eq!(server_save_score(score(300, "", ""), &cx).await, Ok(None));
}

#[tokio::test]
async fn a_team_keeps_to_the_rules_when_it_is_changed() {
    let cx = season().await;
    let team = |name: &str, town: &str, founded: &str| ServerSaveTeam {
        slug: "redcliff".into(),
        name: name.into(),
        town: town.into(),
        ground: "Clifftop".into(),
        founded: founded.into(),
    };
    for (form, refused) in [
        (team("  ", " ", "soon"), vec!["name", "town", "founded"]),
        (team("PINECREST owls", "Redcliff", "1890"), vec!["name"]),
    ] {
        assert_eq!(fields(server_save_team(form, &cx).await), refused);
    }
    let details = server_save_team(team(" Redcliff Harts ", "Redcliff", "1891"), &cx)
        .await
        .unwrap();
    assert_eq!(
        (&*details.team.name, details.founded),
        ("Redcliff Harts", 1891)
    );
}

#[tokio::test]
async fn cheers_are_counted_for_one_side() {
    let cx = season().await;
    let cheer = |side| server_cheer(ServerCheer { game: 1, side }, &cx);
    cheer(Side::Home).await.unwrap();
    cheer(Side::Home).await.unwrap();
    assert_eq!(cheer(Side::Away).await, Ok(Cheers { home: 2, away: 1 }));
    let nowhere = server_cheer(
        ServerCheer {
            game: 0,
            side: Side::Home,
        },
        &cx,
    )
    .await;
    assert_eq!(nowhere, Err(vec!["There is no such game.".to_owned()]));
}

#[tokio::test]
async fn a_locked_database_is_told_of_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("db.sqlite");
    let impatient = Options::default().busy_timeout(Duration::from_millis(50));
    let db = Db::open(&file, &impatient).unwrap();
    migrate::run(&db, &Migrations::folder("migrations").unwrap())
        .await
        .unwrap();
    seed::run(&db).await.unwrap();
    let cx = ServerContext { db };
    let save = || {
        let (home, away) = ("9".to_owned(), "0".to_owned());
        server_save_score(
            ServerSaveScore {
                id: 300,
                home,
                away,
            },
            &cx,
        )
    };

    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = save().await.expect_err("it is locked");
    let told = "The server is busy. Please try again.";
    assert_eq!(refused, [(String::new(), told.to_owned())]);
    let pages = scoreboard::admin::pages::games::id_::load(&cx, 300).await;
    assert_ne!(
        pages.expect("it is read").score,
        Some(Score { home: 9, away: 0 })
    );

    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(save().await, Ok(Some(Score { home: 9, away: 0 })));
}
