use super::*;

fn pages(files: &[&str]) -> Result<Vec<String>, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Utf8Path::from_path(folder.path()).expect("UTF-8");
    for file in files {
        let path = root.join(file);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, "").expect("a file");
    }
    let mut problems = Problems::default();
    let pages = scan(root, Utf8Path::new("pages"), &mut problems);
    match problems.check() {
        Ok(()) => Ok(pages
            .iter()
            .map(|page| format!("{} {} {}", page.name, page.address("/"), page.variant))
            .collect()),
        Err(refused) => Err(refused.to_string()),
    }
}

#[test]
fn files_are_addresses_static_ones_first() {
    let found = pages(&[
        "home_.rs",
        "about_us.rs",
        "products/home_.rs",
        "products/id_.rs",
        "products/new.rs",
        "products/all_.rs",
        "teams/team_id_/players/index.rs",
        "teams/team_id_/players/name_.rs",
        "type_.rs",
        ".#lock.rs",
        "notes.txt",
    ]);
    let expected = [
        "home_ / Home",
        "about_us /about-us AboutUs",
        "products/home_ /products Products",
        "products/new /products/new ProductsNew",
        "products/id_ /products/:id ProductsId",
        "products/all_ /products/*all ProductsAll",
        "teams/team_id_/players/index /teams/:team_id/players TeamsTeamIdPlayers",
        "teams/team_id_/players/name_ /teams/:team_id/players/:name TeamsTeamIdPlayersName",
        "type_ /:type Type",
    ];
    assert_eq!(found.expect("they are sound"), expected);
}

#[test]
fn how_a_parameter_is_called_does_not_change_the_order() {
    for (text, other) in [("a_", "z_"), ("z_", "a_")] {
        let any = format!("{text}/any_.rs");
        let one = format!("{other}/c.rs");
        let found = pages(&[&any, &one, "n_id_/x_/d.rs", "teams/y_.rs"]).expect("they are sound");
        let files: Vec<&str> = found
            .iter()
            .filter_map(|page| page.split(' ').next())
            .collect();
        let expected = [
            "teams/y_",
            "n_id_/x_/d",
            &one[..one.len() - 3],
            &any[..any.len() - 3],
        ];
        assert_eq!(files, expected);
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let cases: [(&[&str], &str); 14] = [
        (
            &["home_.rs", "index.rs"],
            "`pages/home_.rs` and `pages/index.rs` have one address, `/`",
        ),
        (&["id_.rs", "name_.rs"], "have one address, `/:name`"),
        (&["a_/x.rs", "b_/x.rs"], "have one address, `/:b/x`"),
        (
            &["a/id_.rs", "a_id_.rs", "a_id.rs"],
            "would both be `Route::AId`",
        ),
        (
            &["a.rs", "a/b.rs"],
            "move `a.rs` to `a/home_.rs`: it keeps its address",
        ),
        (
            &["id_/id_.rs"],
            "two parameters of `pages/id_/id_.rs` are `id`",
        ),
        (&["About.rs"], "`about.rs`; `_` is written `-`"),
        (&["a-b.rs"], "`a_b.rs`; `_` is written `-`"),
        (&["2fa.rs"], "`page_2fa.rs`"),
        (&["mod.rs"], "`pages/mod.rs` cannot be the name of a module"),
        (&["a__b.rs"], "two `_` side by side"),
        (
            &["query_.rs"],
            "a parameter whose name means something else",
        ),
        (&["all_/x.rs"], "no page below it can be reached"),
        (&["home_/x.rs"], "its name is that of a folder's own page"),
    ];
    for (files, expected) in cases {
        let refusal = pages(files).expect_err("they are not sound");
        assert!(refusal.contains(expected), "{files:?}: {refusal}");
    }
}

#[test]
fn all_problems_are_told_at_once() {
    let refusal = pages(&["A.rs", "B.rs", "id_.rs", "x_.rs"]).expect_err("they are not sound");
    assert!(refusal.contains("3 errors"), "{refusal}");
}
