pub mod pages {
    //! All pages.

    pub mod home_ {
        use super::super::shared::*;

        pub fn view() -> String {
            title() + &super::footer(Kind::Home) + inner::DEEP
        }

        mod inner {
            pub(super) const DEEP: &str = "deep";

        }
    }

    pub mod list {
        use crate::shared::{self, Kind::{self, List}};

        pub fn view() -> String {
            let kind: Kind = List;
            shared::exported(kind)
        }
    }







    fn footer(kind: crate::shared::Kind) -> String {
        crate::shared::exported(kind)
    }
}

pub mod shared {
    pub use self::names::title;
    pub use self::private::exported as exported;
    pub use self::private::Kind;

    mod names {
        pub fn title() -> String {
            "title".to_owned()
        }
    }

    mod private {
        #[derive(Clone, Copy)]
        pub enum Kind {
            Home,
            List,
        }

        pub fn exported(kind: Kind) -> String {
            use Kind::*;
            match kind {
                Home => "home".to_owned(),
                List => "list".to_owned(),
            }
        }




    }






}
