use text_tools as text;
extern crate text_tools as tools;
extern crate secret_store as secrets;

pub fn view() -> String {
    tools::trim(text::trim("a")).to_owned()
}

pub fn server() -> secrets::Vault {
    secrets::Vault
}
