//! What a browser cannot run.

/// A path outside of the application, and why nothing below it can run in a browser.
struct Row(&'static str, &'static str);

/// Of the standard library. What compiles for wasm32 and panics when it runs is no better than what does not compile.
const STD: [Row; 17] = [
    Row("std::env", "a browser has no environment"),
    Row("std::fs", "a browser has no file system"),
    Row("std::io::stdin", "a browser has no standard input"),
    Row(
        "std::net::TcpListener",
        "a browser opens no sockets of its own",
    ),
    Row(
        "std::net::TcpStream",
        "a browser opens no sockets of its own",
    ),
    Row("std::net::ToSocketAddrs", "a browser asks no name servers"),
    Row(
        "std::net::UdpSocket",
        "a browser opens no sockets of its own",
    ),
    Row("std::os", "a browser is no operating system"),
    Row("std::process", "a browser starts no processes"),
    Row("std::thread::Builder", "a browser starts no threads"),
    Row("std::thread::park", "a page must not block"),
    Row("std::thread::scope", "a browser starts no threads"),
    Row("std::thread::sleep", "a page must not block"),
    Row("std::thread::spawn", "a browser starts no threads"),
    Row("std::thread::yield_now", "a browser has no threads"),
    Row(
        "std::time::Instant",
        "there is no clock behind it in a browser: it panics",
    ),
    Row(
        "std::time::SystemTime",
        "there is no clock behind it in a browser: it panics",
    ),
];

/// Of rally: what is compiled for the server alone.
const RALLY: [Row; 7] = [
    Row("rally::db", "the database is on the server"),
    Row("rally::env", "the environment is that of the server"),
    Row("rally::migrate", "the database is on the server"),
    Row("rally::server", "it is the server"),
    Row("rally::session", "sessions are kept on the server"),
    Row("rally::ssr", "the server renders pages to text"),
    Row("rally::test_db", "the database is on the server"),
];

/// Crates of servers.
const CRATES: [Row; 41] = [
    Row("actix_web", "it is a web server"),
    Row("argon2", "passwords are checked on the server"),
    Row("async_std", "it needs an operating system"),
    Row("axum", "it is a web server"),
    Row("bcrypt", "passwords are checked on the server"),
    Row("crossbeam", "it needs threads"),
    Row("deadpool", "it is a pool of connections to a database"),
    Row("diesel", "the database is on the server"),
    Row("dotenvy", "it reads the environment of the server"),
    Row("duckdb", "the database is on the server"),
    Row("home", "it needs a file system"),
    Row("hyper", "it is a web server"),
    Row("lettre", "mail is sent by the server"),
    Row("libsqlite3_sys", "the database is on the server"),
    Row("memmap2", "it needs a file system"),
    Row("mio", "it needs an operating system"),
    Row("mongodb", "the database is on the server"),
    Row("mysql", "the database is on the server"),
    Row("native_tls", "it needs an operating system"),
    Row("nix", "it needs an operating system"),
    Row("notify", "it needs a file system"),
    Row("num_cpus", "it needs an operating system"),
    Row("postgres", "the database is on the server"),
    Row("r2d2", "it is a pool of connections to a database"),
    Row("rally_build", "it writes the client, it is no part of it"),
    Row("rayon", "it needs threads"),
    Row("redis", "the database is on the server"),
    Row("rusqlite", "the database is on the server"),
    Row("rustls", "it needs an operating system"),
    Row("sea_orm", "the database is on the server"),
    Row("signal_hook", "it needs an operating system"),
    Row("sled", "the database is on the server"),
    Row("smol", "it needs an operating system"),
    Row("socket2", "it needs an operating system"),
    Row("sqlx", "the database is on the server"),
    Row("tempfile", "it needs a file system"),
    Row("tokio", "it needs an operating system"),
    Row("tokio_postgres", "the database is on the server"),
    Row("tracing_subscriber", "logs are written by the server"),
    Row("ureq", "it opens sockets"),
    Row("warp", "it is a web server"),
];

