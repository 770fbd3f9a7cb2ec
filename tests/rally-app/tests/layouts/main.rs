//! Every way in which files of pages can stand beside each other: which page a path leads to, and that
//! links lead to the page that they are made of. The generated files beside this one are written anew by
//! `UPDATE=1 cargo test -p rally-app --test layouts`.

mod generated;
mod links;
mod paths;
mod written;

/// What the generated routes name.
mod queries {
    pub(crate) mod pages {
        pub(crate) mod search {
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct Query {
                pub q: String,
                pub page: Option<u32>,
            }
        }
        pub(crate) mod pairs_ {
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct Query {
                pub tag: Vec<String>,
            }
        }
    }
}

/// Namespaces, where they begin, and their files.
const LAYOUTS: [(&str, &str, &[&str]); 6] = [
    (
        "public",
        "/",
        &["home_", "about_us", "name_/home_", "name_/edit", "all_"],
    ),
    ("numbers", "/numbers", &["home_", "new", "id_", "all_"]),
    (
        "mixed",
        "/back/mixed",
        &[
            "id_/tail_",
            "slug_/c",
            "teams/new",
            "teams/y_",
            "teams/team_id_/players",
            "a_/new/x",
            "z_/all_",
        ],
    ),
    (
        "rests",
        "/rests",
        &[
            "docs/home_",
            "docs/guide",
            "docs/id_/home_",
            "docs/slug_/edit",
            "docs/id_/log",
            "docs/all_",
            "files/all_",
        ],
    ),
    // Names that generated code has for other things.
    (
        "words",
        "/words",
        &[
            "app",
            "data",
            "option",
            "some",
            "string",
            "page",
            "type_/match",
            "type_/segments_",
            "route/path_",
        ],
    ),
    ("queries", "/queries", &["search", "pairs_", "home_"]),
];
