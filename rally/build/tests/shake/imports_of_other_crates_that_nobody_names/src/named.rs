use text_tools as text;
extern crate text_tools as tools;
extern crate secret_store as secrets;

pub fn view() -> String {
    tools::trim(text::trim("a")).to_owned() + deeper::VALUE + deeper::trimmed()
}

mod deeper {
    pub const VALUE: &str = strings::EMPTY;
    use strings_module as strings;
    use super::strings_module;
    use words::trim;
    pub fn trimmed() -> &'static str {
        trim(VALUE)
    }
}

mod strings_module {
    pub const EMPTY: &str = "";
}

pub fn server() -> secrets::Vault {
    secrets::Vault
}
