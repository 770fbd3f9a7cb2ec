//! A turn of a contender: so many callers at once, each with a connection, for so long.

use std::future::Future;
use std::io::Result;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::contender::Contender;

/// What a turn gave.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    /// Answers a second.
    pub rate: f64,
    /// What 99 of 100 answers took at most, in milliseconds.
    pub p99: f64,
    /// How long the server worked for an answer, in microseconds.
    pub cpu: f64,
}

/// Somebody who asks and waits for the answer.
pub trait Caller: Send + Sized + 'static {
    /// Connects, which is not part of the time.
    fn open(contender: &Contender) -> impl Future<Output = Result<Self>> + Send;
    /// Asks once.
    fn ask(&mut self) -> impl Future<Output = Result<()>> + Send;
}

/// Lets so many callers ask, each as soon as it has its answer.
pub async fn turn<C: Caller>(
    contender: &Contender,
    callers: usize,
    time: Duration,
) -> std::result::Result<Turn, String> {
    let failed = |error| format!("{}: {error}", contender.name);
    let start = Arc::new(Barrier::new(callers + 1));
    let mut tasks = JoinSet::new();
    for _ in 0..callers {
        let mut caller = C::open(contender).await.map_err(failed)?;
        caller.ask().await.map_err(failed)?;
        let start = Arc::clone(&start);
        tasks.spawn(async move {
            start.wait().await;
            let end = Instant::now() + time;
            let mut took = vec![];
            let mut before = Instant::now();
            while before < end {
                caller.ask().await?;
                let now = Instant::now();
                took.push(now - before);
                before = now;
            }
            Ok((took, before))
        });
    }
    let cpu = contender.cpu();
    start.wait().await;
    let began = Instant::now();
    let (mut times, mut ended) = (vec![], began);
    while let Some(done) = tasks.join_next().await {
        let (took, last) = done.map_err(|error| error.to_string())?.map_err(failed)?;
        times.extend(took);
        ended = ended.max(last);
    }
    let cpu = contender.cpu() - cpu;
    times.sort_unstable();
    let count = times.len();
    let p99 = times.get((count * 99 / 100).min(count.saturating_sub(1)));
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let count = count as f64;
    Ok(Turn {
        rate: count / (ended - began).as_secs_f64(),
        p99: p99.map_or(f64::NAN, |time| time.as_secs_f64() * 1e3),
        cpu: cpu * 1e6 / count,
    })
}

/// Lets the contenders take turns; the one that begins changes from round to round. A row a round, a column
/// a contender.
pub async fn rounds<C: Caller>(
    contenders: &[Contender],
    callers: usize,
    plan: Plan,
) -> std::result::Result<Vec<Vec<Turn>>, String> {
    let mut rows = vec![];
    // The first one warms up.
    for round in 0..=plan.rounds {
        let mut row = vec![None; contenders.len()];
        for place in 0..contenders.len() {
            let index = (place + round) % contenders.len();
            row[index] = Some(turn::<C>(&contenders[index], callers, plan.time).await?);
        }
        if round > 0 {
            rows.push(row.into_iter().flatten().collect());
        }
    }
    Ok(rows)
}

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Turns of each contender.
    pub rounds: usize,
    /// What a turn takes.
    pub time: Duration,
}

impl Plan {
    /// Enough to see where things stand.
    pub const QUICK: Self = Self {
        rounds: 3,
        time: Duration::from_millis(300),
    };
    /// For the table that is kept.
    pub const FULL: Self = Self {
        rounds: 15,
        time: Duration::from_secs(1),
    };
}
