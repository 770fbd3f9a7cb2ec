const CURRENCY: &str = "EUR";


pub fn show(cents: i64) -> String {
    let sign = super::names::SEPARATOR;
    format!("{cents}{sign}{CURRENCY}")
}
