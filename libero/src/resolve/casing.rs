//! The letter cases of serde's `rename_all`, and `PascalCase` of a function's name.

/// A value of `rename_all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is named as it looks
pub enum Casing {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

/// What serde calls them.
pub const CASINGS: [(&str, Casing); 8] = [
    ("lowercase", Casing::Lower),
    ("UPPERCASE", Casing::Upper),
    ("PascalCase", Casing::Pascal),
    ("camelCase", Casing::Camel),
    ("snake_case", Casing::Snake),
    ("SCREAMING_SNAKE_CASE", Casing::ScreamingSnake),
    ("kebab-case", Casing::Kebab),
    ("SCREAMING-KEBAB-CASE", Casing::ScreamingKebab),
];

impl Casing {
    /// By serde's name.
    pub fn parse(name: &str) -> Option<Self> {
        CASINGS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, casing)| *casing)
    }

    /// Renames a variant, exactly as serde does.
    pub fn variant(self, name: &str) -> String {
        match self {
            Self::Pascal => name.to_owned(),
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Camel => first_lower(name),
            Self::Snake => snake(name),
            Self::ScreamingSnake => snake(name).to_ascii_uppercase(),
            Self::Kebab => snake(name).replace('_', "-"),
            Self::ScreamingKebab => snake(name).to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// Renames a field, exactly as serde does.
    pub fn field(self, name: &str) -> String {
        match self {
            Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => pascal(name),
            Self::Camel => first_lower(&pascal(name)),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }
}

/// `server_load_title` to `ServerLoadTitle`.
pub fn pascal(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut capital = true;
    for letter in name.chars() {
        if letter == '_' {
            capital = true;
        } else if capital {
            out.push(letter.to_ascii_uppercase());
            capital = false;
        } else {
            out.push(letter);
        }
    }
    out
}

fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for (index, letter) in name.char_indices() {
        if index > 0 && letter.is_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

fn first_lower(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_ascii_lowercase(), letters.as_str()),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_renamed_as_by_serde() {
        let renamed = CASINGS.map(|(_, casing)| casing.variant("VeryTasty"));
        assert_eq!(
            renamed,
            [
                "verytasty",
                "VERYTASTY",
                "VeryTasty",
                "veryTasty",
                "very_tasty",
                "VERY_TASTY",
                "very-tasty",
                "VERY-TASTY"
            ]
        );
        assert_eq!(Casing::Snake.variant("Z42"), "z42");
    }

    #[test]
    fn fields_are_renamed_as_by_serde() {
        let renamed = CASINGS.map(|(_, casing)| casing.field("very_tasty"));
        assert_eq!(
            renamed,
            [
                "very_tasty",
                "VERY_TASTY",
                "VeryTasty",
                "veryTasty",
                "very_tasty",
                "VERY_TASTY",
                "very-tasty",
                "VERY-TASTY"
            ]
        );
        assert_eq!(Casing::Camel.field("z42"), "z42");
    }
}
