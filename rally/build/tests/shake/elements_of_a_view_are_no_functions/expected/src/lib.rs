use sycamore::prelude::*;













fn shown() -> &'static str {
    "shown"
}

fn attribute() -> &'static str {
    "attribute"
}

pub fn view() -> View {
    view! {
        form(label="x") {
            select(class=attribute()) { option { "one" } }
            label { "text" (shown()) }
        }
    }
}