/// Crates that are known to run in a browser. A trait that is imported from another crate is often called nowhere
/// by its name; from these it is kept.
const BROWSER_CRATES: [&str; 21] = [
    "chrono",
    "futures",
    "futures_core",
    "futures_util",
    "gloo",
    "gloo_net",
    "gloo_storage",
    "gloo_timers",
    "heck",
    "indexmap",
    "itertools",
    "js_sys",
    "libero_wire",
    "num_traits",
    "rally",
    "rust_decimal",
    "serde",
    "sycamore",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

/// Traits of the standard library that code imports for their methods alone.
const STD_TRAITS: [&str; 33] = [
    "Any",
    "Borrow",
    "BorrowMut",
    "BufRead",
    "BuildHasher",
    "Debug",
    "Deref",
    "DerefMut",
    "Display",
    "Error",
    "From",
    "FromIterator",
    "FromStr",
    "Future",
    "FusedIterator",
    "Hash",
    "Hasher",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "Not",
    "Pattern",
    "Pow",
    "Read",
    "Seek",
    "Sum",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Wake",
    "Write",
];

/// What cannot run in a browser, with the additions of an application.
pub(super) struct ServerOnly<'a> {
    more: &'a [String],
}

/// The entry of a table that a path falls under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Verdict {
    /// `std::fs`
    pub(super) entry: String,
    pub(super) why: &'static str,
}

impl<'a> ServerOnly<'a> {
    /// `more`: paths as `some_crate` or `some_crate::module`.
    pub(super) fn new(more: &'a [String]) -> Self {
        Self { more }
    }

    /// Why this path cannot run in a browser; none if nothing speaks against it.
    pub(super) fn verdict(&self, path: &[String]) -> Option<Verdict> {
        let mut tables = STD.iter().chain(&RALLY).chain(&CRATES);
        let in_table = tables.find(|row| is_below(path, row.0)).map(|row| Verdict {
            entry: row.0.to_owned(),
            why: row.1,
        });
        in_table.or_else(|| {
            let added = self.more.iter().find(|one| is_below(path, one))?;
            Some(Verdict {
                entry: added.clone(),
                why: "the settings of the application say so",
            })
        })
    }
}

fn is_below(path: &[String], entry: &str) -> bool {
    let mut path = path.iter().map(String::as_str);
    entry.split("::").all(|name| {
        let here = path.next();
        // `core` and `alloc` hold a part of `std` under the same names.
        here == Some(name) || (name == "std" && matches!(here, Some("core" | "alloc")))
    })
}

pub(super) fn is_std(krate: &str) -> bool {
    matches!(krate, "std" | "core" | "alloc")
}

pub(super) fn is_browser_crate(krate: &str) -> bool {
    BROWSER_CRATES.contains(&krate)
}

pub(super) fn is_std_trait(name: &str) -> bool {
    STD_TRAITS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_falls_under_the_entry_that_it_starts_with() {
        let more = ["secret_store".to_owned(), "shared::server".to_owned()];
        let server = ServerOnly::new(&more);
        for (path, entry) in [
            ("std::fs::read", Some("std::fs")),
            ("std::fs", Some("std::fs")),
            ("std", None),
            ("std::time::Duration", None),
            ("std::time::Instant::now", Some("std::time::Instant")),
            ("core::time::Duration", None),
            ("std::net::IpAddr", None),
            ("rusqlite::Row", Some("rusqlite")),
            ("rusqlite_extra::Row", None),
            ("rally::effect::rpc", None),
            ("rally::db::Pool", Some("rally::db")),
            ("secret_store", Some("secret_store")),
            ("shared::server::x", Some("shared::server")),
            ("shared::client::x", None),
        ] {
            let path: Vec<String> = path.split("::").map(str::to_owned).collect();
            let found = server.verdict(&path).map(|verdict| verdict.entry);
            assert_eq!(found.as_deref(), entry, "{path:?}");
        }
    }

    #[test]
    fn all_that_rally_compiles_for_the_server_alone_is_known() {
        let native = include_str!("../../../src/native/mod.rs");
        let modules = native
            .lines()
            .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
        let modules: Vec<String> = modules.map(|name| format!("rally::{name}")).collect();
        let known: Vec<&str> = RALLY.iter().map(|row| row.0).collect();
        assert_eq!(known, modules);
    }
}
