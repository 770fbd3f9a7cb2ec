//! Fields of forms.

pub const FIELD_NAME: &str = "name";
const MAX: usize = 40;

#[derive(Clone, Default)]
pub struct Field {
    text: String,
    touched: bool,
}

impl Field {
    pub fn set(&mut self, text: String) {
        self.text = text;
        self.touched = true;
    }

    pub fn valid(&self) -> Result<String, String> {
        match self.text.trim() {
            "" => Err("a name is needed".to_owned()),
            long if long.len() > MAX => Err(format!("at most {MAX} characters")),
            text => Ok(text.to_owned()),
        }
    }

    /// What the server thinks of a name, too.
    pub fn forbidden(&self) -> bool {
        ["secret word", "another secret word"].contains(&self.text.as_str())
    }
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), touched: false }
    }
}

macro_rules! error_class {
    ($state:ident) => {
        concat!("error ", stringify!($state))
    };
}
