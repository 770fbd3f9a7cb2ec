use rusqlite::Connection;

pub struct Row {
    pub name: String,
}

pub trait Stored {
    fn label(&self) -> String;
    fn save(&self) -> usize;
}

impl Stored for Row {
    fn label(&self) -> String {
        self.name.clone()
    }

    fn save(&self) -> usize {
        Connection.execute("insert", ()).unwrap_or(0)
    }
}

pub trait Kept {
    type Error: From<rusqlite::Error>;
}

pub fn view(row: &Row) -> String {
    format!("{} {}", row.label(), row.save())
}

pub fn kept<K: Kept>() {}
