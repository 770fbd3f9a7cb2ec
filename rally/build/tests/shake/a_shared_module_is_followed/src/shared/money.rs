const CURRENCY: &str = "EUR";
const TAX: &str = "7 percent, but nobody may know";

pub fn show(cents: i64) -> String {
    let sign = super::names::SEPARATOR;
    format!("{cents}{sign}{CURRENCY}")
}

pub fn tax() -> &'static str {
    TAX
}
