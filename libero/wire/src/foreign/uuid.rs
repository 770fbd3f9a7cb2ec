//! `uuid::Uuid`.

use uuid::Uuid;

as_text!(Uuid, "uuid", Some, parse);

/// 36 characters leave the hyphenated form alone.
fn parse(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text).ok().filter(|_| text.len() == 36)
}
