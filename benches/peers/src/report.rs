//! One line of JSON for each measurement, which `cargo xtask bench` gathers into its table.

use serde::Serialize;

/// A measurement.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    /// The row of the table: what, and against whom.
    pub goal: &'a str,
    /// The column.
    pub payload: &'a str,
    /// What was measured.
    pub ratio: f64,
    /// What it should reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// What it should not exceed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// What libero took, in nanoseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ours_ns: Option<f64>,
    /// What the peer took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peer_ns: Option<f64>,
    /// What else is to be known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
}

impl<'a> Line<'a> {
    /// A measurement without a goal.
    pub const fn new(goal: &'a str, payload: &'a str, ratio: f64) -> Self {
        Self {
            goal,
            payload,
            ratio,
            at_least: None,
            at_most: None,
            ours_ns: None,
            peer_ns: None,
            note: None,
        }
    }

    /// Prints the line.
    pub fn print(&self) {
        println!(
            "{}",
            serde_json::to_string(self).expect("a line is finite and has no maps")
        );
    }
}
