


pub struct Page {
    pub load: bool,
    pub query: String,
}

















pub fn view(load: bool, env: &str, query: impl Fn() -> usize) -> String {
    let fs = [env.len(), query()];
    let rows = fs.iter().map(|rows| rows + 1).sum::<usize>();
    let page = Page { load, query: format!("{rows}") };
    match Some(page.query.len()) {
        Some(load) if load > 0 => format!("{load}{env}"),
        _ => page.query,
    }
}
