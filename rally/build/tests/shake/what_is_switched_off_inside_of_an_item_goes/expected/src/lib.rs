pub struct Page {
    pub title: String,


    pub count: u8,
}

pub enum Msg {


    Count(u8),
}

pub fn view(msg: Msg) -> Page {














    let count = match msg {





        Msg::Count(count) => count,
    };
    Page {
        title: "a page".to_owned(),


        count,
    }
}
