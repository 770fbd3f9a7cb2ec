use std::collections::BTreeMap;










pub struct Team {
    pub name: String,
}






















pub struct Index(BTreeMap<u8, Team>);

impl Index {
    pub fn new() -> Self {
        Self(BTreeMap::new())
    }
}

pub fn view(mut index: Index, http: &str, db: usize) -> String {
    index.0.insert(1, Team { name: http.to_owned() });
    index.0.remove(&(db as u8));
    let names = index.0.get(&1).map(|team| team.name.clone());
    names.unwrap_or_else(|| Index::new().0.len().to_string())
}
