pub mod domain;

use std::collections::{BTreeMap, HashMap as Map, hash_map::{DefaultHasher, Entry}};
use std::env;
use std::fmt::{self, Write as _};
use std::time::{Duration, Instant};

use domain::{
    Player,
    Team, // with its players
    self as all,
};
use rusqlite::OptionalExtension;
use rusqlite as db;
pub use self::domain::Player as PublicPlayer;

pub fn view(names: &Map<String, u32>) -> Result<String, fmt::Error> {
    let mut shown = String::new();
    for (name, count) in names {
        write!(shown, "{name}: {count}")?;
    }
    let team = all::Team { wait: Duration::from_secs(1) };
    write!(shown, "{:?}", team.wait)?;
    Ok(shown)
}

pub fn server(teams: &BTreeMap<String, Team>) -> Option<Entry<'static, String, u32>> {
    let _ = (Instant::now(), env::var("SECRET_OF_THE_SERVER"), DefaultHasher::new(), teams);
    let _: Option<PublicPlayer> = db::Result::Ok(Player).optional().ok().flatten();
    None
}
