//! Addresses to pages and back.

use proptest::prelude::*;
use rally::route::{Route as _, moved};
use rally_app::generated::admin::Route as Office;
use rally_app::generated::public::Route;
use rally_app::public::pages::{search, teams};

fn split(address: &str) -> (&str, &str) {
    address.split_once('?').unwrap_or((address, ""))
}

fn parse(address: &str) -> Option<Route> {
    let (path, query) = split(address);
    Route::parse(path, query)
}

#[test]
fn addresses_lead_to_pages() {
    let teams = |from| Route::Teams {
        query: teams::home_::Query { from },
    };
    let name = |name: &str| {
        Some(Route::UsersName {
            name: name.to_owned(),
        })
    };
    let docs = |all: &[&str]| {
        Some(Route::DocsAll {
            all: all.iter().map(ToString::to_string).collect(),
        })
    };
    for (address, expected) in [
        ("/", Some(Route::Home)),
        ("/teams", Some(teams(0))),
        ("/teams/?from=4&other=1", Some(teams(4))),
        ("/teams?from=-4", Some(teams(0))),
        ("/teams/new", Some(Route::TeamsNew)),
        ("/teams/7", Some(Route::TeamsId { id: 7 })),
        ("/teams/007", Some(Route::TeamsId { id: 7 })),
        (
            "/teams/9223372036854775807",
            Some(Route::TeamsId { id: i64::MAX }),
        ),
        ("/teams/9223372036854775808", None),
        ("/teams/seven", None),
        ("/teams/7/players", None),
        ("/users/new", Some(Route::UsersNew)),
        ("/users/~new", name("new")),
        ("/users/Zo%C3%AB%2F1", name("Zoë/1")),
        ("/users/%FF", None),
        ("/users/%", None),
        ("/users", None),
        ("/docs/a/b%20c", docs(&["a", "b c"])),
        ("/docs", docs(&[])),
        ("/nowhere", None),
        ("nowhere", None),
        ("/../etc/passwd", None),
    ] {
        assert_eq!(parse(address), expected, "{address}");
    }
}

#[test]
fn a_namespace_has_its_own_addresses() {
    assert_eq!(Office::parse("/back/office", ""), Some(Office::Home));
    assert_eq!(Office::parse("/back/office/", ""), Some(Office::Home));
    assert_eq!(Office::parse("/", ""), None);
    assert_eq!(Office::Home.href(), "/back/office");
    assert_eq!(Office::Home.to_string(), "/back/office");
}

#[test]
fn addresses_that_are_not_the_pages_own_move() {
    for (path, query, expected) in [
        ("/teams", "from=1", None),
        ("/teams/", "from=1&x=2", Some("/teams?from=1&x=2")),
        ("/teams/007", "", Some("/teams/7")),
        ("/teams/+7", "", Some("/teams/7")),
        ("/users/%41", "", None),
        ("/users/~bob", "", None),
        ("/", "", None),
    ] {
        let route = Route::parse(path, query).expect("a page");
        assert_eq!(moved(&route, path, query).as_deref(), expected, "{path}");
    }
}

fn any_route() -> impl Strategy<Value = Route> {
    let text = || "(~|\\.|new|/|\\PC){0,4}";
    prop_oneof![
        Just(Route::Home),
        Just(Route::TeamsNew),
        any::<i64>().prop_map(|id| Route::TeamsId { id }),
        any::<u64>().prop_map(|from| Route::Teams {
            query: teams::home_::Query { from }
        }),
        text().prop_map(|name| Route::UsersName { name }),
        prop::collection::vec(text(), 0..4).prop_map(|all| Route::DocsAll { all }),
        (
            text(),
            any::<Option<u32>>(),
            prop::collection::vec(text(), 0..3),
            prop::option::of(text())
        )
            .prop_map(|(q, page, tag, r#type)| Route::Search {
                query: search::Query {
                    q,
                    page,
                    tag,
                    r#type
                }
            }),
    ]
}

proptest! {
    #[test]
    fn every_address_that_is_written_is_read(route in any_route()) {
        let href = route.href();
        prop_assert_eq!(parse(&href), Some(route.clone()), "{}", href);
        let (path, query) = split(&href);
        prop_assert_eq!(moved(&route, path, query), None);
    }

    #[test]
    fn whatever_is_read_can_be_written(text in "\\PC*", near in "(/|%|\\?|~|teams|users|docs|new|[0-9a-f.&=+]){0,12}") {
        for address in [text, near] {
            if let Some(route) = parse(&address) {
                prop_assert_eq!(parse(&route.href()), Some(route));
            }
        }
    }
}
