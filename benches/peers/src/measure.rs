//! Contenders take turns in rounds, so that what slows the machine down slows all of them.

use std::time::Duration;

use payloads::Numbers;
use rustix::time::{ClockId, clock_gettime};

/// How long the CPU worked for this thread. Other programs of the machine do not count.
pub fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).expect("CPU time is not negative")
}

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Turns of each contender.
    pub rounds: usize,
    /// What a turn takes, about.
    pub turn: Duration,
}

impl Plan {
    /// Enough to see where things stand.
    pub const QUICK: Self = Self {
        rounds: 41,
        turn: Duration::from_millis(1),
    };
    /// For the table that is kept.
    pub const FULL: Self = Self {
        rounds: 201,
        turn: Duration::from_millis(3),
    };

    /// `QUICK` if the program was started with `--quick`.
    pub fn from_arguments() -> Self {
        if std::env::args().any(|argument| argument == "--quick") {
            Self::QUICK
        } else {
            Self::FULL
        }
    }
}

/// How many values a contender keeps before it drops them: enough to make reading the clock cheap, few
/// enough to stay in the caches.
const KEPT: u32 = 16;

/// What part of a turn goes before it without being counted, one in so many.
const LEAD: u32 = 8;

/// What takes part.
pub struct Contender<'a> {
    /// What it is called in the table.
    pub name: &'static str,
    /// Does the work so many times and tells how long that took.
    turn: Box<dyn FnMut(u32) -> Duration + 'a>,
    /// How many times the work fits into a turn.
    times: u32,
}

impl<'a> Contender<'a> {
    /// Work of this thread. What the work gives is dropped within the time that is measured.
    pub fn new<T>(name: &'static str, mut work: impl FnMut() -> T + 'a) -> Self {
        Self::timed(name, move |times| {
            let started = thread_time();
            for _ in 0..times {
                std::hint::black_box(work());
            }
            thread_time().saturating_sub(started)
        })
    }

    /// Work of this thread without the dropping of what it gives.
    pub fn keeping<T: 'a>(name: &'static str, mut work: impl FnMut() -> T + 'a) -> Self {
        let mut kept = Vec::with_capacity(KEPT as usize);
        Self::timed(name, move |times| {
            let mut total = Duration::ZERO;
            let mut left = times;
            while left > 0 {
                let count = left.min(KEPT);
                let started = thread_time();
                for _ in 0..count {
                    kept.push(std::hint::black_box(work()));
                }
                total += thread_time().saturating_sub(started);
                kept.clear();
                left -= count;
            }
            total
        })
    }

    /// Work that takes its own time, such as that of another process.
    pub fn timed(name: &'static str, turn: impl FnMut(u32) -> Duration + 'a) -> Self {
        Self {
            name,
            turn: Box::new(turn),
            times: 1,
        }
    }

    /// Finds how often the work fits into a turn, which also warms it up.
    fn calibrate(&mut self, turn: Duration) {
        loop {
            let took = (self.turn)(self.times);
            if took >= turn / 2 {
                let each = took.as_secs_f64() / f64::from(self.times);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "far below the limit, never negative"
                )]
                let times = (turn.as_secs_f64() / each) as u32;
                self.times = times.max(1);
                return;
            }
            self.times *= 2;
        }
    }
}

/// Nanoseconds that the work took, a row a round, a column a contender.
pub struct Rounds(Vec<Vec<f64>>);

/// Lets the contenders take turns, in another order in each round: what one leaves behind in caches, in
/// the heap or in a processor that slept while another program worked then falls on all. For the same
/// reason each turn begins with a part that does not count.
pub fn rounds(plan: Plan, contenders: &mut [Contender<'_>]) -> Rounds {
    for contender in &mut *contenders {
        contender.calibrate(plan.turn);
    }
    let mut order: Vec<usize> = (0..contenders.len()).collect();
    let mut numbers = Numbers::new(1);
    let one = |_| {
        let mut row = vec![0.0; order.len()];
        shuffle(&mut numbers, &mut order);
        for &index in &order {
            let contender = &mut contenders[index];
            (contender.turn)(contender.times.div_ceil(LEAD));
            let took = (contender.turn)(contender.times);
            row[index] = took.as_secs_f64() * 1e9 / f64::from(contender.times);
        }
        row
    };
    Rounds((0..plan.rounds).map(one).collect())
}

/// Puts indices in another order: the same ones at each run.
fn shuffle(numbers: &mut Numbers, items: &mut [usize]) {
    for last in (1..items.len()).rev() {
        let count = u32::try_from(last + 1).expect("few contenders");
        items.swap(last, numbers.below(count) as usize);
    }
}

impl Rounds {
    /// The median of a contender's rounds, in nanoseconds.
    pub fn nanoseconds(&self, index: usize) -> f64 {
        median(self.0.iter().map(|row| row[index]).collect())
    }

    /// How many times as long as `base` the contender takes: the median of each round's ratio.
    pub fn ratio(&self, index: usize, base: usize) -> f64 {
        median(self.0.iter().map(|row| row[index] / row[base]).collect())
    }
}

/// The middle one; of an even count, the mean of the middle two.
pub fn median(mut values: Vec<f64>) -> f64 {
    assert!(!values.is_empty(), "a median of nothing");
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        f64::midpoint(values[middle - 1], values[middle])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle() {
        let cases: [(&[f64], f64); 3] = [
            (&[3.0], 3.0),
            (&[9.0, 1.0, 2.0], 2.0),
            (&[4.0, 1.0, 2.0, 9.0], 3.0),
        ];
        for (values, expected) in cases {
            let found = median(values.to_vec());
            assert!((found - expected).abs() < 1e-9, "{values:?}: {found}");
        }
    }

    #[test]
    fn a_ratio_is_taken_within_each_round() {
        // The machine is ten times as slow in the last round.
        let rounds = Rounds(vec![vec![1.0, 2.0], vec![1.0, 3.0], vec![10.0, 30.0]]);
        assert!((rounds.ratio(1, 0) - 3.0).abs() < 1e-9);
        assert!((rounds.nanoseconds(0) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn whom_a_contender_follows_changes_from_round_to_round() {
        let mut numbers = Numbers::new(1);
        let mut order = [0, 1, 2, 3];
        let mut before = [[0; 4]; 4];
        for _ in 0..400 {
            shuffle(&mut numbers, &mut order);
            for pair in order.windows(2) {
                before[pair[1]][pair[0]] += 1;
            }
        }
        for (index, counts) in before.iter().enumerate() {
            for (other, &count) in counts.iter().enumerate() {
                // a hundred are expected
                assert_eq!((60..140).contains(&count), other != index, "{before:?}");
            }
        }
    }

    #[test]
    fn each_contender_has_a_turn_a_round() {
        let plan = Plan {
            rounds: 4,
            turn: Duration::from_millis(1),
        };
        let step = Duration::from_millis(1);
        let mut contenders = [
            Contender::timed("a", |times| step * times),
            Contender::timed("b", |times| step * times * 3),
        ];
        let rounds = rounds(plan, &mut contenders);
        assert_eq!(rounds.0.len(), 4);
        assert!((rounds.ratio(1, 0) - 3.0).abs() < 1e-9);
    }
}
