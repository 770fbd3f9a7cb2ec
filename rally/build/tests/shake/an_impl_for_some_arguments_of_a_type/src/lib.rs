pub struct Table<F>(F);

pub struct Plain;
pub struct Pretty {
    indent: usize,
}
pub struct Stored(rusqlite::Connection);

impl Table<Plain> {
    pub fn plain() -> Self {
        Self(Plain)
    }
}

impl Table<Pretty> {
    pub fn pretty() -> Self {
        Self(Pretty { indent: 2 })
    }

    pub fn show(&self) -> String {
        " ".repeat(self.0.indent)
    }
}

impl Table<Stored> {
    pub fn show(&self) -> String {
        format!("select: {:?}", self.0.0.execute("select", ()).is_ok())
    }
}

pub fn view() -> String {
    Table::pretty().show()
}
