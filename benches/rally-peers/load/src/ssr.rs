//! One equal page: how many a second, and what the slowest take.

use std::io::{Error, ErrorKind, Result};

use crate::contender::{Contender, program};
use crate::report::{Line, middle, ratio};
use crate::turn::{Caller, Plan, rounds};
use crate::wire::Pages;

/// More than there are processors, so that nobody waits for the network alone.
const CALLERS: usize = 16;
/// What a page has so often.
const ROWS: usize = 100;

impl Caller for Pages {
    async fn open(contender: &Contender) -> Result<Self> {
        let mut pages = Self::to(&contender.address).await?;
        let page = pages.get().await?;
        let text = String::from_utf8_lossy(&page);
        let rows = text.matches("class=\"team\"").count();
        let last = ["amp", "#38"].map(|and| format!("Rovers &{and}; Sons 100"));
        let last = last.iter().filter(|name| text.contains(*name)).count();
        if rows == ROWS && last == 1 {
            return Ok(pages);
        }
        let problem = format!("not the page: {rows} rows\n{text:.2000}");
        Err(Error::new(ErrorKind::InvalidData, problem))
    }

    async fn ask(&mut self) -> Result<()> {
        self.get().await.map(drop)
    }
}

/// Measures and prints.
pub async fn run(plan: Plan) -> std::result::Result<(), String> {
    let contenders = [
        Contender::start("rally", program("rally-page"))?,
        Contender::start("axum + askama", program("askama-page"))?,
        Contender::start("Leptos", program("leptos-page"))?,
    ];
    let mut sizes = vec![];
    for contender in &contenders {
        let failed = |error| format!("{}: {error}", contender.name);
        let mut pages = Pages::to(&contender.address).await.map_err(failed)?;
        sizes.push(pages.get().await.map_err(failed)?.len());
    }
    let rounds = rounds::<Pages>(&contenders, CALLERS, plan).await?;
    for (peer, contender) in contenders.iter().enumerate().skip(1) {
        let print = |what: &str, value: f64, note: String| {
            Line {
                goal: &format!("ssr, {what}/{}", contender.name),
                payload: "a table of 100 rows",
                unit: "ratio",
                value,
                limit: None,
                note: Some(note),
            }
            .print();
        };
        let rate = |index| middle(&rounds, index, |turn| turn.rate);
        let p99 = |index| middle(&rounds, index, |turn| turn.p99);
        let cpu = |index| middle(&rounds, index, |turn| turn.cpu);
        print(
            "pages a second",
            ratio(&rounds, peer, |ours, peer| ours.rate / peer.rate),
            format!(
                "{:.0} against {:.0}, {CALLERS} connections; documents of {} and {} bytes",
                rate(0),
                rate(peer),
                sizes[0],
                sizes[peer]
            ),
        );
        print(
            "p99",
            ratio(&rounds, peer, |ours, peer| peer.p99 / ours.p99),
            format!("{:.1} ms against {:.1} ms", p99(0), p99(peer)),
        );
        print(
            "CPU time of the server",
            ratio(&rounds, peer, |ours, peer| peer.cpu / ours.cpu),
            format!("{:.0} µs a page against {:.0} µs", cpu(0), cpu(peer)),
        );
    }
    Ok(())
}
