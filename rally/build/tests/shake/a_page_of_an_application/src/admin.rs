//! Another namespace: none of it is in this client.

pub fn view() -> String {
    "administration".to_owned()
}
