//! The docs explain every category, by its name and in the order of the list.

use libero_diff::Category;

#[test]
fn the_docs_explain_every_category_and_no_other() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/diff.md");
    let text = std::fs::read_to_string(path).expect("docs/diff.md");
    let (_, categories) = text
        .split_once("## Categories")
        .expect("the part on categories");
    let sections: Vec<&str> = categories.split("\n### ").skip(1).collect();
    let explained: Vec<&str> = sections
        .iter()
        .filter_map(|section| section.lines().next())
        .collect();
    let all: Vec<&str> = Category::ALL
        .iter()
        .map(|category| category.name())
        .collect();
    assert_eq!(explained, all);
    for section in sections {
        let words = ["**safe**", "**source-breaking**", "**wire-breaking**"];
        let section = section.to_lowercase();
        assert!(
            words.iter().any(|word| section.contains(word)),
            "no verdict: {section}"
        );
    }
}
