use std::fmt::{Debug, Write as _};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::{Fixture, options};

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

#[tokio::test]
async fn a_slow_statement_is_logged_without_its_parameters() {
    // There is one logger for all tests: their lines are told apart by their text.
    let _ = tracing::subscriber::set_global_default(Lines);
    let always = options().slow_query(Some(Duration::ZERO));
    let Fixture {
        db,
        folder: _folder,
    } = Fixture::with(always).await;
    let statement = "UPDATE teams SET city = ?1 WHERE 'slow log' <> ''";
    db.write(move |c| c.execute(statement, ["secret city"]))
        .await
        .unwrap();
    let never = Fixture::with(options().slow_query(None)).await;
    let unlogged = "UPDATE teams SET city = ?1 WHERE 'no log' <> ''";
    never
        .db
        .write(move |c| c.execute(unlogged, ["secret city"]))
        .await
        .unwrap();

    let lines = LINES.lock().unwrap();
    let about = |text: &str| {
        lines
            .iter()
            .filter(|line| line.contains(text))
            .collect::<Vec<_>>()
    };
    let line = about("slow log")[0];
    assert!(
        line.contains("slow query") && line.contains(statement) && line.contains("ms="),
        "{line}"
    );
    assert!(about("no log").is_empty());
    assert!(about("secret city").is_empty());
}

struct Lines;

struct Line(String);

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "rally::db"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        LINES
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(line.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        let _ = write!(self.0, "{field}={value} ");
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, "{field}={value:?} ");
    }
}
