use std::collections::BTreeMap;

use super::app::{Page, Priority, Shape, Task, Tree, Version};
use super::generated::{etf, json};

#[test]
fn constructors_come_back_in_both_codecs() {
    macro_rules! both {
        ($value:expr, $json:expr) => {{
            let value = $value;
            let term = etf::to_vec(&value).unwrap();
            assert_eq!(etf::from_slice(&term).as_ref(), Ok(&value));
            let text = json::to_vec(&value).unwrap();
            assert_eq!(std::str::from_utf8(&text), Ok($json));
            assert_eq!(json::from_slice(&text).as_ref(), Ok(&value));
        }};
    }
    both!(
        Page {
            items: vec![
                Shape::Empty,
                Shape::Circle { radius: 1.5 },
                Shape::Line(1, -2)
            ],
            total: 3
        },
        concat!(
            r#"{"type":"app.Page","variant":"Page","fields":{"items":["#,
            r#"{"type":"app.Shape","variant":"Empty","fields":{}},"#,
            r#"{"type":"app.Shape","variant":"Circle","fields":{"radius":1.5}},"#,
            r#"{"type":"app.Shape","variant":"Line","fields":[1,-2]}],"total":3}}"#
        )
    );
    both!(
        BTreeMap::from([
            (Priority::Low, Version(0, 1)),
            (Priority::High, Version(2, 3))
        ]),
        concat!(
            r#"[[{"type":"app.Priority","variant":"High","fields":{}},{"type":"app.Version","variant":"Version","fields":[2,3]}],"#,
            r#"[{"type":"app.Priority","variant":"Low","fields":{}},{"type":"app.Version","variant":"Version","fields":[0,1]}]]"#
        )
    );
    both!(
        Version(1, 2),
        r#"{"type":"app.Version","variant":"Version","fields":[1,2]}"#
    );
    both!(
        Tree::Node(Box::new(Tree::Leaf), "x".to_owned(), Box::new(Tree::Leaf)),
        concat!(
            r#"{"type":"app.Tree","variant":"Node","fields":[{"type":"app.Tree","variant":"Leaf","fields":{}},"#,
            r#""x",{"type":"app.Tree","variant":"Leaf","fields":{}}]}"#
        )
    );
}

#[test]
fn keys_come_in_any_order_and_defaults_fill_gaps() {
    let task: Task = json::from_slice(
        br#" { "fields" : { "title":"t", "shape":{"fields":[2,3],"variant":"Line","type":"app.Shape"},
            "counts":[], "done":true, "id":"9007199254740993" }, "variant":"Task", "type":"app.Task" } "#,
    )
    .unwrap();
    assert_eq!(task.id, 9_007_199_254_740_993);
    assert_eq!((task.shape, &*task.note), (Shape::Line(2, 3), ""));
}
