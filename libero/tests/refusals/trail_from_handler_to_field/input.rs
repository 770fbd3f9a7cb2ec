pub struct ServerContext;

pub struct Page {
    pub items: Vec<Item>,
}

pub struct Item {
    pub price: Box<dyn std::fmt::Debug>,
}

pub fn server_list_items(_cx: &ServerContext) -> Result<Page, ()> {
    Err(())
}
