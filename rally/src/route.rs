//! Addresses: what generated routes are made of.

/// The pages of a namespace. Generated from the files of its `pages` folder.
pub trait Route: Clone + PartialEq + Send + Sync + 'static {
    /// The page of a path and a query string, neither with its `?`. `None`: there is no such page.
    fn parse(path: &str, query: &str) -> Option<Self>;

    /// The address of the page: path and query string.
    fn href(&self) -> String;
}
