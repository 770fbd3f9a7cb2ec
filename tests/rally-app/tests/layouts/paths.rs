//! Which page a path leads to: all paths of a few segments, against the rule as people would say it.

use std::fmt::Write as _;

use rally::route::{Route, moved};

use crate::LAYOUTS;
use crate::generated::{mixed, numbers, public, queries, rests, words};

/// What stands between slashes: names of the layouts, values, and what other things answer.
const SEGMENTS: [&str; 20] = [
    "about-us",
    "edit",
    "new",
    "teams",
    "c",
    "x",
    "docs",
    "guide",
    "log",
    "files",
    "players",
    "match",
    "3",
    "-7",
    "9223372036854775807",
    "9223372036854775808",
    "ws",
    "rpc",
    "healthz",
    "numbers",
];

/// A page as its file's name says, and where it stands when several fit.
fn page(file: &str, path: &[&str]) -> Option<(Vec<u8>, Vec<String>)> {
    let mut rank = vec![];
    let mut values = vec![];
    let mut path = path.iter();
    let last = file.split('/').count() - 1;
    for (at, part) in file.split('/').enumerate() {
        if at == last && matches!(part, "home_" | "index") {
            break;
        }
        if part == "all_" {
            rank.push(3);
            let rest: Vec<&str> = path.by_ref().copied().collect();
            values.push(format!("all: {rest:?}"));
            break;
        }
        let segment = *path.next()?;
        match part.strip_suffix('_') {
            None if part.replace('_', "-") == segment => rank.push(0),
            None => return None,
            Some(name) if name == "id" || name.ends_with("_id") => {
                rank.push(1);
                let number: i64 = segment.parse().ok()?;
                values.push(format!("{name}: {number}"));
            }
            Some(name) => {
                rank.push(2);
                values.push(format!("{name}: {segment:?}"));
            }
        }
    }
    path.next().is_none().then_some((rank, values))
}

/// What answers a path below a base instead of pages.
fn is_elsewhere(base: &str, path: &[&str]) -> bool {
    match path {
        ["ws"] | ["rpc", ..] => true,
        ["healthz"] => base == "/",
        _ => {
            let names = |base: &'static str| base.split('/').filter(|name| !name.is_empty());
            let begins = |other| {
                names(other)
                    .zip(path)
                    .all(|(name, segment)| name == *segment)
            };
            let others = LAYOUTS.iter().filter(|(_, other, _)| *other != "/");
            base == "/"
                && others
                    .filter(|(_, other, _)| names(other).count() <= path.len())
                    .any(|(_, other, _)| begins(other))
        }
    }
}

/// The file that a path leads to, and the values in it.
fn expected(base: &str, files: &[&str], path: &[&str]) -> Option<(String, Vec<String>)> {
    if is_elsewhere(base, path) {
        return None;
    }
    let fitting = files.iter().filter_map(|file| {
        let (rank, values) = page(file, path)?;
        Some((rank, (*file).to_owned(), values))
    });
    fitting.min().map(|(_, file, values)| (file, values))
}

fn address(base: &str, path: &[&str]) -> String {
    let mut address = base.trim_end_matches('/').to_owned();
    for segment in path {
        address.extend(["/", segment]);
    }
    if address.is_empty() {
        "/".to_owned()
    } else {
        address
    }
}

/// The first letter of each segment by its number.
fn encoded(base: &str, path: &[&str]) -> String {
    let mut address = base.trim_end_matches('/').to_owned();
    for segment in path {
        let (first, rest) = segment.split_at(1);
        let _ = write!(address, "/%{:02x}{rest}", first.as_bytes()[0]);
    }
    if address.is_empty() {
        "/".to_owned()
    } else {
        address
    }
}

fn check<R: Route>(namespace: &str) {
    let (_, base, files) = LAYOUTS
        .into_iter()
        .find(|(name, ..)| *name == namespace)
        .expect("a layout");
    assert_eq!(R::BASE, base);
    let mut paths: Vec<Vec<&str>> = vec![vec![]];
    let mut begun = 0;
    for _ in 0..3 {
        let longest = paths[begun..].to_vec();
        begun = paths.len();
        for path in longest {
            paths.extend(
                SEGMENTS
                    .iter()
                    .map(|more| [path.as_slice(), &[more]].concat()),
            );
        }
    }
    let mut found = 0;
    for path in paths {
        let expected = expected(base, files, &path);
        let address = address(base, &path);
        let route = R::parse(&address, "");
        let told = route.as_ref().map(|route| route.file().to_owned());
        assert_eq!(
            told,
            expected.as_ref().map(|(file, _)| file.clone()),
            "{address}"
        );
        assert_eq!(
            R::parse(&encoded(base, &path), "").is_some(),
            route.is_some()
        );
        let Some((route, (_, values))) = route.zip(expected) else {
            continue;
        };
        found += 1;
        let shown = format!("{route:?}").replace("r#", "");
        for value in values {
            assert!(shown.contains(&value), "{address}: {shown} has no {value}");
        }
        // Where a segment may be that of a page before this one, the link is on the safe side.
        let own = route.href();
        assert_eq!(own.replace('~', ""), address, "{shown}");
        assert_eq!(R::parse(&encoded(base, &path), "").as_ref(), Some(&route));
        let to = (own != address).then(|| format!("{own}?a=b"));
        assert_eq!(moved(&route, &address, "a=b"), to, "{address}");
        assert_eq!(R::parse(&own, "").as_ref(), Some(&route));
        if !path.is_empty() {
            let slash = format!("{address}/");
            assert_eq!(R::parse(&slash, "").as_ref(), Some(&route), "{slash}");
            let own = format!("{own}?a=b");
            assert_eq!(moved(&route, &slash, "a=b"), Some(own));
        }
    }
    assert!(found > files.len(), "{namespace}: {found}");
}

#[test]
fn each_path_leads_to_the_page_that_fits_best_and_that_links_back() {
    check::<public::Route>("public");
    check::<numbers::Route>("numbers");
    check::<mixed::Route>("mixed");
    check::<rests::Route>("rests");
    check::<words::Route>("words");
    check::<queries::Route>("queries");
}

#[test]
fn what_another_answers_is_no_page() {
    for path in [
        "/ws",
        "/rpc",
        "/rpc/a/b",
        "/healthz",
        "/numbers",
        "/numbers/3",
        "/back/mixed",
        "/_rally/a",
    ] {
        assert_eq!(public::Route::parse(path, ""), None, "{path}");
    }
    for path in ["/ws/edit", "/wsx", "/back", "/back/other", "/healthz/x"] {
        assert!(public::Route::parse(path, "").is_some(), "{path}");
    }
}
