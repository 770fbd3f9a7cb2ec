//@ seeds: Shape
#[serde(tag = "kind", deny_unknown_fields)]
pub enum Shape {
    #[serde(alias = "Round")]
    Circle {
        #[serde(skip_serializing_if = "Option::is_none")]
        radius: Option<f64>,
    },
}
