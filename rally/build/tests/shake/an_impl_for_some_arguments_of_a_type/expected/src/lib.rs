pub struct Table<F>(F);


pub struct Pretty {
    indent: usize,
}








impl Table<Pretty> {
    pub fn pretty() -> Self {
        Self(Pretty { indent: 2 })
    }

    pub fn show(&self) -> String {
        " ".repeat(self.0.indent)
    }
}







pub fn view() -> String {
    Table::pretty().show()
}
