//! `rally routes`

use clap::Args;
use rally_build::{Client, Mode, PageInfo};
use serde_json::json;
use std::fmt::Write as _;

use super::Which;
use crate::failure::{Failure, Outcome};
use crate::generate;
use crate::terminal::print;

/// List the addresses, the files behind them, and what these call on the server.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rally routes
  rally routes --json | jq -r '.[].address'")]
pub(super) struct Routes {
    #[command(flatten)]
    which: Which,
    /// As JSON, for programs.
    #[arg(long)]
    json: bool,
}

const COLUMNS: [&str; 4] = ["ADDRESS", "ROUTE", "FILE", "SERVER"];

impl Routes {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let project = self.which.project()?;
        let generated = generate::run(&project, Mode::Write)?;
        let text = if self.json {
            json(&generated.clients)
        } else {
            table(&generated.clients)
        };
        print(&text)?;
        Ok(Outcome::Done)
    }
}

fn calls(page: &PageInfo) -> String {
    let load = page.loads.then_some("load");
    let handlers = page.handlers.iter().map(String::as_str);
    load.into_iter()
        .chain(handlers)
        .collect::<Vec<_>>()
        .join(" ")
}

fn table(clients: &[Client]) -> String {
    let mut rows = vec![COLUMNS.map(str::to_owned)];
    for client in clients {
        for page in &client.pages {
            let route = format!("{}::{}", client.name, page.variant);
            rows.push([
                page.address.clone(),
                route,
                page.file.to_string(),
                calls(page),
            ]);
        }
    }
    let mut widths = [0; COLUMNS.len()];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

fn json(clients: &[Client]) -> String {
    let pages = clients.iter().flat_map(|client| {
        client.pages.iter().map(|page| {
            json!({
                "client": client.name,
                "address": page.address,
                "route": page.variant,
                "file": page.file,
                "load": page.loads,
                "handlers": page.handlers,
            })
        })
    });
    let list = serde_json::Value::Array(pages.collect());
    format!("{list:#}\n")
}
