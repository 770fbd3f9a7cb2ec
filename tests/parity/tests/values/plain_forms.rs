//! The plain form as people write it, and what they are told where it is wrong.

use contract_schema::FieldType;
use libero_values::{Model, plain};
use parity::files;
use serde_json::{Value, json};

fn written(ty: &FieldType, form: &Value) -> Result<Value, String> {
    let model = Model::new(&files::contract()).expect("sound");
    let value = plain::read(&model, ty, form).map_err(|error| error.to_string())?;
    Ok(plain::write(&model, ty, &value).expect("what was read has a form"))
}

fn user(name: &str) -> FieldType {
    let (module, name) = name.rsplit_once('.').expect("a module");
    FieldType::user(module, name)
}

#[test]
fn forms_are_those_of_javascript() {
    let shape = user("enums.Shape");
    let colour = user("enums.Colour");
    let cases = [
        (shape.clone(), json!("Point"), json!("Point")),
        (shape.clone(), json!({"type": "Point"}), json!("Point")),
        (
            shape.clone(),
            json!({"type": "Circle", "value": 1}),
            json!({"type": "Circle", "value": 1.0}),
        ),
        (
            shape.clone(),
            json!({"type": "Circle", "fields": [2.5]}),
            json!({"type": "Circle", "value": 2.5}),
        ),
        (
            shape.clone(),
            json!({"type": "Line", "values": [1, "2"]}),
            json!({"type": "Line", "values": [1, 2]}),
        ),
        (
            shape.clone(),
            json!({"type": "Labelled", "type_": "x", "value": "9007199254740993"}),
            json!({"type": "Labelled", "type_": "x", "value": "9007199254740993"}),
        ),
        (
            FieldType::dict(colour.clone(), FieldType::INT),
            json!([["Red", 1], ["Blue", 2]]),
            json!({"Red": 1, "Blue": 2}),
        ),
        (
            FieldType::option(FieldType::option(FieldType::INT)),
            json!({"some": null}),
            json!({"some": null}),
        ),
        (FieldType::BYTES, json!("-__-"), json!("+//+")),
        (
            FieldType::result(FieldType::INT, FieldType::STRING),
            json!({"error": "no"}),
            json!({"error": "no"}),
        ),
        (
            user("generics.Id"),
            json!({"value": 7}),
            json!({"value": 7}),
        ),
    ];
    for (ty, form, expected) in cases {
        // Objects are compared without their order, which for dicts is that of the wire.
        assert_eq!(written(&ty, &form), Ok(expected), "{form}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let cases = [
        (
            user("enums.Colour"),
            json!("Grren"),
            "Colour has no variant Grren (did you mean Green?); it is one of Red, Green, Blue",
        ),
        (
            user("enums.Colour"),
            json!(1),
            "expected Colour, one of Red, Green, Blue, got an integer",
        ),
        (
            user("enums.Shape"),
            json!({"type": "Rectangle", "width": 1, "heigth": 2}),
            "heigth: Shape.Rectangle has no such field (did you mean height?); it has width, height",
        ),
        (
            FieldType::list(user("enums.Shape")),
            json!(["Point", {"type": "Rectangle", "width": 1}]),
            "[1].height: the field is missing: integer (u32)",
        ),
        (
            FieldType::list(user("enums.Shape")),
            json!([{"type": "Rectangle", "width": -1, "height": 1}]),
            "[0].width: expected an integer of u32, got -1",
        ),
        (
            user("enums.Shape"),
            json!("Circle"),
            "the variant Circle has fields: write {\"type\": \"Circle\", …}",
        ),
        (FieldType::INT, json!(1.5), "expected integer, got a float"),
        (
            FieldType::INT,
            json!(1e30),
            "the number is too great to be exact in JSON: write its digits as text",
        ),
        (
            FieldType::text("uuid"),
            json!("x"),
            "expected text of format uuid, got \"x\"; it looks like \"67e55044-10b1-426f-9247-bb680e5fe0c8\"",
        ),
        (
            FieldType::dict(FieldType::STRING, FieldType::Bool),
            json!({"a": 1}),
            "[\"a\"]: expected bool, got an integer",
        ),
    ];
    for (ty, form, expected) in cases {
        assert_eq!(written(&ty, &form), Err(expected.to_owned()), "{form}");
    }
}
