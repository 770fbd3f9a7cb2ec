//! Routes.
use rally::route;

/// The pages.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// `/`
    Home,
}

impl route::Route for Route {
    fn parse(path: &str, _query: &str) -> Option<Self> {
        (path == "/").then_some(Self::Home)
    }
    fn href(&self) -> String {
        "/".into()
    }
}
