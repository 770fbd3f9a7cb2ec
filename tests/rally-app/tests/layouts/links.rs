//! Links: whatever is in a route, its address leads to it.

use proptest::prelude::*;
use rally::route::{Route, moved};

use crate::generated::{mixed, numbers, public, queries, rests, words};
use crate::queries::pages::{pairs_, search};

/// Texts that are names of pages, of other things, of nothing, or hard to write.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "~{0,3}(new|edit|guide|teams|c|about-us|ws|rpc|healthz|numbers|back|mixed|log|\\.|\\.\\.|)",
        "~{0,2}[-+]?[0-9]{1,3}",
        Just(i64::MAX.to_string()),
        Just("9223372036854775808".to_owned()),
        "(~|/|%|\\?|#|&|\\+| |\\PC){0,4}",
    ]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..4)
}

/// An address leads to the route that it was made of. Where `all_.rs` stands beside a page for a text, or for
/// the folder itself, a path that is theirs leads to them.
fn leads_back<R: Route>(route: &R) -> Result<(), TestCaseError> {
    let href = route.href();
    let (path, query) = href.split_once('?').unwrap_or((&href, ""));
    let read = R::parse(path, query);
    let Some(read) = read else {
        return Err(TestCaseError::fail(format!(
            "{route:?} has a dead link, {href}"
        )));
    };
    if route.file().ends_with("all_") && read != *route {
        let earlier = read.file().ends_with('_');
        prop_assert!(
            earlier || read.file().contains("_/"),
            "{:?} {}",
            route,
            href
        );
        prop_assert!(read.file() != route.file(), "{:?} {}", route, href);
        prop_assert_eq!(&read.href(), &href);
    } else {
        prop_assert_eq!(&read, route, "{}", href);
    }
    prop_assert_eq!(moved(&read, path, query), None, "{}", href);
    Ok(())
}

/// The same for whatever was read.
fn read_leads_back<R: Route>(path: &str) -> Result<(), TestCaseError> {
    match R::parse(path, "") {
        Some(route) => leads_back(&route),
        None => Ok(()),
    }
}

fn public() -> impl Strategy<Value = public::Route> {
    prop_oneof![
        Just(public::Route::Home),
        Just(public::Route::AboutUs),
        text().prop_map(|name| public::Route::Name { name }),
        text().prop_map(|name| public::Route::NameEdit { name }),
        texts().prop_map(|all| public::Route::All { all }),
    ]
}

fn numbers() -> impl Strategy<Value = numbers::Route> {
    prop_oneof![
        Just(numbers::Route::Home),
        Just(numbers::Route::New),
        any::<i64>().prop_map(|id| numbers::Route::Id { id }),
        texts().prop_map(|all| numbers::Route::All { all }),
    ]
}

fn mixed() -> impl Strategy<Value = mixed::Route> {
    prop_oneof![
        (any::<i64>(), text()).prop_map(|(id, tail)| mixed::Route::IdTail { id, tail }),
        text().prop_map(|slug| mixed::Route::SlugC { slug }),
        text().prop_map(|y| mixed::Route::TeamsY { y }),
        any::<i64>().prop_map(|team_id| mixed::Route::TeamsTeamIdPlayers { team_id }),
        text().prop_map(|a| mixed::Route::ANewX { a }),
        (text(), texts()).prop_map(|(z, all)| mixed::Route::ZAll { z, all }),
    ]
}

fn rests() -> impl Strategy<Value = rests::Route> {
    prop_oneof![
        Just(rests::Route::DocsGuide),
        any::<i64>().prop_map(|id| rests::Route::DocsId { id }),
        any::<i64>().prop_map(|id| rests::Route::DocsIdLog { id }),
        text().prop_map(|slug| rests::Route::DocsSlugEdit { slug }),
        texts().prop_map(|all| rests::Route::DocsAll { all }),
        texts().prop_map(|all| rests::Route::FilesAll { all }),
    ]
}

fn words() -> impl Strategy<Value = words::Route> {
    prop_oneof![
        text().prop_map(|r#type| words::Route::TypeMatch { r#type }),
        (text(), text())
            .prop_map(|(r#type, segments)| words::Route::TypeSegments { r#type, segments }),
        text().prop_map(|path| words::Route::RoutePath { path }),
    ]
}

fn queries() -> impl Strategy<Value = queries::Route> {
    prop_oneof![
        (text(), any::<Option<u32>>()).prop_map(|(q, page)| queries::Route::Search {
            query: search::Query { q, page }
        }),
        (text(), texts()).prop_map(|(pairs, tag)| queries::Route::Pairs {
            pairs,
            query: pairs_::Query { tag }
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_link_leads_to_what_it_was_made_of(
        public in public(),
        numbers in numbers(),
        mixed in mixed(),
        rests in rests(),
        words in words(),
        queries in queries(),
    ) {
        leads_back(&public)?;
        leads_back(&numbers)?;
        leads_back(&mixed)?;
        leads_back(&rests)?;
        leads_back(&words)?;
        leads_back(&queries)?;
    }

    #[test]
    fn whatever_is_read_has_an_address_that_leads_to_it(
        path in "(/(~{0,2}(new|edit|guide|docs|teams|c|3|ws|back|\\.|x|)|%[0-9a-f]{2}|\\PC)){0,4}/?",
    ) {
        read_leads_back::<public::Route>(&path)?;
        for base in ["/numbers", "/back/mixed", "/rests", "/words", "/queries"] {
            let path = format!("{base}{path}");
            read_leads_back::<numbers::Route>(&path)?;
            read_leads_back::<mixed::Route>(&path)?;
            read_leads_back::<rests::Route>(&path)?;
            read_leads_back::<words::Route>(&path)?;
            read_leads_back::<queries::Route>(&path)?;
        }
    }
}
