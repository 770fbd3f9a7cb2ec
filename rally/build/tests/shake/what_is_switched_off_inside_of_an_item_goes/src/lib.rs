pub struct Page {
    pub title: String,
    #[cfg(not(target_arch = "wasm32"))]
    pub connection: Option<rusqlite::Connection>, // gone
    pub count: u8,
}

pub enum Msg {
    #[cfg(not(target_arch = "wasm32"))]
    Row(rusqlite::Error),
    Count(u8),
}

pub fn view(msg: Msg) -> Page {
    #[cfg(not(target_arch = "wasm32"))]
    let connection = Some(rusqlite::Connection);
    #[cfg(not(target_arch = "wasm32"))]
    #[allow(unused)]
    {
        use std::fs;
        let secret = "told on the server";
    }
    #[cfg(not(target_arch = "wasm32"))]
    if connection.is_none() {
        panic!("no connection");
    } else {
        println!("a connection");
    }
    let count = match msg {
        #[cfg(not(target_arch = "wasm32"))]
        Msg::Row(error) => {
            eprintln!("select: {error}");
            0
        }
        Msg::Count(count) => count,
    };
    Page {
        title: "a page".to_owned(),
        #[cfg(not(target_arch = "wasm32"))]
        connection,
        count,
    }
}
