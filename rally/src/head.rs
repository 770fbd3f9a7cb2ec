//! What a page puts into `<head>`.

/// The title and the meta tags of a page. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// `<title>`.
    pub title: String,
    /// `<meta name="description">`.
    pub description: String,
    /// Other `<meta>` tags: name (or property, where it has a colon) and content.
    pub meta: Vec<(String, String)>,
}

impl Head {
    /// A head with a title.
    pub fn title(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// The same with what becomes of its title.
    #[must_use]
    pub fn map_title(mut self, make: impl FnOnce(&str) -> String) -> Self {
        self.title = make(&self.title);
        self
    }

    /// The same with a description.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// The same with one more tag.
    #[must_use]
    pub fn meta(mut self, name: impl Into<String>, content: impl Into<String>) -> Self {
        self.meta.push((name.into(), content.into()));
        self
    }
}
