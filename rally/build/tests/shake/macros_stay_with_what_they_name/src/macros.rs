/// A name for a type.
macro_rules! named {
    ($name:ident) => {
        impl $name {
            pub fn name(&self) -> &str {
                &self.0
            }
        }
    };
}

macro_rules! stored {
    ($name:ident) => {
        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<String> {
                Ok("a macro of the server".to_owned())
            }
        }
    };
}

macro_rules! ask {
    ($value:expr, $method:ident) => {
        $value.$method() + crate::numbers::EXTRA
    };
}

macro_rules! only_on_the_server {
    () => {
        "secret of a macro"
    };
}
