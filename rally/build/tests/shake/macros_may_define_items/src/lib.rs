mod kinds {
    macro_rules! kinds {
        ($($name:ident = $text:literal,)*) => {
            pub enum Kind {
                $($name,)*
            }

            names! { $($name = $text,)* }
        };
    }

    macro_rules! names {
        ($($name:ident = $text:literal,)*) => {
            pub fn name(kind: &Kind) -> &'static str {
                match kind {
                    $(Kind::$name => $text,)*
                }
            }
        };
    }

    macro_rules! limit {
        () => {
            pub const LIMIT: &str = "made on the server";
        };
    }

    kinds! {
        Home = "home",
        Away = "away",
    }

    limit!();
}

use kinds::Kind;

pub fn view() -> String {
    use kinds::Kind::*;
    let kind: Kind = Home;
    kinds::name(&kind).to_owned()
}

pub fn server() -> &'static str {
    kinds::LIMIT
}
