//! The compiler of rally: from a folder of pages to routes, glue for the server, and a client crate.
//!
//! ```no_run
//! let manifest = camino::Utf8Path::new("app/Cargo.toml");
//! match rally_build::generate(manifest, rally_build::Mode::Write) {
//!     Ok(generated) => println!("{} files", generated.report.created.len()),
//!     Err(refused) => eprintln!("{refused}"),
//! }
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`generate()`] | the table of contents: one call a stage |
//! | [`config`] | `[package.metadata.rally]` |
//! | `scan` | files of pages to addresses |
//! | `page` | what a page file offers, and what its functions ask for |
//! | `elsewhere` | addresses that are not a page's, although they are below its namespace's |
//! | `contract` | what libero is told, and what it finds |
//! | `routes`, `glue` | text, by the templates in `templates/` |
//! | [`shake`] | what a browser needs of the application, and nothing else |
//! | `client` | what the shaker starts from, and the client's Cargo.toml |
//! | [`explain`] | what each code means |
//! | `markup` | what browsers read in another way than it is written |
//! | `stray` | handlers that stand in no page |
//! | `write` | the only part that writes |

mod client;
pub mod config;
mod contract;
mod elsewhere;
pub mod explain;
mod generate;
mod glue;
mod markup;
mod namespace;
mod page;
mod refused;
mod routes;
mod scan;
pub mod shake;
mod stray;
mod write;

pub use generate::{Client, Generated, PageInfo, generate};
pub use refused::{Refused, Warnings};
pub use write::{Mode, Report};
